/**
 * What queries on one open index use again and again: arrays by document number, lists to read into, and the lists of
 * frequent terms, spread out by document. It belongs to the one who asks (a `SearchIndex`), never to the module.
 */
import { TermKind } from '../analysis/analysis.ts';
import { type IndexReader, PostingList, type TextReader } from '../inverted/index-reader.ts';
import { stringOf } from '../text/folding.ts';

/** A term that at least one document in so many holds is kept spread out: one look-up a candidate, no decoding. */
const frequentShare = 24;
/** Bytes that spread lists may take in all; the one not asked for longest goes first. */
const mostSpreadBytes = 16 << 20;

/** The memory of one state of an index. */
export class QueryMemory {
  private index: IndexReader | undefined;
  /** Scores by document number; all 0 between queries. */
  scores = new Float64Array(0);
  /** What the fields add up to for one term, by document number; all 0 between terms. */
  sums = new Float64Array(0);
  /** To read into and look at, at once: the next reader overwrites it. */
  readonly list = new PostingList();
  private readonly lists: PostingList[] = [];
  private lent = 0;
  private readonly spread = new Map<TextReader, Map<string, Uint16Array>>();
  private spreadCount = 0;
  private readonly derived = new Map<unknown, unknown>();

  /**
   * Gets ready for a query: takes back all lists that were lent, and forgets what was known of another index, or of
   * another state of it.
   */
  for(index: IndexReader): this {
    this.lent = 0;
    if (this.index === index) return this;
    this.index = index;
    if (this.scores.length < index.documentLimit) {
      this.scores = new Float64Array(index.documentLimit);
      this.sums = new Float64Array(index.documentLimit);
    }
    this.spread.clear();
    this.spreadCount = 0;
    this.derived.clear();
    return this;
  }

  /** An empty list, to be kept until the end of the query. */
  lend(): PostingList {
    if (this.lent === this.lists.length) this.lists.push(new PostingList());
    const list = this.lists[this.lent++];
    list.count = 0;
    return list;
  }

  /** Sets the scores of the documents back to 0. */
  clear(list: PostingList): void {
    for (let i = 0; i < list.count; i++) this.scores[list.documents[i]] = 0;
  }

  /** Something worked out once for this state of the index: made at the first asking. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }

  /**
   * How often documents hold a frequent term, by document number (65,535 stands for that and more); undefined for a
   * term that few hold, which is read as a list.
   * @param frequency the term's document frequency
   */
  spreadOf(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    frequency: number,
  ): Uint16Array | undefined {
    const limit = this.index!.documentLimit;
    // A word that stands only inside others has a frequency of 0, which would not show here.
    if (kind === TermKind.InnerWord || frequency * frequentShare < limit || frequency < 128) return undefined;
    let lists = this.spread.get(field);
    if (!lists) this.spread.set(field, (lists = new Map()));
    const key = kind + stringOf(units, start, end);
    let counts = lists.get(key);
    if (counts) {
      lists.delete(key);
    } else {
      counts = new Uint16Array(limit);
      const { list } = this;
      field.readPostings(kind, units, start, end, list);
      for (let i = 0; i < list.count; i++) counts[list.documents[i]] = Math.min(0xffff, list.frequencies[i]);
      if (++this.spreadCount * 2 * limit > mostSpreadBytes && lists.size > 0) {
        lists.delete(lists.keys().next().value!);
        this.spreadCount--;
      }
    }
    lists.set(key, counts);
    return counts;
  }

  /**
   * The documents among candidates that hold a term, and how often. `out` may not be where the candidates stand, nor
   * `list`.
   */
  readAmong(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList,
    out: PostingList,
  ): void {
    const counts = this.spreadOf(field, kind, units, start, end, field.documentFrequency(kind, units, start, end));
    if (!counts) {
      field.readPostingsAmong(kind, units, start, end, candidates.documents, candidates.count, out);
      return;
    }
    out.count = 0;
    out.reserve(candidates.count);
    const { documents, frequencies } = out;
    let count = 0;
    for (let i = 0; i < candidates.count; i++) {
      const document = candidates.documents[i];
      documents[count] = document;
      frequencies[count] = counts[document];
      if (counts[document] !== 0) count++;
    }
    out.count = count;
  }
}
