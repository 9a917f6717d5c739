/** Which parts of a typed text are pinyin? */
import { syllableNumber } from '../../../text/syllables.ts';
import { splitTyped } from './parse-pinyin.ts';

/** Letters of a text that may be pinyin. */
export interface PinyinSpan {
  readonly start: number;
  readonly end: number;
  /** The letters, divided as they were typed. */
  readonly chunks: readonly string[];
  /** The digits right before and right behind the letters (3geyue, jian20), which belong to the span; empty without any. */
  readonly digits: string;
  readonly digitsBehind: string;
  /** Where the Han characters begin that were typed right before the letters; `start` if there are none. */
  readonly hanStart: number;
  /** Where the Han characters end that were typed right behind the letters; `end` if there are none. */
  readonly hanEnd: number;
}

/** Han characters beside letters that may belong to the same word. */
const maxHanBeside = 4;

/**
 * Letters with their marks, digits for tones and apostrophes among them. Other digits may stand before or behind them, but
 * not both.
 */
const typedLetters =
  /(?<![\p{Script=Latin}\d.])(\d{0,4})\p{Script=Latin}(?:\p{Script=Latin}|\p{M})*(?:[1-5]?['’]?\p{Script=Latin}(?:\p{Script=Latin}|\p{M})*)*(?:[1-5]?|(\d{2,4}))(?![\p{Script=Latin}\d])/gu;

/**
 * The parts of a folded text that may be pinyin, unless the index has them as they are. Syllables typed apart (han xu) are
 * one.
 * @param isIndexed whether the index has the letters as a word
 */
export function findPinyinSpans(text: string, isIndexed: (letters: string) => boolean): PinyinSpan[] {
  const spans: (PinyinSpan & { readonly isIndexed: boolean })[] = [];
  for (const { 0: typed, 1: digits, 2: digitsBehind = '', index: start } of text.matchAll(typedLetters)) {
    if (digits !== '' && digitsBehind !== '') continue;
    const letters = typed.slice(digits.length, typed.length - digitsBehind.length);
    const chunks = splitTyped(letters);
    if (!chunks) continue;
    const end = start + typed.length;
    const span = {
      start,
      end,
      chunks,
      digits,
      digitsBehind,
      hanStart: start - /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, start - maxHanBeside), start))![0].length,
      hanEnd: end + /^\p{Script=Han}*/u.exec(text.slice(end, end + maxHanBeside))![0].length,
      isIndexed: typed.split(/['’]/).every(isIndexed),
    };
    const before = spans[spans.length - 1];
    if (before && areSyllables(before) && areSyllables(span) && areNeighbours(text, before, span))
      spans[spans.length - 1] = {
        ...joinSpans(before, span),
        isIndexed: before.isIndexed && span.isIndexed,
      };
    else spans.push(span);
  }
  return spans.filter(({ isIndexed }) => !isIndexed);
}

/**
 * Two neighbours of which one is a single syllable, as one: shiqiao zhen may be 石桥镇. Undefined when they are not, or what
 * is typed beside them belongs to them.
 */
export function joinSyllable(text: string, before: PinyinSpan, span: PinyinSpan | undefined): PinyinSpan | undefined {
  if (!span || !areNeighbours(text, before, span) || !isAlone(before) || !isAlone(span)) return undefined;
  const isOne = ({ chunks }: PinyinSpan) => chunks.length === 1 && syllableNumber(chunks[0]) > 0;
  return isOne(before) || isOne(span) ? joinSpans(before, span) : undefined;
}

function joinSpans(before: PinyinSpan, span: PinyinSpan): PinyinSpan {
  return { ...span, start: before.start, chunks: [...before.chunks, ...span.chunks], hanStart: before.hanStart };
}

function areNeighbours(text: string, before: PinyinSpan, span: PinyinSpan): boolean {
  return text.slice(before.end, span.start) === ' ';
}

/** Whether each chunk of a span is a whole syllable, and the span is only letters. */
function areSyllables(span: PinyinSpan): boolean {
  return isAlone(span) && span.chunks.every(chunk => syllableNumber(chunk) > 0);
}

/** Whether neither digits nor Han characters are typed beside the letters. */
function isAlone({ start, end, hanEnd, hanStart, digits, digitsBehind }: PinyinSpan): boolean {
  return hanStart === start && hanEnd === end && digits === '' && digitsBehind === '';
}
