/** Words that a query was cut into although they may be halves of one that no document contains. */
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  isLowSurrogate,
  unitsOfCharacter,
} from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { isOneCharacter, type QueryText } from './cut-query.ts';
import { isFunctionWord } from './function-words.ts';

/** The number of documents that contain a bigram of a query text. */
export type CountDocuments = (bigram: Span) => number;

/**
 * Joins a single Han character to the word of two characters beside it: the index knows 小龙 and 虾, but 小龙虾 was typed, and
 * neither says anything about it. Between two such words it belongs to the one with which more documents hold it, or to the
 * one before it: 小 of 微信小程序 to 程序. Function words stay alone, and so does the rest.
 */
export function joinHalfWords(
  text: QueryText,
  pieces: readonly Span[],
  countDocuments: CountDocuments,
): readonly Span[] {
  const { units } = text.analysis;
  const countAcross = (boundary: number) => countDocuments(bigramAcross(text, boundary));
  const belongsToNext = (piece: Span, next: Span | undefined) =>
    next?.start === piece.end && isTwoCharacters(text, next) && countAcross(piece.end) > countAcross(piece.start);
  const isSingle = (piece: Span) =>
    isHan(text, piece) && isOneCharacter(units, piece) && !isFunctionWord(units, piece.start, piece.end);
  let joined: Span[] | undefined;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    const out = joined?.[joined.length - 1] ?? pieces[i - 1];
    const isBeside = out !== undefined && out.end === piece.start;
    const joins =
      isBeside &&
      ((isSingle(piece) && isTwoCharacters(text, pieces[i - 1]) && !belongsToNext(piece, pieces[i + 1])) ||
        (isSingle(out) && isTwoCharacters(text, piece)));
    if (joins) {
      joined ??= pieces.slice(0, i);
      joined[joined.length - 1] = { start: out.start, end: piece.end };
    } else joined?.push(piece);
  }
  return joined ?? pieces;
}

/** The characters on both sides of a boundary. */
function bigramAcross({ analysis: { units, length } }: QueryText, boundary: number): Span {
  const start = boundary - (isLowSurrogate(units[boundary - 1]) ? 2 : 1);
  return { start, end: boundary + unitsOfCharacter(characterAt(units, boundary, length)) };
}

function isHan({ analysis: { units } }: QueryText, { start, end }: Span): boolean {
  return classOfCharacter(characterAt(units, start, end)) === CharacterClass.Han;
}

/** Whether a span is a word of two Han characters that is no function word. */
function isTwoCharacters(text: QueryText, span: Span): boolean {
  const { units } = text.analysis;
  const second = span.start + unitsOfCharacter(characterAt(units, span.start, span.end));
  return (
    second < span.end &&
    isHan(text, span) &&
    isHan(text, { start: second, end: span.end }) &&
    isOneCharacter(units, { start: second, end: span.end }) &&
    !isFunctionWord(units, span.start, span.end)
  );
}
