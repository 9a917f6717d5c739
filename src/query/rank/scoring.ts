/**
 * What is a document's base score?
 *
 * It is a sum of BM25F over three granularities (Robertson & Zaragoza 2009): words carry meaning, bigrams and single
 * characters carry recall. For a term t with weight q(t) and a document d, over the fields f with weights w(f):
 *
 *     x(t, d)     = Σ_f w(f) · tf(t, d, f) / (1 − b + b · log2(1 + size(d, f) / mean size(f)))
 *     idf(t)      = ln(1 + (N − df(t) + ½) / (df(t) + ½))     N documents; df(t) highest in any one field
 *     score(d)    = Σ_t q(t) · idf(t) · (k1 + 1) · x(t, d) / (x(t, d) + k1)
 *                   + titleWeight · Σ idf(c) of the query's distinct characters and runs c in d's title
 *
 * The title is the text field with the highest weight, unless that is the body, the field with the most text. `Scorer`
 * (scorer.ts) computes the sum, term by term.
 */
import type { IndexReader } from '../../index/index-reader.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { ScoredField, ScoreTerm } from '../cut/score-term.ts';

/** A term of a query with its idf in the fields that are searched. */
export interface WeightedTerm extends ScoreTerm {
  readonly fields: readonly ScoredField[];
  /** The fields in which any document contains it. */
  readonly matchingFields: readonly ScoredField[];
  readonly idf: number;
  /** The bit in `QueryContext.termBits` of documents that contain it; 0 for none. */
  readonly bit: number;
}

/** How rare a term is: about the natural logarithm of the share of documents that contain it, negated. */
function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/**
 * Looks up in which fields a term occurs and how rare it is.
 * @param bit is set in `QueryContext.termBits` when the term is scored
 */
export function weightTerm(
  index: IndexReader,
  { termLists }: QueryContext,
  { term, weight, isAtom }: ScoreTerm,
  fields: readonly ScoredField[],
  bit = 0,
): WeightedTerm {
  let maxFrequency = 0;
  let matchingCount = 0;
  let lastMatching = fields[0];
  for (const field of fields) {
    const frequency = termLists.documentFrequency(field.reader, term);
    if (frequency === 0) continue;
    lastMatching = field;
    matchingCount++;
    if (frequency > maxFrequency) maxFrequency = frequency;
  }
  const matchingFields =
    matchingCount === fields.length
      ? fields
      : matchingCount === 1
        ? [lastMatching]
        : fields.filter(({ reader }) => termLists.documentFrequency(reader, term) > 0);
  return {
    term,
    weight,
    isAtom,
    fields,
    matchingFields,
    idf: inverseDocumentFrequency(index.documentCount, Math.min(index.documentCount, maxFrequency)),
    bit,
  };
}

/** Sum of the idf of a query's distinct characters and runs; proximity and freshness add shares of it. */
export function sumAtomIdf(terms: readonly WeightedTerm[]): number {
  return terms.reduce((sum, { isAtom, idf }) => (isAtom ? sum + idf : sum), 0);
}
