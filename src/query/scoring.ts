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
import { type Analysis, TermKind } from '../analysis/analysis.ts';
import type { IndexReader, PostingList, TextReader } from '../inverted/index-reader.ts';
import { b, k1, titleWeight } from './constants.ts';
import type { QueryMemory } from './memory.ts';
import { TopK } from './top-k.ts';

/** One term of a query, by its folded units, and how much it counts. */
export interface ScoreTerm {
  readonly analysis: Analysis;
  readonly kind: TermKind;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  /** A character, or a run of letters and digits: what the share of a title, or closeness, is counted by. */
  readonly isAtom: boolean;
}

/** A field that a query asks, and how much it counts. */
export interface ScoredField {
  readonly name: string;
  readonly reader: TextReader;
  readonly weight: number;
}

/** A term with the fields that are asked for it, and what its idf is there. */
export interface WeighedTerm {
  readonly term: ScoreTerm;
  readonly fields: readonly ScoredField[];
  readonly idf: number;
}

export function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** Looks up how rare a term is. */
export function weighed(
  index: IndexReader,
  memory: QueryMemory,
  term: ScoreTerm,
  fields: readonly ScoredField[],
): WeighedTerm {
  const { kind, analysis, start, end } = term;
  let frequency = 0;
  for (const { reader } of fields)
    frequency = Math.max(frequency, memory.frequency(reader, kind, analysis.units, start, end));
  return { term, fields, idf: inverseDocumentFrequency(index.documentCount, Math.min(index.documentCount, frequency)) };
}

/** Σ idf of a query's distinct characters and runs: what bonuses are shares of. */
export function massOf(terms: readonly WeighedTerm[]): number {
  return terms.reduce((sum, { term, idf }) => (term.isAtom ? sum + idf : sum), 0);
}

/** The text field that weighs most, when it is another than the one with the most text. */
export function titleOf(index: IndexReader): TextReader | undefined {
  const texts = Object.entries(index.schema).flatMap(([name, field]) =>
    field.type === 'text' ? [{ reader: index.text(name), weight: field.weight }] : [],
  );
  if (texts.length < 2) return undefined;
  const title = texts.reduce((best, each) => (each.weight > best.weight ? each : best)).reader;
  return title === bodyOf(index) ? undefined : title;
}

/** The text field with the most text. */
export function bodyOf(index: IndexReader): TextReader | undefined {
  let body: TextReader | undefined;
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'text') continue;
    const reader = index.text(name);
    if (!body || reader.averageSize > body.averageSize) body = reader;
  }
  return body;
}

/** Frequencies up to this are looked up, higher ones computed. */
const tabled = 15;

/** What one occurrence counts by the code of a text's size, and the saturated value of the first few, as a table. */
interface FieldTable {
  /** w / (1 − b + b · size / mean), by size code. */
  readonly norms: Float64Array;
  /** (k1 + 1) · x / (x + k1) at `frequency << 8 | size code`. */
  readonly saturated: Float64Array;
}

/** Scores the documents of a set, term by term. */
export class Scorer {
  private readonly title: TextReader | undefined;

  constructor(
    index: IndexReader,
    private readonly memory: QueryMemory,
  ) {
    this.title = memory.once('title', () => titleOf(index));
  }

  /**
   * Adds all terms' parts to `memory.scores` of the candidates.
   *
   * Law: a document that is among the best `wanted` of the candidates by base score comes out with its whole base
   * score; others may come out with less.
   * @returns the candidates that may be among the best
   */
  score(terms: readonly WeighedTerm[], candidates: PostingList, wanted: number): PostingList {
    let left = candidates;
    for (const each of terms) if (each.term.kind !== TermKind.Character) this.add(each, left);
    const characters = terms.filter(each => each.term.kind === TermKind.Character);
    left = this.worthwhile(characters, left, wanted);
    for (const each of characters) this.add(each, left);
    return left;
  }

