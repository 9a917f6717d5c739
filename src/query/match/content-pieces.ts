/** Which pieces of the typed words say something about the topic? */
import type { Span } from '../../text/span.ts';
import { createUnitSet } from '../../text/units.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { findFunctionWordEnd, isAskedFor } from '../cut/function-words.ts';

/** Brackets, folded, around what is not the topic of a headline; 《》 enclose the name of a work. */
const openingBrackets = /* @__PURE__ */ createUnitSet('【[(〔〖');
const closingBrackets = /* @__PURE__ */ createUnitSet('】])〕〗');

/**
 * The pieces that are neither function words nor in brackets: a rubric (【时政】) or a remark (（图）) of a pasted headline
 * is no condition. Neither is what is asked for at the end (石桥村通车 时间). When there are no others, what was typed
 * without a space is one piece: 你在等我吗 is found as it stands.
 */
export function selectContentPieces(text: QueryText, pieces: readonly Span[]): readonly Span[] {
  const { units } = text.analysis;
  const content: Span[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const end = findFunctionWordEnd(units, pieces, i);
    if (end > i) i = end - 1;
    else content.push(pieces[i]);
  }
  if (!content.length) return joinTouching(pieces);
  const last = content[content.length - 1];
  if (content.length > 1 && isAskedFor(units, last.start, last.end)) content.pop();
  const outside = dropBracketed(text, content);
  return outside.length ? outside : content;
}

/** Drops the pieces in brackets. A bracket that is not closed ends with the text. */
function dropBracketed({ analysis: { units, length } }: QueryText, pieces: readonly Span[]): readonly Span[] {
  let outside: Span[] | undefined;
  let depth = 0;
  let next = 0;
  for (let at = 0; at < length; at++) {
    if (openingBrackets.has(units[at])) {
      if (depth++ > 0) continue;
      outside ??= [];
      for (; next < pieces.length && pieces[next].start < at; next++) outside.push(pieces[next]);
    } else if (depth > 0 && closingBrackets.has(units[at]) && --depth === 0)
      while (next < pieces.length && pieces[next].start < at) next++;
  }
  if (outside === undefined) return pieces;
  if (depth === 0) outside.push(...pieces.slice(next));
  return outside;
}

function joinTouching(pieces: readonly Span[]): readonly Span[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of pieces) {
    const before = joined[joined.length - 1];
    if (before?.end === start) before.end = end;
    else joined.push({ start, end });
  }
  return joined;
}

/** Drops single characters beside other pieces: 南 and 村 of 南保村 say nothing about it. */
export function dropSingleCharacters(text: QueryText, pieces: readonly Span[]): readonly Span[] {
  const { units } = text.analysis;
  return pieces.filter(
    (piece, i) =>
      !isOneCharacter(units, piece) || (pieces[i - 1]?.end !== piece.start && pieces[i + 1]?.start !== piece.end),
  );
}
