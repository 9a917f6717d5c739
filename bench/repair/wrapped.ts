/** Text that was broken at 72 columns, repaired, against the same text as it was written. */
import { repairText } from '../../src/text/repair-text.ts';
import { align, visibleUnits } from './align.ts';

/** What was found at the line ends of the broken text. */
export interface WrappedScore {
  /** Line ends that broke a line of the clean text. */
  broken: number;
  /** Of these, joined at all. */
  joined: number;
  /** Of these, joined just as the clean text has it, with or without a blank. */
  restored: number;
  /** Those between two Han characters, which the clean text has side by side, and of these, joined without a blank. */
  brokenHan: number;
  restoredHan: number;
  /** Those between two Han characters that the clean text sets apart, mostly before a reference (参见 第 1 节). */
  partedHan: number;
  /** Those between two Latin letters or digits, and of these, joined as the clean text has it. */
  brokenLatin: number;
  restoredLatin: number;
  /** Those where one is a mark, or Han meets Latin: the clean text is uneven there. And of these, joined as it has it. */
  brokenMixed: number;
  restoredMixed: number;
  /** Line ends that the clean text has too. */
  real: number;
  /** Of these, joined away. */
  lost: number;
  /** Of `real`, those where the clean text's own line end stands inside a sentence, in the same paragraph of the broken text. */
  realInside: number;
  lostInside: number;
  /** Places left out: not aligned, or a clean line that begins with a closing mark. */
  leftOut: number;
}

export interface Mistake {
  readonly id: string;
  readonly kind: 'not joined' | 'other blank' | 'joined';
  readonly around: string;
  /** For `joined`: the clean text's own line end stands inside a sentence. */
  readonly inside: boolean;
}

const listMark = /^[ \t]*(?:[*+-]|\d+\.)[ \t]+/gm;

export function scoreWrapped(
  id: string,
  clean: string,
  wrapped: string,
  score: WrappedScore,
  mistakes?: Mistake[],
): void {
  const marks: number[] = [];
  for (const found of wrapped.matchAll(listMark)) marks.push(found.index, found.index + found[0].length);
  const left = visibleUnits(wrapped, marks);
  const right = visibleUnits(clean);
  const partner = align(left.units, right.units);
  const repaired = repairText(wrapped);
  const placeOf = (source: number) => repaired.fromSource({ start: source, end: source + 1 })[0]?.start ?? -1;
  for (let i = 0; i + 1 < left.places.length; i++) {
    const between = wrapped.slice(left.places[i] + 1, left.places[i + 1]);
    if (!between.includes('\n')) continue;
    const c = partner[i];
    if (c < 0 || partner[i + 1] !== c + 1) {
      score.leftOut++;
      continue;
    }
    const expected = clean.slice(right.places[c] + 1, right.places[c + 1]);
    const from = placeOf(left.places[i]);
    const to = placeOf(left.places[i + 1]);
    const got = from < 0 || to < 0 ? '?' : repaired.text.slice(from + 1, to);
    const note = (kind: Mistake['kind'], inside = false) =>
      mistakes?.push({
        id,
        kind,
        inside,
        around: `${wrapped.slice(Math.max(0, left.places[i] - 25), left.places[i + 1] + 20)}`,
      });
    if (expected.includes('\n')) {
      if (/[，。、；：！？”’）》」』】,.;:!?)\]]/.test(clean[right.places[c + 1]])) {
        score.leftOut++;
        continue;
      }
      // The clean text's source was wrapped itself, here and there at the very place where this one is.
      const isInside = couldBeEither(wrapped, left.places[i], left.places[i + 1]);
      score.real++;
      if (isInside) score.realInside++;
      if (!got.includes('\n')) {
        score.lost++;
        if (isInside) score.lostInside++;
        note('joined', isInside);
      }
    } else {
      score.broken++;
      if (!got.includes('\n')) score.joined++;
      const isRestored = got === (expected === '' ? '' : ' ');
      const ends = [wrapped[left.places[i]], wrapped[left.places[i + 1]]];
      if (ends.every(isHan)) {
        if (expected === '') score.brokenHan++;
        else score.partedHan++;
        if (expected === '' && isRestored) score.restoredHan++;
      } else if (ends.every(isLatin)) {
        score.brokenLatin++;
        if (isRestored) score.restoredLatin++;
      } else {
        score.brokenMixed++;
        if (isRestored) score.restoredMixed++;
      }
      if (isRestored) score.restored++;
      else note(got.includes('\n') ? 'not joined' : 'other blank');
    }
  }
}

/** Whether two lines of Chinese follow each other as two of one paragraph do: alike indented, no sentence ended. */
function couldBeEither(text: string, last: number, next: number): boolean {
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
