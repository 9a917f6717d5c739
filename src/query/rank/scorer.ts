/** Computes base scores, term by term over a list of documents (the formula is in scoring.ts). */
import { TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { BigramList, type PostingList } from '../../index/posting-list.ts';
import { hasSameUnits } from '../../index/term.ts';
import { subtractList, uniteLists } from '../context/document-lists.ts';
import type { QueryContext } from '../context/query-context.ts';
import { findTitleField } from '../context/title-and-body.ts';
import type { ScoredField } from '../cut/score-term.ts';
import { k1, titleWeight } from './constants.ts';
import {
  addDenseNormalized,
  addSaturated,
  addTwoDenseFields,
  createFieldTable,
  type DenseField,
  type FieldTable,
} from './field-table.ts';
import type { WeightedTerm } from './scoring.ts';

/** Tables of a field that are kept, one for each weight (34 kB): queries may bring weights of their own. */
const maxTablesPerField = 4;

/** With fewer candidates per wanted document, finding those that can be dropped takes longer than it saves. */
const minCandidatesPerHit = 2;

/**
 * When a look at the candidates leaves more than this share of them, the next look comes after so many terms; behind so many terms,
 * after twice as many each time, since of a long text no candidate may be dropped before the last ones.
 */
const keptShare = 0.9;
const termsBetweenLooks = 6;
const manyLooked = 48;

/**
 * A word in more than one of eight documents is scored as characters are, after all bigrams and rarer words: the list of
 * 的 has as many documents as those of all bigrams of a question.
 */
const maxFrequentIdf = /* @__PURE__ */ Math.log(8);

/**
 * Scores documents on one state of an index. A `QuerySession` keeps it as long as that state: V8 drops the compiled code
 * of a class when none of its objects is alive.
 */
export class Scorer {
  /** The title field, if the index has one. */
  readonly title: TextReader | undefined;
  /** By field and weight. */
  private readonly tables = new Map<TextReader, Map<number, FieldTable>>();
  /** By place in `WeightedTerm.matchingFields`: a list that is read into. */
  private readonly ownLists: BigramList[] = [];
  /** Whether documents that are not candidates may get scores (`TermLists.readForScoring`). */
  private canStray = true;

  constructor(
    index: IndexReader,
    private readonly context: QueryContext,
  ) {
    this.title = findTitleField(index);
  }

  /**
   * Adds the scores of all terms to `QueryContext.scores` of the candidates.
   *
   * Law: each of the best `wanted` candidates by base score gets its exact base score; the others may get less. Scores of
   * documents that are not candidates mean nothing. An exact score does not depend on `wanted`, to its last digit: terms are
   * added in one order.
   * @returns the candidates that may be among the best
   */
  score(terms: readonly WeightedTerm[], candidates: PostingList, wanted: number): PostingList {
    if (this.context.loadsBytes) this.gather(terms, candidates);
    this.canStray = true;
    const isSelective = wanted > 0 && candidates.count > minCandidatesPerHit * wanted;
    const words: WeightedTerm[] = [];
    const frequent: WeightedTerm[] = [];
    for (const each of terms) {
      if (each.term.kind >= TermKind.Word) words.push(each);
      else if (each.term.kind === TermKind.Character) insertByRarity(frequent, each);
    }
    let left = words.length;
    for (const bigram of terms) {
      if (bigram.term.kind !== TermKind.Bigram) continue;
      // A bigram and the word of the same units are one list, which is read once.
      let at = 0;
      while (at < left && !hasSameUnits(bigram.term, words[at].term)) at++;
      const word = at < left ? words[at] : undefined;
      if (word) {
        left--;
        for (; at < left; at++) words[at] = words[at + 1];
      }
      this.addTerm(bigram, word, candidates);
    }
    for (let i = 0; i < left; i++) {
      if (words[i].idf < maxFrequentIdf) insertByRarity(frequent, words[i]);
      else this.addTerm(words[i], undefined, candidates);
    }
    if (isSelective && frequent.length > 0) return this.addToBest(frequent, candidates, wanted);
    for (const each of frequent) this.addTerm(each, undefined, candidates);
    return candidates;
  }

  /** Loads the lists of the terms, and the sizes of the candidates in all fields. @throws MissingBytes after all of it */
  private gather(terms: readonly WeightedTerm[], candidates: PostingList): void {
    const reads = terms.flatMap(({ term, matchingFields }) =>
      matchingFields.map(
        ({ reader }) =>
          () =>
            reader.loadPostings(term),
      ),
    );
    const readers = [...new Set(terms.flatMap(({ matchingFields }) => matchingFields.map(({ reader }) => reader)))];
    gatherMissing(reads.length + readers.length, i => {
      if (i < reads.length) {
        reads[i]();
        return;
      }
      const reader = readers[i - reads.length];
      reader.loadSizes(candidates);
      void reader.sizeCodes;
    });
  }

  /**
   * Adds the scores of frequent terms to the candidates that can be among the best. The best without them are scored
   * first; a candidate that cannot reach the last of them, whatever the remaining terms add, is dropped.
   */
  private addToBest(frequent: readonly WeightedTerm[], candidates: PostingList, wanted: number): PostingList {
    const { scores } = this.context;
    const top = this.context.scratchTop.reset(wanted);
    top.offerAll(candidates.documents, candidates.count, scores);
    const first = this.context.borrowList();
    first.reserve(wanted);
    first.documents.set(top.documents.subarray(0, wanted).sort());
    first.count = wanted;
    this.canStray = false;
    for (const each of frequent) this.addTerm(each, undefined, first);
    let minScore = Number.POSITIVE_INFINITY;
    for (let i = 0; i < wanted; i++) minScore = Math.min(minScore, scores[first.documents[i]]);
    let maxRemaining = 0;
    for (const each of frequent) maxRemaining += this.maxContribution(each);
    let left = this.keepAtLeast(minScore - maxRemaining, candidates, first);
    let nextLook = 1;
    let wait = termsBetweenLooks;
    for (let i = 0; i < frequent.length; i++) {
      if (i === nextLook) {
        const before = left.count;
        left = this.keepAtLeast(minScore - maxRemaining, left);
        if (left.count > before * keptShare) {
          nextLook += wait;
          if (i > manyLooked) wait *= 2;
        } else nextLook++;
      }
      this.addTerm(frequent[i], undefined, left);
      maxRemaining -= this.maxContribution(frequent[i]);
    }
    return uniteLists(first, left, this.context.borrowList());
  }

  /** An upper bound of the score of a term in any document. */
  private maxContribution(each: WeightedTerm): number {
    return each.idf * (each.weight * (k1 + 1) + (this.occursInTitle(each) ? titleWeight : 0));
  }

  /** Whether any title contains the term. */
  private occursInTitle({ matchingFields }: WeightedTerm): boolean {
    if (this.title) for (const { reader } of matchingFields) if (reader === this.title) return true;
    return false;
  }

  /** The candidates with at least this score, without the documents of a list of candidates. */
  private keepAtLeast(minScore: number, candidates: PostingList, without?: PostingList): PostingList {
    const { scores } = this.context;
    const { documents, count } = candidates;
    const out = this.context.borrowList();
    out.reserve(count);
    const kept = out.documents;
    let to = 0;
    for (let i = 0; i < count; i++) {
      kept[to] = documents[i];
      if (scores[documents[i]] >= minScore) to++;
    }
    out.count = to;
    return without ? subtractList(out, without, this.context.borrowList()) : out;
  }

  /** Adds the score of a term to the candidates; for a bigram also that of the word of the same units. */
  private addTerm(each: WeightedTerm, word: WeightedTerm | undefined, candidates: PostingList): void {
    if (this.context.budget.isSpent) return;
    const { term, matchingFields, idf } = each;
    if (matchingFields.length === 1) this.addOneField(each, word, matchingFields[0], candidates);
    else if (term.kind === TermKind.Character) {
      if (!this.addTwoFields(each, candidates)) this.addCharacter(each, candidates);
      return;
    } else if (matchingFields.length > 1) this.addFields(each, word, matchingFields, candidates);
    if (!this.title || !this.addsTitle(each)) return;
    const { scores, termLists } = this.context;
    const inTitle = termLists.findDense(this.title, term, candidates);
    if (inTitle) {
      addWhereFrequent(scores, candidates, inTitle, titleWeight * idf);
      return;
    }
    const { scratchList } = termLists;
    termLists.readSparse(this.title, term, candidates, scratchList);
    for (let i = 0; i < scratchList.count; i++) scores[scratchList.documents[i]] += titleWeight * idf;
  }

  /** `addTerm` for a character whose frequencies in two fields are known by document number; false where they are not. */
  private addTwoFields(each: WeightedTerm, candidates: PostingList): boolean {
    const { matchingFields } = each;
    if (matchingFields.length !== 2 || each.bit !== 0) return false;
    const first = this.findDense(each, matchingFields[0], candidates);
    const second = first && this.findDense(each, matchingFields[1], candidates);
    if (!first || !second) return false;
    const factor = each.weight * each.idf * (k1 + 1);
    const title = matchingFields[0].reader === this.title ? first : second;
    const bonus = this.addsTitle(each) ? titleWeight * each.idf : 0;
    addTwoDenseFields(this.context.scores, candidates, first, second, factor, title.frequencies, bonus);
    return true;
  }

  /** `addFields` for a character, whose frequencies may be known by document number; adds what it counts in a title as well. */
  private addCharacter(each: WeightedTerm, candidates: PostingList): void {
    const { scores, sums, termLists } = this.context;
    let hasDense = false;
    let inTitle: Uint8Array | undefined;
    let titleList: PostingList | undefined;
    const { matchingFields } = each;
    for (let i = 0; i < matchingFields.length; i++) {
      const field = matchingFields[i];
      const frequencies = termLists.findDense(field.reader, each.term, candidates);
      const list = this.ownList(i);
      list.count = 0;
      if (field.reader === this.title) {
        inTitle = frequencies;
        titleList = list;
      }
      if (frequencies) {
        hasDense = true;
        addDenseNormalized(sums, candidates, frequencies, field.reader.sizeCodes, this.fieldTable(field).norms);
        if (each.bit !== 0) this.context.setDenseTermBit(candidates, frequencies, each.bit);
        continue;
      }
      termLists.readSparse(field.reader, each.term, candidates, list);
      this.addNormalized(field, list, list.frequencies, sums);
      if (each.bit !== 0) this.context.setTermBit(list, each.bit);
    }
    if (hasDense) this.saturateSums(each, sums, candidates);
    else for (let i = 0; i < matchingFields.length; i++) this.saturateSums(each, sums, this.ownList(i));
    if (!titleList || !each.isAtom) return;
    const bonus = titleWeight * each.idf;
    if (inTitle) addWhereFrequent(scores, candidates, inTitle, bonus);
    else for (let i = 0; i < titleList.count; i++) scores[titleList.documents[i]] += bonus;
  }

  /** Whether a title that holds the term adds to the score. */
  private addsTitle(each: WeightedTerm): boolean {
    return each.isAtom && this.occursInTitle(each);
  }

  private findDense({ term }: WeightedTerm, field: ScoredField, candidates: PostingList): DenseField | undefined {
    const frequencies = this.context.termLists.findDense(field.reader, term, candidates);
    return frequencies && { frequencies, sizeCodes: field.reader.sizeCodes, norms: this.fieldTable(field).norms };
  }

  /** The list for the field at a place of `WeightedTerm.matchingFields`. */
  private ownList(place: number): BigramList {
    const { ownLists } = this;
    while (place >= ownLists.length) ownLists.push(new BigramList());
    return ownLists[place];
  }

  private addOneField(
    each: WeightedTerm,
    word: WeightedTerm | undefined,
    field: ScoredField,
    candidates: PostingList,
  ): void {
    const { scores } = this.context;
    const list = this.context.termLists.readForScoring(field.reader, each.term, candidates, this.canStray);
    const factor = each.weight * each.idf;
    const wordFactor = word ? word.weight * word.idf : 0;
    addSaturated(scores, list, field.reader.sizeCodes, this.fieldTable(field), factor, wordFactor);
    if (each.bit !== 0) this.context.setTermBit(list, each.bit);
  }

  /** `addOneField` for several fields: takes time in proportion to the lists, not to the candidates. */
  private addFields(
    each: WeightedTerm,
    word: WeightedTerm | undefined,
    fields: readonly ScoredField[],
    candidates: PostingList,
  ): void {
    const { sums, wordSums, termLists } = this.context;
    const lists: BigramList[] = [];
    for (let i = 0; i < fields.length; i++) {
      const list = termLists.readForScoring(fields[i].reader, each.term, candidates, this.canStray, this.ownList(i));
      lists.push(list);
      this.addNormalized(fields[i], list, list.frequencies, sums);
      if (each.bit !== 0) this.context.setTermBit(list, each.bit);
      if (word) this.addNormalized(fields[i], list, list.wordFrequencies, wordSums);
    }
    for (const list of lists) {
      this.saturateSums(each, sums, list);
      if (word) this.saturateSums(word, wordSums, list);
    }
  }

  private addNormalized(field: ScoredField, list: PostingList, frequencies: Uint32Array, sums: Float64Array): void {
    const { norms } = this.fieldTable(field);
    const { sizeCodes } = field.reader;
    const { documents, count } = list;
    for (let i = 0; i < count; i++) sums[documents[i]] += frequencies[i] * norms[sizeCodes[documents[i]]];
  }

  /** Adds the saturated sums of the documents of a list to their scores, and sets them back to 0. */
  private saturateSums({ weight, idf }: WeightedTerm, sums: Float64Array, { documents, count }: PostingList): void {
    const { scores } = this.context;
    const factor = weight * idf * (k1 + 1);
    for (let i = 0; i < count; i++) {
      const x = sums[documents[i]];
      if (x === 0) continue;
      sums[documents[i]] = 0;
      scores[documents[i]] += (factor * x) / (x + k1);
    }
  }

  private fieldTable({ reader, weight }: ScoredField): FieldTable {
    const byWeight = this.tables.get(reader) ?? new Map<number, FieldTable>();
    if (byWeight.size === 0) this.tables.set(reader, byWeight);
    let table = byWeight.get(weight);
    if (!table) {
      if (byWeight.size === maxTablesPerField) byWeight.delete(byWeight.keys().next().value!);
      byWeight.set(weight, (table = createFieldTable(reader, weight)));
    }
    return table;
  }
}

/** Adds a bonus to the scores of the candidates that hold a term, by its frequencies by document number. */
function addWhereFrequent(
  scores: Float64Array,
  { documents, count }: PostingList,
  frequencies: Uint8Array,
  bonus: number,
): void {
  for (let i = 0; i < count; i++) if (frequencies[documents[i]] !== 0) scores[documents[i]] += bonus;
}

/** Inserts a term after those that are rarer or equally rare. */
function insertByRarity(terms: WeightedTerm[], each: WeightedTerm): void {
  terms.push(each);
  let to = terms.length - 1;
  for (; to > 0 && terms[to - 1].idf < each.idf; to--) terms[to] = terms[to - 1];
  terms[to] = each;
}
