/** Numbers with the characters that were typed beside them, 9月9日 or 18位: what their terms cannot prove, a text does. */
import { TermKind } from '../../analysis/analysis.ts';
import { classOfUnit, isAlphanumeric } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { foldedText, type QueryText } from '../cut/cut-query.ts';
import type { PhraseMatcher } from './match-phrase.ts';
import type { RequiredTerms } from './required-terms.ts';

/** Tells whether a document is one of those asked for. */
export type DocumentVerifier = (document: number) => boolean;

/**
 * Tells by its text whether a document holds the numbers among some pieces as they were typed: its terms say only that
 * each two of 9月9日 stand side by side somewhere. Undefined when none is a number with something beside it.
 */
export function createNumberVerifier(
  text: QueryText,
  pieces: readonly Span[],
  { fields }: RequiredTerms,
  phrases: PhraseMatcher,
): DocumentVerifier | undefined {
  const numbers = pieces.filter(piece => hasNumberBesideCharacters(text, piece)).map(piece => foldedText(text, piece));
  return combineVerifiers(
    numbers.map(number => phrases.createVerifier([number, separateNumbers(number)], false, fields)),
  );
}

/** As those write it who set numbers apart: 9 月 9 日. */
function separateNumbers(number: string): string {
  let apart = '';
  let before: boolean | undefined;
  for (const character of number) {
    const isInRun = isAlphanumeric(classOfUnit(character.charCodeAt(0)));
    apart += (before ?? isInRun) === isInRun ? character : ` ${character}`;
    before = isInRun;
  }
  return apart;
}

/** Undefined when there are none. */
export function combineVerifiers(proofs: readonly DocumentVerifier[]): DocumentVerifier | undefined {
  if (proofs.length < 2) return proofs[0];
  return document => proofs.every(holds => holds(document));
}

/** Whether a run of letters and digits is part of the piece, but not all of it. */
function hasNumberBesideCharacters({ terms }: QueryText, { start, end }: Span): boolean {
  for (const term of terms)
    if (term.kind === TermKind.Word && term.start >= start && term.end <= end)
      return term.end - term.start < end - start;
  return false;
}
