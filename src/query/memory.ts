/**
 * What queries on one open index use again and again: arrays by document number, lists to read into, what the
 * dictionary said, and the lists of frequent characters, spread out by document. It belongs to the one who asks (a `SearchIndex`), never to the module.
 */
import { Analysis, TermKind } from '../analysis/analysis.ts';
import { type IndexReader, PairList, type PostingList, type TextReader, UnitBuffer } from '../inverted/index-reader.ts';
import { compareUnits } from '../inverted/term-entry.ts';
import { DocumentSet } from './document-set.ts';
import { SpreadLists } from './spread-lists.ts';
import { TermFrequencies } from './term-frequencies.ts';
import { TopK } from './top-k.ts';

/** A list of more than one in so many documents is long: putting all scores back to 0 is as cheap as telling them apart. */
const longShare = 64;

/** Arrays by document number are so many times as long as they must be. */
const roomToGrow = 1.125;

/** The memory of one state of an index. */
export class QueryMemory {
  private index: IndexReader | undefined;
  /** Scores by document number; all 0 between queries. */
  scores = new Float64Array(0);
  /** What the fields add up to for one term, by document number; all 0 between terms. */
  sums = new Float64Array(0);
  /** The same for the word of a pair. */
  wordSums = new Float64Array(0);
  /** By document number: bits of the terms that it holds; all 0 between queries. */
  marks = new Uint32Array(0);
  private isMarked = false;
  /** To read into and look at, at once: the next reader overwrites it. */
  readonly list = new PairList();
  /** To collect documents in, at once: whoever clears it next forgets them. */
  set = new DocumentSet(0);
  /** A text to read into and look at, at once. */
  readonly text = new UnitBuffer();
  /** To tell the best in, at once: whoever begins it next forgets them. */
  readonly top = new TopK(0);
  /** Whether scores may stand at documents that are no candidates. */
  private isScattered = false;
  private readonly lists: PairList[] = [];
  private readonly wholes: WholeList[] = [];
  private lent = 0;
  private readonly analyses: Analysis[] = [];
  private lentAnalyses = 0;
  private spread = new SpreadLists(0);
  /** By field: its number among those that were asked. */
  private readonly fields = new Map<TextReader, number>();
  private readonly frequencies = new TermFrequencies();
  private readonly derived = new Map<unknown, unknown>();

  /**
   * Gets ready for a query: takes back all lists that were lent, and forgets what was known of another index, or of
   * another state of it.
   */
  for(index: IndexReader): this {
    this.lent = 0;
    this.lentAnalyses = 0;
    if (this.wholes.length > 0) this.wholes.length = 0;
    if (this.index === index) return this;
    this.index = index;
    if (this.scores.length < index.documentLimit) {
      // With room for a few more: an index that is asked while it grows does not take them anew each time.
      const room = Math.ceil(index.documentLimit * roomToGrow);
      this.scores = new Float64Array(room);
      this.sums = new Float64Array(room);
      this.wordSums = new Float64Array(room);
      this.marks = new Uint32Array(room);
    }
    this.set = new DocumentSet(index.documentLimit);
    this.spread = new SpreadLists(index.documentLimit);
    this.fields.clear();
    this.frequencies.clear();
    this.derived.clear();
    return this;
  }

  /** An empty list, to be kept until the end of the query. */
  lend(): PairList {
    if (this.lent === this.lists.length) this.lists.push(new PairList());
    const list = this.lists[this.lent++];
    list.count = 0;
    return list;
  }

  /** For a text of the query, to be kept until its end. */
  lendAnalysis(): Analysis {
    if (this.lentAnalyses === this.analyses.length) this.analyses.push(new Analysis(64));
    return this.analyses[this.lentAnalyses++];
  }

  /** Sets the scores and marks of the documents, and of all that `readAround` gave besides, back to 0. */
  clear(list: PostingList): void {
    const { scores, marks } = this;
    const { documents, count } = list;
    if (this.isScattered) scores.fill(0);
    else for (let i = 0; i < count; i++) scores[documents[i]] = 0;
    if (this.isMarked) for (let i = 0; i < count; i++) marks[documents[i]] = 0;
    this.isScattered = false;
    this.isMarked = false;
  }

  /** Marks documents, all of them among those that are cleared. */
  mark({ documents, count }: PostingList, mark: number): void {
    const { marks } = this;
    for (let i = 0; i < count; i++) marks[documents[i]] |= mark;
    this.isMarked = true;
  }

