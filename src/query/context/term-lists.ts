/** The lists of a query's terms: each read once, and no more of it than is asked for. */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { BigramList, type PostingList } from '../../index/posting-list.ts';
import { compareUnits } from '../../index/termdict/term-entry.ts';
import { DenseFrequencyCache } from './dense-frequency-cache.ts';
import { TermFrequencies } from './term-frequencies.ts';

/** A list of more than one in so many documents is long: putting all scores back to 0 is as cheap as telling them apart. */
const longShare = 64;

/** Of shorter lists how often is read with the documents. */
const leastFound = 129;

/** Belongs to a `QueryMemory`, as what it gives does. */
export class TermLists {
  /** Whether scores may stand at documents that are no candidates; whoever sets them back to 0 says so. */
  isScattered = false;
  /** To read into and look at, at once: the next reader overwrites it. */
  readonly list = new BigramList();
  private readonly lists: BigramList[] = [];
  private lent = 0;
  /** Lists that were read whole, with all that they say. */
  private readonly wholes: ReadList[] = [];
  /** The list that documents were found by last, with all that it says. */
  private last: ReadList | undefined;
  private documentLimit = 0;
  private spread = new DenseFrequencyCache(0);
  /** By field: its number among those that were asked. */
  private readonly fields = new Map<TextReader, number>();
  private readonly frequencies = new TermFrequencies();

  /** Gets ready for another query: takes back all lists that were lent. */
  begin(): void {
    this.lent = 0;
    if (this.wholes.length > 0) this.wholes.length = 0;
    this.last = undefined;
  }

  /** Forgets what was known of another index, or of another state of it. */
  of({ documentLimit }: IndexReader): void {
    this.documentLimit = documentLimit;
    this.spread = new DenseFrequencyCache(documentLimit);
    this.fields.clear();
    this.frequencies.clear();
  }

  /** An empty list, to be kept until the end of the query. */
  borrow(): BigramList {
    if (this.lent === this.lists.length) this.lists.push(new BigramList());
    const list = this.lists[this.lent++];
    list.count = 0;
    return list;
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

  /**
   * The documents that hold a term, to be looked for among others: not how often. Not to be changed.
   * @param candidates only these are asked; default all
   */
  find(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList | undefined,
  ): BigramList {
    const frequency = this.frequency(field, kind, units, start, end);
    const isShort = kind === TermKind.Word || frequency < leastFound;
    if (isShort && !candidates) return this.readWhole(field, kind, units, start, end);
    const known = this.wholeOf(field, kind, units, start, end);
    if (known && !candidates) return known;
    const out = this.borrow();
    if (isShort || known || (kind === TermKind.Character && candidates))
      this.readAmong(field, kind, units, start, end, candidates!, out);
    else {
      const isAll = !candidates || candidates.count * 2 >= frequency;
      field.readDocuments(kind, units, start, end, isAll ? undefined : candidates, out);
      if (isAll && candidates) intersectDocuments(out, candidates);
    }
    return out;
  }

  /** `readAmong` for the last of the terms that documents are found by: what is found is scored by it is. */
  findLast(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList,
  ): BigramList {
    const list = this.borrow();
    this.readAmong(field, kind, units, start, end, candidates, list);
    this.last = { field, kind, units, start, end, list };
    return list;
  }

  /** All documents that hold a term, read once a query: to find documents, and to score them. Not to be changed. */
  readWhole(field: TextReader, kind: TermKind, units: Uint16Array, start: number, end: number): BigramList {
    const known = this.wholeOf(field, kind, units, start, end);
    if (known) return known;
    const list = this.borrow();
    readList(field, kind, units, start, end, list);
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
    out: BigramList,
  ): void {
    const frequency = this.frequency(field, kind, units, start, end);
    if (kind === TermKind.Character) {
      const counts = this.spread.of(field, units, start, end, candidates.count, frequency);
      if (counts) {
        intersectDense(counts, candidates, out);
        return;
      }
    }
    const known = this.wholeOf(field, kind, units, start, end);
    if (known) intersectPostings(known, candidates, out);
    else if (candidates.count * 2 >= frequency) {
      readList(field, kind, units, start, end, out);
      intersectPostings(out, candidates, out);
    } else if (kind === TermKind.Bigram) field.readBigram(units, start, end, candidates, out);
    else field.readPostingsIn(kind, units, start, end, candidates.documents, candidates.count, out);
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
  ): BigramList {
    const { list, last } = this;
    if (last?.list === candidates && isOf(last, field, kind, units, start, end)) return last.list;
    const known = this.wholeOf(field, kind, units, start, end);
    if (known === candidates) return known;
    const frequency = this.frequency(field, kind, units, start, end);
    const isLong = frequency * longShare >= this.documentLimit && kind !== TermKind.Character;
    if (!isLong || candidates.count * 2 < frequency) {
      this.readAmong(field, kind, units, start, end, candidates, list);
      return list;
    }
    this.isScattered = true;
    if (known) return known;
    readList(field, kind, units, start, end, list);
    return list;
  }

  private wholeOf(
    field: TextReader,
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
  ): BigramList | undefined {
    for (const whole of this.wholes) if (isOf(whole, field, kind, units, start, end)) return whole.list;
    return undefined;
  }
}

/** A list that was read, and of what. */
interface ReadList {
  readonly field: TextReader;
  readonly kind: TermKind;
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
  readonly list: BigramList;
}

function isOf(
  read: ReadList,
  field: TextReader,
  kind: TermKind,
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  return (
    read.kind === kind &&
    read.field === field &&
    compareUnits(read.units, read.start, read.end, units, start, end) === 0
  );
}

/** A whole list, with all that it says. */
function readList(
  field: TextReader,
  kind: TermKind,
  units: Uint16Array,
  start: number,
  end: number,
  out: BigramList,
): void {
  if (kind === TermKind.Bigram) field.readBigram(units, start, end, undefined, out);
  else field.readPostings(kind, units, start, end, out);
}

/** Keeps of a list the documents that are candidates. */
function intersectDocuments(list: PostingList, candidates: PostingList): void {
  const { documents, count } = list;
  const wanted = candidates.documents;
  const last = candidates.count;
  let kept = 0;
  for (let i = 0, j = 0; i < count && j < last; i++) {
    const document = documents[i];
    while (j < last && wanted[j] < document) j++;
    documents[kept] = document;
    if (j < last && wanted[j] === document) kept++;
  }
  list.count = kept;
}

/** The entries of a spread list whose documents are candidates. */
function intersectDense(counts: Uint8Array, candidates: PostingList, out: PostingList): void {
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
function intersectPostings(list: BigramList, candidates: PostingList, out: BigramList): void {
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
