/**
 * What queries on one open index use again and again: arrays by document number, lists to read into, what the
 * dictionary said, and the lists of frequent characters, spread out by document. It belongs to the one who asks (a `SearchIndex`), never to the module.
 */
import { TermKind } from '../analysis/analysis.ts';
import { type IndexReader, PostingList, type TextReader } from '../inverted/index-reader.ts';
import { SpreadLists } from './spread-lists.ts';
import { TermFrequencies } from './term-frequencies.ts';

/** A list of more than one in so many documents is long: putting all scores back to 0 is as cheap as telling them apart. */
const longShare = 64;

/** The memory of one state of an index. */
export class QueryMemory {
  private index: IndexReader | undefined;
  /** Scores by document number; all 0 between queries. */
  scores = new Float64Array(0);
  /** What the fields add up to for one term, by document number; all 0 between terms. */
  sums = new Float64Array(0);
  /** The same for the word of a pair. */
  wordSums = new Float64Array(0);
  /** To read into and look at, at once: the next reader overwrites it. */
  readonly list = new PostingList();
  /** The same for the words of a pair. */
  readonly words = new PostingList();
  /** Whether scores may stand at documents that are no candidates. */
  private isScattered = false;
  private readonly lists: PostingList[] = [];
  private lent = 0;
  private spread = new SpreadLists(0);
  private readonly frequencies = new Map<TextReader, TermFrequencies>();
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
      this.wordSums = new Float64Array(index.documentLimit);
    }
    this.spread = new SpreadLists(index.documentLimit);
    this.frequencies.clear();
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

  /** Sets the scores of the documents, and of all that `readAround` gave besides, back to 0. */
  clear(list: PostingList): void {
    if (this.isScattered) this.scores.fill(0);
    this.isScattered = false;
    for (let i = 0; i < list.count; i++) this.scores[list.documents[i]] = 0;
  }

  /** Something worked out once for this state of the index: made at the first asking. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }

  /** `documentFrequency` of a field, remembered: a query asks five times for each term. */
  frequency(field: TextReader, kind: TermKind, units: Uint16Array, start: number, end: number): number {
    let known = this.frequencies.get(field);
    if (!known) this.frequencies.set(field, (known = new TermFrequencies()));
    let frequency = known.get(kind, units, start, end);
    if (frequency < 0) {
      frequency = field.documentFrequency(kind, units, start, end);
      known.set(kind, units, start, end, frequency);
    }
    return frequency;
  }

  /**
   * The documents among candidates that hold a term, and how often. `out` may not be where the candidates stand.
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
    const frequency = this.frequency(field, kind, units, start, end);
    const counts =
      kind === TermKind.Character ? this.spread.of(field, units, start, end, candidates.count, frequency) : undefined;
    if (!counts) {
      if (candidates.count * 2 < frequency)
        field.readPostingsAmong(kind, units, start, end, candidates.documents, candidates.count, out);
      else {
        field.readPostings(kind, units, start, end, out);
        keep(out, candidates);
      }
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

  /**
   * `readAmong` for scores: when a list is read whole and is long, documents that are no candidates stay in it.
   * @param words what else the list holds, when the term is a pair
   */
  readAround(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList,
    out: PostingList,
    words: PostingList | undefined,
  ): void {
    const frequency = this.frequency(field, kind, units, start, end);
    if (
      candidates.count * 2 < frequency ||
      frequency * longShare < this.index!.documentLimit ||
      kind === TermKind.Character
    ) {
      if (words) this.readPairAmong(field, units, start, end, candidates, out, words);
      else this.readAmong(field, kind, units, start, end, candidates, out);
      return;
    }
    this.isScattered = true;
    if (words) field.readPair(units, start, end, undefined, out, words);
    else field.readPostings(kind, units, start, end, out);
  }

  /** `readAmong` of a pair, and into `words` of the word of the same units. */
  readPairAmong(
    field: TextReader,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList,
    pairs: PostingList,
    words: PostingList,
  ): void {
    const isShort = candidates.count * 2 < this.frequency(field, TermKind.Bigram, units, start, end);
    field.readPair(units, start, end, isShort ? candidates : undefined, pairs, words);
    if (isShort) return;
    keep(pairs, candidates);
    keep(words, candidates);
  }
}

/** Keeps the entries of a list whose documents are candidates. */
function keep(list: PostingList, candidates: PostingList): void {
  const { documents, frequencies, count } = list;
  const wanted = candidates.documents;
  const last = candidates.count;
  let kept = 0;
  for (let i = 0, j = 0; i < count; i++) {
    const document = documents[i];
    while (j < last && wanted[j] < document) j++;
    if (j === last) break;
    if (wanted[j] !== document) continue;
    documents[kept] = document;
    frequencies[kept++] = frequencies[i];
  }
  list.count = kept;
}
