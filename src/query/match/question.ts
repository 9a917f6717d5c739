/** Is a query a question, which the best documents answer, or words that a document must contain? */
import type { Span } from '../../text/span.ts';
import { createUnitSet } from '../../text/units.ts';
import { foldedText, isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { isFunctionWord, isQuestionText } from '../cut/function-words.ts';
import type { Query, WordsQuery } from '../language/query.ts';
import { maxWordsApart, maxWordsTogether } from './constants.ts';
import { selectContentPieces } from './content-pieces.ts';
import type { WordsText } from './match-words.ts';

/** Cuts the words of queries: a `QueryMatcher`. */
interface WordsCutter {
  wordsText(query: WordsQuery): WordsText;
}

/** Characters that make a place of the name before them. */
const placeSuffixes = /* @__PURE__ */ createUnitSet('省市县区镇乡村街路巷湾港河湖江山岛桥塘寨庄屯铺');

/**
 * Whether the words of the query are phrased as a question, or are too many to be all in one document: more than two in
 * running text, more than five typed apart.
 */
export function isQuestion(query: Query, cutter: WordsCutter): boolean {
  if ('all' in query) return query.all.some(part => isQuestion(part, cutter));
  if ('any' in query) return query.any.some(part => isQuestion(part, cutter));
  if (!('words' in query)) return false;
  const { text, terms } = cutter.wordsText(query);
  if (isQuestionText(foldedText(text, { start: 0, end: text.analysis.length }))) return true;
  const content = selectContentPieces(text, terms.splitIntoPieces(text, 'typed'));
  // 长江大桥 cut into 长, 江大 and 桥 is a name.
  if (terms.joinHalfWords(text, content).length === 1) return false;
  const pieces = content.filter((piece, i) => !isPlaceSuffix(text, piece, content[i - 1]));
  return pieces.length > (areApart(pieces) ? maxWordsApart : maxWordsTogether);
}

/**
 * Whether the query has a content word of two characters or more. A question without one (鱼怎么做) is matched like other
 * queries: any of its characters alone says too little. A phrase counts as a content word.
 */
export function hasLongContentWord(query: Query, cutter: WordsCutter): boolean {
  if ('phrase' in query) return true;
  if ('all' in query) return query.all.some(part => hasLongContentWord(part, cutter));
  if ('any' in query) return query.any.some(part => hasLongContentWord(part, cutter));
  if (!('words' in query)) return false;
  const { text, terms } = cutter.wordsText(query);
  const { units } = text.analysis;
  return terms
    .splitIntoPieces(text, 'typed')
    .some(piece => !isOneCharacter(units, piece) && !isFunctionWord(units, piece.start, piece.end));
}

/** Whether something stands between any two neighbours. */
function areApart(pieces: readonly Span[]): boolean {
  return pieces.every((piece, i) => i === 0 || pieces[i - 1].end < piece.start);
}

/** Whether a piece is one character that makes the word before it a place: 村 of 石桥村. */
function isPlaceSuffix({ analysis: { units } }: QueryText, { start, end }: Span, before: Span | undefined): boolean {
  return before?.end === start && end - start === 1 && placeSuffixes.has(units[start]);
}
