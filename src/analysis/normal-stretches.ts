/** The places of a text that have another normal form, as lines to be indexed behind it. */
import { CharacterClass, classOfUnit, isAlphanumeric } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import { findNormalForm } from '../text/normal/find-normal-form.ts';
import { mayBeChanged } from '../text/normal-form.ts';

/** Characters without blanks on either side of a changed place that `listNormalStretches` takes along. */
const stretchRadius = 6;
const fullStop = '。';

/**
 * The places of a folded text that have another normal form: each with up to six characters, and whole runs of letters and
 * digits, on either side, folded, on a line of its own. So the terms of the text and of these lines together are those of
 * both forms of the text.
 */
export function listNormalStretches(folded: string): string {
  const stretches: string[] = [];
  for (let start = 0; start < folded.length; ) {
    const end = findSentenceEnd(folded, start);
    if (mayNeedAny(folded, start, end))
      for (const stretch of listStretchesOf(folded.slice(start, end))) stretches.push(stretch);
    start = end;
  }
  return stretches.join('\n');
}

/** Where the sentence that begins at `start` ends. Nothing is put together, and no stretch goes on, across its end. */
function findSentenceEnd(text: string, start: number): number {
  for (let end = text.indexOf(fullStop, start) + 1; end > 0; end = text.indexOf(fullStop, end) + 1)
    if (end === text.length || !mayBeChanged(text.charCodeAt(end))) return end;
  return text.length;
}

/** Whether some unit of `text[start … end)` may need something. */
function mayNeedAny(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (mayBeChanged(text.charCodeAt(at))) return true;
  return false;
}

/** The stretches of one sentence. */
function listStretchesOf(folded: string): string[] {
  const { text, starts, ends } = findNormalForm(folded);
  const normal = fold(text);
  const isWord = (at: number) =>
    at >= 0 && at < normal.length && classOfUnit(normal.charCodeAt(at)) >= CharacterClass.Digit;
  const stretches: { start: number; end: number }[] = [];
  for (let at = 0; at < normal.length; at++) {
    const isRewritten = ends[at] - starts[at] !== 1 || normal.charCodeAt(at) !== folded.charCodeAt(starts[at]);
    const isJoined = starts[at] > (at > 0 ? ends[at - 1] : 0);
    if (!(isRewritten || (isJoined && isWord(at - 1))) || !isWord(at)) continue;
    const start = findStretchEnd(normal, at, -1);
    const end = findStretchEnd(normal, at, 1) + 1;
    const last = stretches[stretches.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else stretches.push({ start, end });
  }
  return stretches.map(({ start, end }) => normal.slice(start, end));
}

/** The last unit of the stretch around `at` in one direction. */
function findStretchEnd(text: string, at: number, step: 1 | -1): number {
  let left = stretchRadius;
  for (let next = at + step; next >= 0 && next < text.length; next += step) {
    const characterClass = classOfUnit(text.charCodeAt(next));
    if (characterClass < CharacterClass.Digit) return next - step;
    if (isAlphanumeric(characterClass)) continue;
    if (
      left-- === 0 &&
      characterClass !== CharacterClass.HighSurrogate &&
      characterClass !== CharacterClass.LowSurrogate
    )
      return next - step;
    if (left < 0) left = 0;
  }
  return step > 0 ? text.length - 1 : 0;
}
