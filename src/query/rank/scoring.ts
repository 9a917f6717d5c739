/**
 * What a document's base score is made of.
 *
 * It is a sum of BM25F over three granularities (Robertson & Zaragoza 2009): words carry meaning, pairs and single
 * characters carry recall. For a term t of weight q(t) and a document d, over the fields f of weight w(f):
 *
 *     x(t, d)     = Σ_f w(f) · tf(t, d, f) / (1 − b + b · size(d, f) / mean size(f))
 *     idf(t)      = ln(1 + (N − df(t) + ½) / (df(t) + ½))     N documents; df(t) the most that hold t in one field
 *     score(d)    = Σ_t q(t) · idf(t) · (k1 + 1) · x(t, d) / (x(t, d) + k1)
 *                   + titleWeight · Σ idf(c) of the query's distinct characters and runs c that stand in d's title
 *
 * The title is the text field that weighs most, when that is not the one with the most text.
 */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { ScoredField, ScoreTerm } from '../cut/score-term.ts';

/** A term with the fields that are asked for it, and what its idf is there. */
export interface WeightedTerm {
  readonly term: ScoreTerm;
  readonly fields: readonly ScoredField[];
  /** Those that hold it at all. */
  readonly matchingFields: readonly ScoredField[];
  readonly idf: number;
  /** The bit in `QueryMemory.marks` of documents that hold it in some field; 0 when none is set. */
  readonly bit: number;
}

export function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/**
 * Looks up how rare a term is.
 * @param mark to tell by which documents hold it
 */
export function weightTerm(
  index: IndexReader,
  memory: QueryContext,
  term: ScoreTerm,
  fields: readonly ScoredField[],
  mark = 0,
): WeightedTerm {
  let most = 0;
  let holding = 0;
  let one = fields[0];
  for (const field of fields) {
    const frequency = memory.termLists.documentFrequency(field.reader, term);
    if (frequency === 0) continue;
    one = field;
    holding++;
    if (frequency > most) most = frequency;
  }
  const held =
    holding === fields.length
      ? fields
      : holding === 1
        ? [one]
        : fields.filter(({ reader }) => memory.termLists.documentFrequency(reader, term) > 0);
  return {
    term,
    fields,
    matchingFields: held,
    idf: inverseDocumentFrequency(index.documentCount, Math.min(index.documentCount, most)),
    bit: mark,
  };
}

/** Σ idf of a query's distinct characters and runs: what bonuses are shares of. */
export function sumAtomIdf(terms: readonly WeightedTerm[]): number {
  return terms.reduce((sum, { term, idf }) => (term.isAtom ? sum + idf : sum), 0);
}

/** The text field that weighs most, when it is another than the one with the most text. */
export function findTitleField(index: IndexReader): TextReader | undefined {
  const texts = Object.entries(index.schema).flatMap(([name, field]) =>
    field.type === 'text' ? [{ reader: index.getTextReader(name), weight: field.weight }] : [],
  );
  if (texts.length < 2) return undefined;
  const title = texts.reduce((best, each) => (each.weight > best.weight ? each : best)).reader;
  return title === findBodyField(index) ? undefined : title;
}

/** The text field with the most text. */
export function findBodyField(index: IndexReader): TextReader | undefined {
  let body: TextReader | undefined;
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'text') continue;
    const reader = index.getTextReader(name);
    if (!body || reader.averageSize > body.averageSize) body = reader;
  }
  return body;
}
