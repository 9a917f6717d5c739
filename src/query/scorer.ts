import { TermKind } from '../analysis/analysis.ts';
import type { IndexReader, PostingList, TextReader } from '../inverted/index-reader.ts';
import { compareUnits } from '../inverted/term-entry.ts';
import { b, k1, titleWeight } from './constants.ts';
import type { QueryMemory } from './memory.ts';
import { type ScoredField, titleOf, type WeighedTerm } from './scoring.ts';
import { TopK } from './top-k.ts';

/** Frequencies up to this are looked up, higher ones computed. */
const tabled = 15;

/** What one occurrence counts by the code of a text's size, and the saturated value of the first few, as a table. */
interface FieldTable {
  /** w / (1 − b + b · size / mean), by size code. */
  readonly norms: Float64Array;
  /** (k1 + 1) · x / (x + k1) at `frequency << 8 | size code`. */
  readonly saturated: Float64Array;
}

/** Scores the documents of a list, term by term (the formula stands in scoring.ts). */
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
   * score; others may come out with less. Scores of documents that are no candidates mean nothing.
   * @returns the candidates that may be among the best
   */
  score(terms: readonly WeighedTerm[], candidates: PostingList, wanted: number): PostingList {
    const words = terms.filter(({ term }) => term.kind === TermKind.Word);
    for (const pair of terms) {
      if (pair.term.kind !== TermKind.Bigram) continue;
      // A pair and the word of the same units are one list: it is read once.
      const word = words.findIndex(each => isSame(pair, each));
      this.add(pair, word < 0 ? undefined : words.splice(word, 1)[0], candidates);
    }
    for (const word of words) this.add(word, undefined, candidates);
    const characters = terms.filter(({ term }) => term.kind === TermKind.Character).sort((a, b) => b.idf - a.idf);
    let left = candidates;
    characters.forEach((character, i) => {
      if (i === 0 || left.count > 4 * wanted) left = this.worthwhile(characters.slice(i), left, wanted);
      this.add(character, undefined, left);
    });
    return left;
  }

  /** Drops the candidates that cannot come among the best `wanted`, whatever the terms to come add. */
  private worthwhile(toCome: readonly WeighedTerm[], candidates: PostingList, wanted: number): PostingList {
    const { scores } = this.memory;
    if (wanted === 0 || candidates.count <= 2 * wanted) return candidates;
    let most = 0;
    for (const { term, fields, idf } of toCome) {
      const isInTitle = this.title && this.askedOf(term, fields).some(({ reader }) => reader === this.title);
      most += idf * (term.weight * (k1 + 1) + (isInTitle ? titleWeight : 0));
    }
    const { documents, count } = candidates;
    const top = new TopK(wanted);
    top.offerAll(documents, count, scores);
    const least = top.worst - most;
    if (!(least > 0)) return candidates;
    const kept = this.memory.lend();
    kept.reserve(count);
    let to = 0;
    for (let i = 0; i < count; i++) {
      kept.documents[to] = documents[i];
      if (scores[documents[i]] >= least) to++;
    }
    kept.count = to;
    return kept;
  }

  /** Adds one term's part to the scores of the candidates; and that of the word of the same units as a pair. */
  private add(each: WeighedTerm, word: WeighedTerm | undefined, candidates: PostingList): void {
    const { term, fields, idf } = each;
    const asked = this.askedOf(term, fields);
    if (asked.length === 1) this.addOne(each, word, asked[0], candidates);
    else if (asked.length > 1) this.addSum(each, word, asked, candidates);
    if (!term.isAtom || !this.title || !asked.some(({ reader }) => reader === this.title)) return;
    const { scores, list } = this.memory;
    const { kind, analysis, start, end } = term;
    this.memory.readAmong(this.title, kind, analysis.units, start, end, candidates, list);
    for (let i = 0; i < list.count; i++) scores[list.documents[i]] += titleWeight * idf;
  }

  /** The fields that hold the term at all. */
  private askedOf(term: WeighedTerm['term'], fields: readonly ScoredField[]): readonly ScoredField[] {
    const { kind, analysis, start, end } = term;
    return fields.filter(({ reader }) => this.memory.frequency(reader, kind, analysis.units, start, end) > 0);
  }

  private addOne(each: WeighedTerm, word: WeighedTerm | undefined, field: ScoredField, candidates: PostingList): void {
    const { list, words } = this.memory;
    const { kind, analysis, start, end } = each.term;
    this.memory.readAround(field.reader, kind, analysis.units, start, end, candidates, list, word && words);
    this.addSaturated(each, field, list);
    if (word) this.addSaturated(word, field, words);
  }

  private addSaturated({ term, idf }: WeighedTerm, field: ScoredField, list: PostingList): void {
    const { scores } = this.memory;
    const { norms, saturated } = this.tableOf(field);
    const { sizeCodes } = field.reader;
    const factor = term.weight * idf;
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

  private addSum(
    each: WeighedTerm,
    word: WeighedTerm | undefined,
    fields: readonly ScoredField[],
    candidates: PostingList,
  ): void {
    const { list, words, sums, wordSums } = this.memory;
    for (const field of fields) {
      this.read(each, word, field, candidates);
      this.addWeighed(field, list, sums);
      if (word) this.addWeighed(field, words, wordSums);
    }
    this.takeSums(each, sums, candidates);
    if (word) this.takeSums(word, wordSums, candidates);
  }

  private addWeighed(field: ScoredField, list: PostingList, sums: Float64Array): void {
    const { norms } = this.tableOf(field);
    const { sizeCodes } = field.reader;
    const { documents, frequencies, count } = list;
    for (let i = 0; i < count; i++) sums[documents[i]] += frequencies[i] * norms[sizeCodes[documents[i]]];
  }

  private takeSums({ term, idf }: WeighedTerm, sums: Float64Array, candidates: PostingList): void {
    const { scores } = this.memory;
    const factor = term.weight * idf * (k1 + 1);
    const { documents, count } = candidates;
    for (let i = 0; i < count; i++) {
      const x = sums[documents[i]];
      if (x === 0) continue;
      sums[documents[i]] = 0;
      scores[documents[i]] += (factor * x) / (x + k1);
    }
  }

  /** Reads the candidates that hold the term into `memory.list`, and those that hold the word into `memory.words`. */
  private read(
    { term }: WeighedTerm,
    word: WeighedTerm | undefined,
    field: ScoredField,
    candidates: PostingList,
  ): void {
    const { memory } = this;
    const { kind, analysis, start, end } = term;
    if (word) memory.readPairAmong(field.reader, analysis.units, start, end, candidates, memory.list, memory.words);
    else memory.readAmong(field.reader, kind, analysis.units, start, end, candidates, memory.list);
  }

  private tableOf({ name, reader, weight }: ScoredField): FieldTable {
    return this.memory.once(`table ${name} ${weight}`, () => tableFor(reader, weight));
  }
}

/** Whether two terms have the same units. */
function isSame({ term: a }: WeighedTerm, { term: b }: WeighedTerm): boolean {
  return compareUnits(a.analysis.units, a.start, a.end, b.analysis.units, b.start, b.end) === 0;
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
