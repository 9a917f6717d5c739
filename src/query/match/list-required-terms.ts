/** Which terms must a text contain to contain a span of the query? */
import { TermKind } from '../../analysis/analysis.ts';
import type { Term } from '../../index/term.ts';
import type { Span } from '../../text/span.ts';
import type { QueryText } from '../cut/cut-query.ts';
import type { QuerySpelling } from '../cut/query-spellings.ts';

/**
 * The terms that a text must contain to contain a span of the query: all bigrams and runs of letters and digits in it,
 * and each character that is part of no bigram. A run may also be a part or another spelling of others; a name that the
 * index holds in another spelling is one term.
 */
export function listRequiredTerms(text: QueryText, span: Span): Term[] {
  const terms: Term[] = [];
  terms.length = collectRequiredTerms(text, span, terms, text.spellings);
  return terms;
}

/**
 * Writes the required terms of a span to the beginning of `out`. Returns how many there are.
 * @param places of the terms, in a long text
 */
export function collectRequiredTerms(
  text: QueryText,
  span: Span,
  out: Term[],
  spellings: readonly QuerySpelling[],
  places?: TermPlaces,
): number {
  const { length } = text.analysis;
  const { terms } = text;
  let count = 0;
  let bigramsEnd = -1;
  // Where the last term that stands in the text begins.
  let last = -1;
  let place = places ? places.firstFrom[span.start] : 0;
  const end = places ? places.endBefore[span.end] : terms.length;
  for (; place < end; place++) {
    const term = terms[place];
    if (term.start >= length) {
      // A bigram whose characters are separated: the second of them is the last term.
      if (last > span.start && last < span.end) out[count++] = term;
      continue;
    }
    last = term.start;
    if (last < span.start || term.end > span.end) continue;
    if (term.kind === TermKind.Bigram) {
      // A bigram follows its second character in the analysis: it replaces its two characters.
      while (count > 0 && out[count - 1].kind === TermKind.Character && out[count - 1].start >= term.start) count--;
      out[count++] = term;
      bigramsEnd = term.end;
    } else if (term.kind === TermKind.Character) {
      if (term.end > bigramsEnd) out[count++] = term;
    } else if (spellings.length > 0 && isInSpelling(spellings, term)) {
    } else if (term.kind === TermKind.InnerWord && count > 0 && hasSameSpan(out[count - 1], term)) {
      // More documents hold the run as an inner word.
      out[count - 1] = term;
    } else out[count++] = term;
  }
  for (const spelling of spellings)
    if (spelling.start >= span.start && spelling.end <= span.end) out[count++] = spelling.term;
  return count;
}

/**
 * Where the terms of a long text are that begin in a span: a look at all of them for each of its words takes time by the square of
 * its length.
 */
export class TermPlaces {
  /** By unit: the place of the first term that begins at it or behind it. */
  readonly firstFrom: Uint32Array;
  /** By unit: the end of the terms that begin before it, with the bigrams behind them whose characters are separated. */
  readonly endBefore: Uint32Array;

  constructor({ terms, analysis: { length } }: QueryText) {
    this.firstFrom = new Uint32Array(length + 1).fill(terms.length);
    this.endBefore = new Uint32Array(length + 1);
    const { firstFrom, endBefore } = this;
    for (let place = terms.length - 1; place >= 0; place--)
      if (terms[place].start < length) firstFrom[terms[place].start] = place;
    for (let unit = length - 1; unit >= 0; unit--) firstFrom[unit] = Math.min(firstFrom[unit], firstFrom[unit + 1]);
    let last = 0;
    for (let place = 0; place < terms.length; place++) {
      if (terms[place].start < length) last = terms[place].start + 1;
      endBefore[last] = place + 1;
    }
    for (let unit = 1; unit <= length; unit++) endBefore[unit] = Math.max(endBefore[unit], endBefore[unit - 1]);
  }
}

/** In a text of so many terms it pays to know their places. */
export const minPlacedTerms = 48;

function isInSpelling(spellings: readonly QuerySpelling[], term: Term): boolean {
  for (const { start, end } of spellings) if (term.start >= start && term.end <= end) return true;
  return false;
}

function hasSameSpan(a: Term, b: Term): boolean {
  return a.start === b.start && a.end === b.end;
}
