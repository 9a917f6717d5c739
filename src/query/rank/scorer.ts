import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';
import { hasSameUnits } from '../../index/term.ts';
import { subtractList, uniteLists } from '../context/document-lists.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { ScoredField } from '../cut/score-term.ts';
import { b, k1, titleWeight } from './constants.ts';
import { findTitleField, type WeightedTerm } from './scoring.ts';

/** Frequencies up to this are looked up, higher ones computed. */
const maxTabledFrequency = 15;

/** With fewer candidates than so many times those wanted, telling who can be dropped takes longer than it saves. */
const minCandidatesPerHit = 2;

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
    this.title = memory.once('title', () => findTitleField(index));
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
      else if (each.term.kind === TermKind.Character) insertByRarity(characters, each);
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
      this.addTerm(pair, word, candidates);
    }
    for (let i = 0; i < left; i++) this.addTerm(words[i], undefined, candidates);
    if (wanted === 0 || candidates.count <= minCandidatesPerHit * wanted || characters.length === 0) {
      for (const character of characters) this.addTerm(character, undefined, candidates);
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
    const top = this.memory.scratchTop.reset(wanted);
    top.offerAll(candidates.documents, candidates.count, scores);
    const first = this.memory.borrowList();
    first.reserve(wanted);
    first.documents.set(top.documents.subarray(0, wanted).sort());
    first.count = wanted;
    for (const character of characters) this.addTerm(character, undefined, first);
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < wanted; i++) least = Math.min(least, scores[first.documents[i]]);
    let toCome = 0;
    for (const character of characters) toCome += this.maxContribution(character);
    let left = subtractList(candidates, first, this.memory.borrowList());
    for (const character of characters) {
      left = this.keepAtLeast(least - toCome, left);
      this.addTerm(character, undefined, left);
      toCome -= this.maxContribution(character);
    }
    return uniteLists(first, left, this.memory.borrowList());
  }

  /** No document gets more for a term. */
  private maxContribution(each: WeightedTerm): number {
    return each.idf * (each.term.weight * (k1 + 1) + (this.occursInTitle(each) ? titleWeight : 0));
  }

  /** Whether some title holds the term. */
  private occursInTitle({ matchingFields: held }: WeightedTerm): boolean {
    if (this.title) for (const { reader } of held) if (reader === this.title) return true;
    return false;
  }

  /** The candidates whose score is at least this. */
  private keepAtLeast(least: number, candidates: PostingList): PostingList {
    const { scores } = this.memory;
    const { documents, count } = candidates;
    const kept = this.memory.borrowList();
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
  private addTerm(each: WeightedTerm, word: WeightedTerm | undefined, candidates: PostingList): void {
    const { term, matchingFields: held, idf } = each;
    if (held.length === 1) this.addOneField(each, word, held[0], candidates);
    else if (held.length > 1) this.addFields(each, word, held, candidates);
    if (!term.isAtom || !this.title || !this.occursInTitle(each)) return;
    const { scores, termLists: terms } = this.memory;
    const { scratchList: list } = terms;
    terms.readIn(this.title, term, candidates, list);
    for (let i = 0; i < list.count; i++) scores[list.documents[i]] += titleWeight * idf;
  }

  private addOneField(
    each: WeightedTerm,
    word: WeightedTerm | undefined,
    field: ScoredField,
    candidates: PostingList,
  ): void {
    const { scores } = this.memory;
    const list = this.memory.termLists.readForScoring(field.reader, each.term, candidates);
    const factor = each.term.weight * each.idf;
    const wordFactor = word ? word.term.weight * word.idf : 0;
    addSaturated(scores, list, field.reader.sizeCodes, this.fieldTable(field), factor, wordFactor);
    if (each.bit !== 0) this.memory.setTermBit(list, each.bit);
  }

  private addFields(
    each: WeightedTerm,
    word: WeightedTerm | undefined,
    fields: readonly ScoredField[],
    candidates: PostingList,
  ): void {
    const { sums, wordSums, termLists: terms } = this.memory;
    const { scratchList: list } = terms;
    for (const field of fields) {
      terms.readIn(field.reader, each.term, candidates, list);
      this.addNormalized(field, list, list.frequencies, sums);
      if (each.bit !== 0) this.memory.setTermBit(list, each.bit);
      if (word) this.addNormalized(field, list, list.wordFrequencies, wordSums);
    }
    this.saturateSums(each, sums, candidates);
    if (word) this.saturateSums(word, wordSums, candidates);
  }

  private addNormalized(field: ScoredField, list: PostingList, frequencies: Uint32Array, sums: Float64Array): void {
    const { norms } = this.fieldTable(field);
    const { sizeCodes } = field.reader;
    const { documents, count } = list;
    for (let i = 0; i < count; i++) sums[documents[i]] += frequencies[i] * norms[sizeCodes[documents[i]]];
  }

  private saturateSums({ term, idf }: WeightedTerm, sums: Float64Array, candidates: PostingList): void {
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

  private fieldTable({ reader, weight }: ScoredField): FieldTable {
    const ofReader = this.tables.get(reader) ?? new Map<number, FieldTable>();
    if (ofReader.size === 0) this.tables.set(reader, ofReader);
    let table = ofReader.get(weight);
    if (!table) ofReader.set(weight, (table = createFieldTable(reader, weight)));
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
    if (frequency <= maxTabledFrequency) ofPair = saturated[(frequency << 8) | code];
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
    if (inWord <= maxTabledFrequency) ofWord = saturated[(inWord << 8) | code];
    else {
      const x = inWord * norms[code];
      ofWord = ((k1 + 1) * x) / (x + k1);
    }
    scores[document] += factor * ofPair + wordFactor * ofWord;
  }
}

/** Puts a term behind those that are rarer, or as rare. */
function insertByRarity(terms: WeightedTerm[], each: WeightedTerm): void {
  terms.push(each);
  let to = terms.length - 1;
  for (; to > 0 && terms[to - 1].idf < each.idf; to--) terms[to] = terms[to - 1];
  terms[to] = each;
}

function createFieldTable(reader: TextReader, weight: number): FieldTable {
  const mean = reader.averageSize || 1;
  const norms = new Float64Array(256);
  for (let code = 0; code < norms.length; code++) norms[code] = weight / (1 - b + (b * reader.sizes[code]) / mean);
  const saturated = new Float64Array((maxTabledFrequency + 1) << 8);
  for (let frequency = 1; frequency <= maxTabledFrequency; frequency++)
    for (let code = 0; code < 256; code++) {
      const x = frequency * norms[code];
      saturated[(frequency << 8) | code] = ((k1 + 1) * x) / (x + k1);
    }
  return { norms, saturated };
}
