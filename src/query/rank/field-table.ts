/** Values of BM25F by frequency and size, and the loops that add them to scores (the formula is in scoring.ts). */
import type { TextReader } from '../../index/index-reader.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';
import { b, k1, relativeLength } from './constants.ts';

/** Saturated values of frequencies up to this are looked up, others are computed. */
const maxTabledFrequency = 15;

/** Values of BM25F for one field and weight, by size code (`TextReader.sizeCodes`). */
export interface FieldTable {
  /** w / (1 − b + b · log2(1 + size / mean)), by size code. */
  readonly norms: Float64Array;
  /** (k1 + 1) · x / (x + k1) at `frequency << 8 | size code`. */
  readonly saturated: Float64Array;
}

export function createFieldTable(reader: TextReader, weight: number): FieldTable {
  const mean = reader.averageSize || 1;
  const norms = new Float64Array(256);
  for (let code = 0; code < norms.length; code++)
    norms[code] = weight / (1 - b + b * relativeLength(reader.sizes[code] / mean));
  const saturated = new Float64Array((maxTabledFrequency + 1) << 8);
  for (let frequency = 1; frequency <= maxTabledFrequency; frequency++)
    for (let code = 0; code < 256; code++) {
      const x = frequency * norms[code];
      saturated[(frequency << 8) | code] = ((k1 + 1) * x) / (x + k1);
    }
  return { norms, saturated };
}

/** Adds the normalized frequencies of candidates to their sums. @param frequencies by document number */
export function addDenseNormalized(
  // Hot loop: parameters stay separate so that nothing is allocated.
  sums: Float64Array,
  { documents, count }: PostingList,
  frequencies: Uint8Array,
  sizeCodes: Uint8Array,
  norms: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const document = documents[i];
    sums[document] += frequencies[document] * norms[sizeCodes[document]];
  }
}

/** A field in which the frequencies of a term are known by document number. */
export interface DenseField {
  readonly frequencies: Uint8Array;
  readonly sizeCodes: Uint8Array;
  readonly norms: Float64Array;
}

/**
 * `addDenseNormalized` for two fields, `saturateSums` in scorer.ts and what a title adds, by one look at each candidate: four
 * are slower.
 * @param title the frequencies in the field that adds `titleBonus` where they are not 0
 */
export function addTwoDenseFields(
  // Hot loop: parameters stay separate so that nothing is allocated.
  scores: Float64Array,
  { documents, count }: PostingList,
  first: DenseField,
  second: DenseField,
  factor: number,
  title: Uint8Array,
  titleBonus: number,
): void {
  const { frequencies, sizeCodes, norms } = first;
  const { frequencies: otherFrequencies, sizeCodes: otherSizeCodes, norms: otherNorms } = second;
  for (let i = 0; i < count; i++) {
    const document = documents[i];
    const frequency = frequencies[document];
    const otherFrequency = otherFrequencies[document];
    if ((frequency | otherFrequency) === 0) continue;
    const x = frequency * norms[sizeCodes[document]] + otherFrequency * otherNorms[otherSizeCodes[document]];
    const score = scores[document] + (factor * x) / (x + k1);
    scores[document] = title[document] === 0 ? score : score + titleBonus;
  }
}

/** Adds the saturated frequencies of a list, and for a bigram those of its word, to the scores of its documents. */
export function addSaturated(
  // Hot loop: parameters stay separate so that nothing is allocated.
  scores: Float64Array,
  list: BigramList,
  sizeCodes: Uint8Array,
  { norms, saturated }: FieldTable,
  factor: number,
  wordFactor: number,
): void {
  const { documents, frequencies, wordFrequencies, count } = list;
  for (let i = 0; i < count; i++) {
    const document = documents[i];
    const code = sizeCodes[document];
    const frequency = frequencies[i];
    // No export function for the saturated value: where it is not inlined, each number would be a heap object.
    let saturatedTerm: number;
    if (frequency <= maxTabledFrequency) saturatedTerm = saturated[(frequency << 8) | code];
    else {
      const x = frequency * norms[code];
      saturatedTerm = ((k1 + 1) * x) / (x + k1);
    }
    if (wordFactor === 0 || wordFrequencies[i] === 0) {
      scores[document] += factor * saturatedTerm;
      continue;
    }
    const wordFrequency = wordFrequencies[i];
    let saturatedWord: number;
    if (wordFrequency <= maxTabledFrequency) saturatedWord = saturated[(wordFrequency << 8) | code];
    else {
      const x = wordFrequency * norms[code];
      saturatedWord = ((k1 + 1) * x) / (x + k1);
    }
    scores[document] += factor * saturatedTerm + wordFactor * saturatedWord;
  }
}
