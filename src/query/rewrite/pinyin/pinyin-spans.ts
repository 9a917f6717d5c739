/** Which parts of a typed text are pinyin? */
import { syllableNumber } from '../../../text/syllables.ts';
import { splitTyped } from './parse-pinyin.ts';

/** Letters of a text that may be pinyin. */
export interface PinyinSpan {
  readonly start: number;
  readonly end: number;
  /** The letters, divided as they were typed. */
  readonly chunks: readonly string[];
  /** Where the Han characters begin that were typed right before the letters; `start` if there are none. */
  readonly hanStart: number;
  /** Where the Han characters end that were typed right behind the letters; `end` if there are none. */
  readonly hanEnd: number;
}

/** Han characters beside letters that may belong to the same word. */
const maxHanBeside = 4;

/** Letters with their marks, and digits and apostrophes among them; no letter or digit stands beside them. */
const typedLetters =
  /(?<![\p{Script=Latin}\d])\p{Script=Latin}(?:\p{Script=Latin}|\p{M})*(?:[1-5]?['’]?\p{Script=Latin}(?:\p{Script=Latin}|\p{M})*)*[1-5]?(?![\p{Script=Latin}\d])/gu;

/**
 * The parts of a folded text that may be pinyin, unless the index has them as they are. Syllables typed apart (han xu) are
 * one.
 * @param isIndexed whether the index has the letters as a word
 */
export function findPinyinSpans(text: string, isIndexed: (letters: string) => boolean): PinyinSpan[] {
  const spans: (PinyinSpan & { readonly isIndexed: boolean })[] = [];
  for (const { 0: letters, index: start } of text.matchAll(typedLetters)) {
    const chunks = splitTyped(letters);
    if (!chunks) continue;
    const end = start + letters.length;
    const span = {
      start,
      end,
      chunks,
      hanStart: start - /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, start - maxHanBeside), start))![0].length,
      hanEnd: end + /^\p{Script=Han}*/u.exec(text.slice(end, end + maxHanBeside))![0].length,
      isIndexed: letters.split(/['’]/).every(isIndexed),
    };
    const before = spans[spans.length - 1];
    if (before && isSyllable(before) && isSyllable(span) && text.slice(before.end, start) === ' ')
      spans[spans.length - 1] = {
        ...span,
        start: before.start,
        chunks: [...before.chunks, ...chunks],
        hanStart: before.hanStart,
        isIndexed: before.isIndexed && span.isIndexed,
      };
    else spans.push(span);
  }
  return spans.filter(({ isIndexed }) => !isIndexed);
}

/** Whether each chunk of a span is a whole syllable, and the span is only letters. */
function isSyllable({ chunks, start, end, hanEnd, hanStart }: PinyinSpan): boolean {
  return hanStart === start && hanEnd === end && chunks.every(chunk => syllableNumber(chunk) > 0);
}
