import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';
import { hasSameUnits } from '../../index/term.ts';
import { difference, union } from '../context/document-lists.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { ScoredField } from '../cut/score-term.ts';
import { b, k1, titleWeight } from './constants.ts';
import { titleOf, type WeightedTerm } from './scoring.ts';

/** Frequencies up to this are looked up, higher ones computed. */
const tabled = 15;

/** With fewer candidates than so many times those wanted, telling who can be dropped takes longer than it saves. */
const worthTelling = 2;

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
  /** By field and what it weighs. */
  private readonly tables = new Map<TextReader, Map<number, FieldTable>>();

  /** The one of this state of the index: code compiled for a scorer is dropped when there is none for a while. */
  static of(index: IndexReader, memory: QueryContext): Scorer {
    return memory.once('scorer', () => new Scorer(index, memory));
  }

  private constructor(
    index: IndexReader,
    private readonly memory: QueryContext,
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
  score(terms: readonly WeightedTerm[], candidates: PostingList, wanted: number): PostingList {
    const words: WeightedTerm[] = [];
    const characters: WeightedTerm[] = [];
    for (const each of terms) {
      if (each.term.kind === TermKind.Word) words.push(each);
      else if (each.term.kind === TermKind.Character) insertRarest(characters, each);
    }
    let left = words.length;
    for (const pair of terms) {
      if (pair.term.kind !== TermKind.Bigram) continue;
      // A pair and the word of the same units are one list: it is read once.
      let at = 0;
      while (at < left && !hasSameUnits(pair.term, words[at].term)) at++;
      const word = at < left ? words[at] : undefined;
      if (word) {
        left--;
        for (; at < left; at++) words[at] = words[at + 1];
      }
      this.add(pair, word, candidates);
    }
    for (let i = 0; i < left; i++) this.add(words[i], undefined, candidates);
    if (wanted === 0 || candidates.count <= worthTelling * wanted || characters.length === 0) {
      for (const character of characters) this.add(character, undefined, candidates);
      return candidates;
    }
    return this.addToBest(characters, candidates, wanted);
  }

  /**
   * Adds characters to those that can come among the best. The best without characters are done first: who cannot
   * reach the last of them, whatever the characters to come add, is dropped.
   */
  private addToBest(characters: readonly WeightedTerm[], candidates: PostingList, wanted: number): PostingList {
    const { scores } = this.memory;
    const top = this.memory.top.begin(wanted);
    top.offerAll(candidates.documents, candidates.count, scores);
    const first = this.memory.borrow();
    first.reserve(wanted);
    first.documents.set(top.documents.subarray(0, wanted).sort());
    first.count = wanted;
    for (const character of characters) this.add(character, undefined, first);
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < wanted; i++) least = Math.min(least, scores[first.documents[i]]);
    let toCome = 0;
    for (const character of characters) toCome += this.mostOf(character);
    let left = difference(candidates, first, this.memory.borrow());
    for (const character of characters) {
      left = this.reaching(least - toCome, left);
      this.add(character, undefined, left);
      toCome -= this.mostOf(character);
    }
    return union(first, left, this.memory.borrow());
  }

  /** No document gets more for a term. */
  private mostOf(each: WeightedTerm): number {
    return each.idf * (each.term.weight * (k1 + 1) + (this.isInTitle(each) ? titleWeight : 0));
  }

  /** Whether some title holds the term. */
  private isInTitle({ held }: WeightedTerm): boolean {
    if (this.title) for (const { reader } of held) if (reader === this.title) return true;
    return false;
  }

  /** The candidates whose score is at least this. */
  private reaching(least: number, candidates: PostingList): PostingList {
    const { scores } = this.memory;
    const { documents, count } = candidates;
    const kept = this.memory.borrow();
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
  private add(each: WeightedTerm, word: WeightedTerm | undefined, candidates: PostingList): void {
    const { term, held, idf } = each;
    if (held.length === 1) this.addOne(each, word, held[0], candidates);
    else if (held.length > 1) this.addSum(each, word, held, candidates);
    if (!term.isAtom || !this.title || !this.isInTitle(each)) return;
    const { scores, terms } = this.memory;
    const { list } = terms;
    terms.readAmong(this.title, term, candidates, list);
    for (let i = 0; i < list.count; i++) scores[list.documents[i]] += titleWeight * idf;
  }

  private addOne(
    each: WeightedTerm,
    word: WeightedTerm | undefined,
    field: ScoredField,
    candidates: PostingList,
  ): void {
    const { scores } = this.memory;
    const list = this.memory.terms.readAround(field.reader, each.term, candidates);
    const factor = each.term.weight * each.idf;
    const wordFactor = word ? word.term.weight * word.idf : 0;
    addSaturated(scores, list, field.reader.sizeCodes, this.tableOf(field), factor, wordFactor);
    if (each.mark !== 0) this.memory.mark(list, each.mark);
  }

  private addSum(
    each: WeightedTerm,
    word: WeightedTerm | undefined,
    fields: readonly ScoredField[],
    candidates: PostingList,
  ): void {
    const { sums, wordSums, terms } = this.memory;
    const { list } = terms;
    for (const field of fields) {
      terms.readAmong(field.reader, each.term, candidates, list);
      this.addWeighed(field, list, list.frequencies, sums);
      if (each.mark !== 0) this.memory.mark(list, each.mark);
      if (word) this.addWeighed(field, list, list.wordFrequencies, wordSums);
    }
    this.takeSums(each, sums, candidates);
    if (word) this.takeSums(word, wordSums, candidates);
  }

  private addWeighed(field: ScoredField, list: PostingList, frequencies: Uint32Array, sums: Float64Array): void {
    const { norms } = this.tableOf(field);
    const { sizeCodes } = field.reader;
    const { documents, count } = list;
    for (let i = 0; i < count; i++) sums[documents[i]] += frequencies[i] * norms[sizeCodes[documents[i]]];
  }

  private takeSums({ term, idf }: WeightedTerm, sums: Float64Array, candidates: PostingList): void {
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

  private tableOf({ reader, weight }: ScoredField): FieldTable {
    const ofReader = this.tables.get(reader) ?? new Map<number, FieldTable>();
    if (ofReader.size === 0) this.tables.set(reader, ofReader);
    let table = ofReader.get(weight);
    if (!table) ofReader.set(weight, (table = tableFor(reader, weight)));
    return table;
  }
}

/** Adds to the scores of a list's documents what a term counts there, and where it counts as a word too, that. */
function addSaturated(
  scores: Float64Array,
  list: BigramList,
  sizeCodes: Uint8Array,
  { norms, saturated }: FieldTable,
  factor: number,
  wordFactor: number,
): void {
  const { documents, frequencies, wordFrequencies: words, count } = list;
  for (let i = 0; i < count; i++) {
    const document = documents[i];
    const code = sizeCodes[document];
    const frequency = frequencies[i];
    // No function for a value: what it takes and gives would be an object each.
    let ofPair: number;
    if (frequency <= tabled) ofPair = saturated[(frequency << 8) | code];
    else {
      const x = frequency * norms[code];
      ofPair = ((k1 + 1) * x) / (x + k1);
    }
    if (wordFactor === 0 || words[i] === 0) {
      scores[document] += factor * ofPair;
      continue;
    }
    const inWord = words[i];
    let ofWord: number;
    if (inWord <= tabled) ofWord = saturated[(inWord << 8) | code];
    else {
      const x = inWord * norms[code];
      ofWord = ((k1 + 1) * x) / (x + k1);
    }
    scores[document] += factor * ofPair + wordFactor * ofWord;
  }
}

/** Puts a term behind those that are rarer, or as rare. */
function insertRarest(terms: WeightedTerm[], each: WeightedTerm): void {
  terms.push(each);
  let to = terms.length - 1;
  for (; to > 0 && terms[to - 1].idf < each.idf; to--) terms[to] = terms[to - 1];
  terms[to] = each;
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