  /** Something worked out once for this state of the index: made at the first asking. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }

  /** `documentFrequency` of a field, remembered: a query asks five times for each term. */
  frequency(field: TextReader, kind: TermKind, units: Uint16Array, start: number, end: number): number {
    let number = this.fields.get(field);
    if (number === undefined) this.fields.set(field, (number = this.fields.size));
    const { frequencies } = this;
    let frequency = frequencies.get(number, kind, units, start, end);
    if (frequency < 0) {
      frequency = field.documentFrequency(kind, units, start, end);
      frequencies.set(number, kind, units, start, end, frequency);
    }
    return frequency;
  }

  /** All documents that hold a term, read once a query: to find documents, and to score them. Not to be changed. */
  readWhole(field: TextReader, kind: TermKind, units: Uint16Array, start: number, end: number): PairList {
    const known = this.wholeOf(field, kind, units, start, end);
    if (known) return known;
    const list = this.lend();
    if (kind === TermKind.Bigram) field.readPair(units, start, end, undefined, list);
    else field.readPostings(kind, units, start, end, list);
    this.wholes.push({ field, kind, units, start, end, list });
    return list;
  }

  /**
   * The documents among candidates that hold a term, how often, and of a pair how often as a word. `out` may not be
   * where the candidates stand.
   */
  readAmong(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList,
    out: PairList,
  ): void {
    const frequency = this.frequency(field, kind, units, start, end);
    if (kind === TermKind.Character) {
      const counts = this.spread.of(field, units, start, end, candidates.count, frequency);
      if (counts) {
        takeSpread(counts, candidates, out);
        return;
      }
    }
    const known = this.wholeOf(field, kind, units, start, end);
    if (known) keepOf(known, candidates, out);
    else if (candidates.count * 2 >= frequency) {
      if (kind === TermKind.Bigram) field.readPair(units, start, end, undefined, out);
      else field.readPostings(kind, units, start, end, out);
      keepOf(out, candidates, out);
    } else if (kind === TermKind.Bigram) field.readPair(units, start, end, candidates, out);
    else field.readPostingsAmong(kind, units, start, end, candidates.documents, candidates.count, out);
  }

  /**
   * `readAmong` for scores: when a list is read whole and is long, documents that are no candidates stay in it. The
   * next reader may overwrite it.
   */
  readAround(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList,
  ): PairList {
    const { list } = this;
    const known = this.wholeOf(field, kind, units, start, end);
    if (known === candidates) return known;
    const frequency = this.frequency(field, kind, units, start, end);
    const isLong = frequency * longShare >= this.index!.documentLimit && kind !== TermKind.Character;
    if (!isLong || candidates.count * 2 < frequency) {
      this.readAmong(field, kind, units, start, end, candidates, list);
      return list;
    }
    this.isScattered = true;
    if (known) return known;
    if (kind === TermKind.Bigram) field.readPair(units, start, end, undefined, list);
    else field.readPostings(kind, units, start, end, list);
    return list;
  }

  private wholeOf(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
  ): PairList | undefined {
    for (const whole of this.wholes)
      if (
        whole.kind === kind &&
        whole.field === field &&
        compareUnits(whole.units, whole.start, whole.end, units, start, end) === 0
      )
        return whole.list;
    return undefined;
  }
}

/** A list that was read whole. */
interface WholeList {
  readonly field: TextReader;
  readonly kind: TermKind;
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
  readonly list: PairList;
}

/** The entries of a spread list whose documents are candidates. */
function takeSpread(counts: Uint8Array, candidates: PostingList, out: PostingList): void {
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

/** The entries of a list whose documents are candidates, into `out`, which may be the list itself. */
function keepOf(list: PairList, candidates: PostingList, out: PairList): void {
  if (out !== list) {
    out.count = 0;
    out.reserve(Math.min(list.count, candidates.count));
  }
  const { documents, frequencies, words, count } = list;
  const wanted = candidates.documents;
  const last = candidates.count;
  let kept = 0;
  for (let i = 0, j = 0; i < count; i++) {
    const document = documents[i];
    while (j < last && wanted[j] < document) j++;
    if (j === last) break;
    if (wanted[j] !== document) continue;
    out.documents[kept] = document;
    out.words[kept] = words[i];
    out.frequencies[kept++] = frequencies[i];
  }
  out.count = kept;
}