  /** Drops the candidates that cannot come among the best `wanted`, whatever the terms to come add. */
  private worthwhile(toCome: readonly WeighedTerm[], candidates: PostingList, wanted: number): PostingList {
    const { scores } = this.memory;
    if (wanted === 0 || candidates.count <= 2 * wanted || toCome.length === 0) return candidates;
    const most = toCome.reduce(
      (sum, { term, idf }) => sum + idf * (term.weight * (k1 + 1) + (this.title ? titleWeight : 0)),
      0,
    );
    const top = new TopK(wanted);
    for (let i = 0; i < candidates.count; i++) top.offer(candidates.documents[i], scores[candidates.documents[i]]);
    const least = top.worst - most;
    if (!(least > 0)) return candidates;
    const kept = this.memory.lend();
    kept.reserve(candidates.count);
    let count = 0;
    for (let i = 0; i < candidates.count; i++) {
      const document = candidates.documents[i];
      kept.documents[count] = document;
      if (scores[document] >= least) count++;
    }
    kept.count = count;
    return kept;
  }

  /** Adds one term's part to the scores of the candidates. */
  private add(weighedTerm: WeighedTerm, candidates: PostingList): void {
    const { term, fields, idf } = weighedTerm;
    const asked = fields.filter(
      ({ reader }) => this.memory.frequency(reader, term.kind, term.analysis.units, term.start, term.end) > 0,
    );
    if (asked.length === 1) this.addOne(weighedTerm, asked[0], candidates);
    else if (asked.length > 1) this.addSum(weighedTerm, asked, candidates);
    if (!term.isAtom || !this.title || !asked.some(({ reader }) => reader === this.title)) return;
    const { scores, list } = this.memory;
    this.read(term, this.title, candidates, list);
    for (let i = 0; i < list.count; i++) scores[list.documents[i]] += titleWeight * idf;
  }

  private addOne({ term, idf }: WeighedTerm, field: ScoredField, candidates: PostingList): void {
    const { scores, list } = this.memory;
    const { norms, saturated } = this.tableOf(field);
    const { sizeCodes } = field.reader;
    const factor = term.weight * idf;
    this.read(term, field.reader, candidates, list);
    const { documents, frequencies, count } = list;
    for (let i = 0; i < count; i++) {
      const document = documents[i];
      const frequency = frequencies[i];
      const code = sizeCodes[document];
      if (frequency <= tabled) scores[document] += factor * saturated[(frequency << 8) | code];
      else {
        const x = frequency * norms[code];
        scores[document] += (factor * (k1 + 1) * x) / (x + k1);
      }
    }
  }

  private addSum({ term, idf }: WeighedTerm, fields: readonly ScoredField[], candidates: PostingList): void {
    const { scores, sums, list } = this.memory;
    for (const field of fields) {
      const { norms } = this.tableOf(field);
      const { sizeCodes } = field.reader;
      this.read(term, field.reader, candidates, list);
      for (let i = 0; i < list.count; i++) {
        const document = list.documents[i];
        sums[document] += list.frequencies[i] * norms[sizeCodes[document]];
      }
    }
    const factor = term.weight * idf * (k1 + 1);
    for (let i = 0; i < candidates.count; i++) {
      const document = candidates.documents[i];
      const x = sums[document];
      if (x === 0) continue;
      sums[document] = 0;
      scores[document] += (factor * x) / (x + k1);
    }
  }

  private read(term: ScoreTerm, field: TextReader, candidates: PostingList, out: PostingList): void {
    const { kind, analysis, start, end } = term;
    this.memory.readAmong(field, kind, analysis.units, start, end, candidates, out);
  }

  private tableOf({ name, reader, weight }: ScoredField): FieldTable {
    return this.memory.once(`table ${name} ${weight}`, () => tableFor(reader, weight));
  }
}

function tableFor(reader: TextReader, weight: number): FieldTable {
  const mean = reader.averageSize || 1;
  const norms = new Float64Array(256);
  for (let code = 0; code < norms.length; code++) norms[code] = weight / (1 - b + (b * reader.sizes[code]) / mean);
  const saturated = new Float64Array((tabled + 1) << 8);
  for (let frequency = 1; frequency <= tabled; frequency++)
    for (let code = 0; code < 256; code++) {
      const x = frequency * norms[code];
      saturated[(frequency << 8) | code] = ((k1 + 1) * x) / (x + k1);
    }
  return { norms, saturated };
}
