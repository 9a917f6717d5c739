/**
 * What a document's score is made of. All constants stand here, with the measurement that chose them.
 *
 * The base score is a sum of BM25F over three granularities (Robertson & Zaragoza 2009): words carry meaning, pairs and
 * single characters carry recall. For a term t of weight q(t) and a document d, over the fields f of weight w(f):
 *
 *     x(t, d)     = Σ_f w(f) · tf(t, d, f) / (1 − b + b · size(d, f) / mean size(f))
 *     idf(t)      = ln(1 + (N − df(t) + ½) / (df(t) + ½))           N documents, df(t) of them hold t in some field
 *     score(d)    = Σ_t q(t) · idf(t) · (k1 + 1) · x(t, d) / (x(t, d) + k1)
 */
import type { Analysis, TermKind } from '../analysis/analysis.ts';
import { type IndexReader, PostingList, type TextReader } from '../inverted/index-reader.ts';
import type { DocumentSet } from './document-set.ts';

/** Saturation and length of BM25. The usual ones; neither moved the mean over nine sets by more than noise. */
export const k1 = 1.2;
export const b = 0.75;

/** How much each granularity counts. 1/.3/.6 beat each alone and thirteen other mixtures on the mean of nine sets. */
export const granularityWeight = { word: 1, bigram: 0.3, character: 0.6 } as const;

/** A run of letters and digits has no grams: it counts as a word and what two characters would add. */
export const runWeight = granularityWeight.word + granularityWeight.bigram + granularityWeight.character;

/** One term of a query, by its folded units, and how much it counts. */
export interface ScoreTerm {
  readonly analysis: Analysis;
  readonly kind: TermKind;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** A field that a query asks, and how much it counts. */
export interface ScoredField {
  readonly reader: TextReader;
  readonly weight: number;
}

export function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** Adds up scores term by term, for all documents at once. */
export class Scorer {
  /** Scores by document number. */
  readonly scores: Float64Array;
  private readonly weighted: Float64Array;
  private readonly touched: Uint32Array;
  private readonly list = new PostingList();
  private readonly norms = new Map<TextReader, Float64Array>();

  constructor(private readonly index: IndexReader) {
    this.scores = new Float64Array(index.documentLimit);
    this.weighted = new Float64Array(index.documentLimit);
    this.touched = new Uint32Array(index.documentLimit);
  }

  /**
   * Adds one term's part to the scores of the documents in `wanted`.
   * @returns the term's idf
   */
  add(term: ScoreTerm, fields: readonly ScoredField[], wanted: DocumentSet): number {
    const { weighted, touched, list, scores } = this;
    let count = 0;
    for (const { reader, weight } of fields) {
      reader.readPostings(term.kind, term.analysis.units, term.start, term.end, list);
      const norms = this.normsOf(reader);
      const { sizeCodes } = reader;
      for (let i = 0; i < list.count; i++) {
        const document = list.documents[i];
        if (weighted[document] === 0) touched[count++] = document;
        weighted[document] += weight * list.frequencies[i] * norms[sizeCodes[document]];
      }
    }
    const idf = inverseDocumentFrequency(this.index.documentCount, count);
    const factor = term.weight * idf * (k1 + 1);
    for (let i = 0; i < count; i++) {
      const document = touched[i];
      const x = weighted[document];
      weighted[document] = 0;
      if (wanted.has(document)) scores[document] += (factor * x) / (x + k1);
    }
    return idf;
  }

  /** 1 / (1 − b + b · size / mean), by size code. */
  private normsOf(reader: TextReader): Float64Array {
    let norms = this.norms.get(reader);
    if (!norms) {
      const mean = reader.averageSize || 1;
      norms = Float64Array.from(reader.sizes, size => 1 / (1 - b + (b * size) / mean));
      this.norms.set(reader, norms);
    }
    return norms;
  }
}
