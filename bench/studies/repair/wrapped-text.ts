/** How well the repair joins text that was wrapped at 72 columns, compared with the same text before wrapping. */
import { repairText } from '../../../src/text/repair-text.ts';
import { align, visibleUnits } from './align.ts';

/** Counts of line ends of the wrapped text. */
export interface WrappedScore {
  /** Line ends that the wrapping inserted into a line of the clean text. */
  inserted: number;
  /** Of these, line ends that were joined. */
  joined: number;
  /** Of these, line ends that were joined as in the clean text, with or without a space. */
  restored: number;
  /** Inserted between two Han characters that are next to each other in the clean text. */
  han: number;
  /** Of these, joined without a space. */
  restoredHan: number;
  /** Inserted between two Han characters with a space between them in the clean text, mostly before a reference (参见 第 1 节). */
  spacedHan: number;
  /** Inserted between two Latin letters or digits. */
  latin: number;
  /** Of these, joined as in the clean text. */
  restoredLatin: number;
  /** Inserted next to a mark, or where Han meets Latin; the clean text is inconsistent there. */
  mixed: number;
  /** Of these, joined as in the clean text. */
  restoredMixed: number;
  /** Line ends of the clean text itself. */
  real: number;
  /** Of these, line ends that were removed. */
  removed: number;
  /** Of `real`, line ends inside a sentence: the clean text was itself wrapped there. */
  realInSentence: number;
  /** Of these, line ends that were removed. */
  removedInSentence: number;
  /** Places that were left out: not aligned, or followed by a closing mark in the clean text. */
  leftOut: number;
}

const listMarker = /^[ \t]*(?:[*+-]|\d+\.)[ \t]+/gm;

/** Repairs a wrapped text and adds what happened at its line ends to `score`. */
export function scoreWrapped(clean: string, wrapped: string, score: WrappedScore): void {
  const markers: number[] = [];
  for (const found of wrapped.matchAll(listMarker)) markers.push(found.index, found.index + found[0].length);
  const left = visibleUnits(wrapped, markers);
  const right = visibleUnits(clean);
  const partner = align(left.units, right.units);
  const repaired = repairText(wrapped);
  const repairedAt = (source: number) => repaired.fromSource({ start: source, end: source + 1 })[0]?.start ?? -1;
  for (let i = 0; i + 1 < left.offsets.length; i++) {
    const [before, after] = [left.offsets[i], left.offsets[i + 1]];
    if (!wrapped.slice(before + 1, after).includes('\n')) continue;
    const c = partner[i];
    if (c < 0 || partner[i + 1] !== c + 1) {
      score.leftOut++;
      continue;
    }
    const expected = clean.slice(right.offsets[c] + 1, right.offsets[c + 1]);
    const from = repairedAt(before);
    const to = repairedAt(after);
    const got = from < 0 || to < 0 ? '?' : repaired.text.slice(from + 1, to);
    if (expected.includes('\n')) {
      if (/[，。、；：！？”’）》」』】,.;:!?)\]]/.test(clean[right.offsets[c + 1]])) {
        score.leftOut++;
        continue;
      }
      const isRemoved = !got.includes('\n');
      score.real++;
      if (isRemoved) score.removed++;
      if (isInsideParagraph(wrapped, before, after)) {
        score.realInSentence++;
        if (isRemoved) score.removedInSentence++;
      }
    } else {
      score.inserted++;
      if (!got.includes('\n')) score.joined++;
      const isRestored = got === (expected === '' ? '' : ' ');
      const neighbors = [wrapped[before], wrapped[after]];
      if (neighbors.every(isHan)) {
        if (expected === '') score.han++;
        else score.spacedHan++;
        if (expected === '' && isRestored) score.restoredHan++;
      } else if (neighbors.every(isLatin)) {
        score.latin++;
        if (isRestored) score.restoredLatin++;
      } else {
        score.mixed++;
        if (isRestored) score.restoredMixed++;
      }
      if (isRestored) score.restored++;
    }
  }
}

/** Whether two lines of Chinese look like lines of one paragraph: the same indent, and no end of a sentence. */
function isInsideParagraph(text: string, last: number, next: number): boolean {
  if (!/^\n[^\S\n]*$/.test(text.slice(last + 1, next))) return false;
  const line = text.slice(text.lastIndexOf('\n', last) + 1, last + 1);
  const indent = next - text.lastIndexOf('\n', next) - 1;
  if (indent < line.search(/\S/) || /[。！？：；]$/.test(line)) return false;
  const end = text.indexOf('\n', next);
  return /\p{Script=Han}/u.test(line + text.slice(next, end < 0 ? text.length : end));
}

function isHan(unit: string): boolean {
  return /\p{Script=Han}/u.test(unit);
}

function isLatin(unit: string): boolean {
  return /[\p{Script=Latin}\d]/u.test(unit);
}
