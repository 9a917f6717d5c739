/** The posting lists of a query's terms: each is read once per query, and no more of it than is needed. */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { BigramList, type PostingList } from '../../index/posting-list.ts';
import { hasSameUnits, type Term } from '../../index/term.ts';
import { DenseFrequencyCache } from './frequencies/dense-frequency-cache.ts';
import { TermFrequencies } from './frequencies/term-frequencies.ts';
import { intersectDense, intersectDocuments, intersectPostings, uniteDense } from './intersect-lists.ts';

/** A term in more than one of this many documents has a long list: clearing all scores costs no more than its own. */
const longListShare = 64;

/** Below this length, frequencies are decoded together with the document numbers. */
const minDocumentsOnly = 129;

/** Reads and remembers posting lists. Terms that are passed in must stay unchanged until the end of the query. */
export class TermLists {
  /** Whether documents that are not candidates may have scores; reset by `QueryContext.resetScores`. */
  hasStrayScores = false;
  /** Scratch list; its contents are valid until the next read. */
  readonly scratchList = new BigramList();
  private readonly lists: BigramList[] = [];
  private borrowedLists = 0;
  /** Lists of this query that were read whole, with frequencies, by the first and last unit of their terms. */
  private readonly wholeLists = new Map<number, ReadList[]>();
  /** The list that `findDocumentsToScore` read last, with frequencies. */
  private lastFound: ReadList | undefined;
  private documentLimit = 0;
  private denseFrequencies = new DenseFrequencyCache(0);
  private readonly fieldNumbers = new Map<TextReader, number>();
  private readonly frequencies = new TermFrequencies();

  /** Begins a query: takes back all borrowed lists. */
  beginQuery(): void {
    this.borrowedLists = 0;
    if (this.wholeLists.size > 0) this.wholeLists.clear();
    this.lastFound = undefined;
  }

  /** Forgets what was read of another index, or of another state of it. */
  setIndex({ documentLimit }: IndexReader): void {
    this.documentLimit = documentLimit;
    this.denseFrequencies = new DenseFrequencyCache(documentLimit);
    this.fieldNumbers.clear();
    this.frequencies.clear();
  }

  /** Borrows an empty list until the end of the query. */
  borrowList(): BigramList {
    if (this.borrowedLists === this.lists.length) this.lists.push(new BigramList());
    const list = this.lists[this.borrowedLists++];
    list.count = 0;
    return list;
  }

  /** `TextReader.documentFrequency`, remembered: a query needs it five times per term. */
  documentFrequency(field: TextReader, term: Term): number {
    let number = this.fieldNumbers.get(field);
    if (number === undefined) this.fieldNumbers.set(field, (number = this.fieldNumbers.size));
    const { frequencies } = this;
    let frequency = frequencies.get(number, term);
    if (frequency < 0) {
      frequency = field.documentFrequency(term);
      frequencies.set(number, term, frequency);
    }
    return frequency;
  }

  /**
   * The documents that contain a term, without frequencies, to be intersected with others. The result must not be
   * changed.
   * @param candidates only these documents are looked for; default all
   */
  findDocuments(field: TextReader, term: Term, candidates: PostingList | undefined): BigramList {
    const frequency = this.documentFrequency(field, term);
    // Words of both kinds have their frequencies with the documents.
    const isShort = term.kind >= TermKind.Word || frequency < minDocumentsOnly;
    if (isShort && !candidates) return this.readAll(field, term);
    const whole = this.findWholeList(field, term);
    if (whole && !candidates) return whole;
    const out = this.borrowList();
    if (isShort || whole || (term.kind === TermKind.Character && candidates))
      this.readIn(field, term, candidates!, out);
    else {
      const isAll = !candidates || candidates.count * 2 >= frequency;
      field.readDocuments(term, isAll ? undefined : candidates, out);
      if (isAll && candidates) intersectDocuments(out, candidates);
    }
    return out;
  }

  /** `readIn` for the last term of an intersection: its list is remembered, as its documents will be scored. */
  findDocumentsToScore(field: TextReader, term: Term, candidates: PostingList): BigramList {
    const list = this.borrowList();
    this.readIn(field, term, candidates, list);
    this.lastFound = { field, term, list };
    return list;
  }

  /** The whole list of a term, read once per query, both to match and to score. The result must not be changed. */
  readAll(field: TextReader, term: Term): BigramList {
    const whole = this.findWholeList(field, term);
    if (whole) return whole;
    const list = this.borrowList();
    readList(field, term, list);
    const key = keyOf(term);
    const alike = this.wholeLists.get(key);
    if (alike) alike.push({ field, term, list });
    else this.wholeLists.set(key, [{ field, term, list }]);
    return list;
  }

  /**
   * The candidates that contain a term, with frequencies, for a bigram also as a word. `out` must be another list than
   * `candidates`.
   */
  readIn(field: TextReader, term: Term, candidates: PostingList, out: BigramList): void {
    const frequencies = this.findDense(field, term, candidates);
    if (frequencies) intersectDense(frequencies, candidates, out);
    else this.readSparse(field, term, candidates, out);
  }

  /**
   * The frequencies of a character by document number, where it is looked up in so many candidates that knowing all of them
   * pays; otherwise `readSparse` reads those of the candidates. Undefined for terms of other kinds.
   */
  findDense(field: TextReader, term: Term, { count }: PostingList): Uint8Array | undefined {
    if (term.kind !== TermKind.Character) return undefined;
    return this.denseFrequencies.findFrequencies(field, term, count, this.documentFrequency(field, term));
  }

  /**
   * The candidates that hold a character in one of several fields, by one look at each of them; undefined where there are fewer
   * of them than documents that hold it. The result must not be changed.
   */
  findInFields(fields: readonly TextReader[], term: Term, candidates: PostingList): PostingList | undefined {
    if (term.kind !== TermKind.Character || fields.length < 2) return undefined;
    for (const field of fields) if (this.documentFrequency(field, term) > candidates.count) return undefined;
    const found = this.findDenseInFields(fields, term, candidates);
    if (!found) return undefined;
    const out = this.borrowList();
    uniteDense(found, candidates, out);
    return out;
  }

  /** `findDense` in the fields that have the term; undefined where it does not pay in one of them. */
  findDenseInFields(
    fields: readonly TextReader[],
    term: Term,
    candidates: PostingList,
  ): readonly Uint8Array[] | undefined {
    const found: Uint8Array[] = [];
    for (const field of fields) {
      if (this.documentFrequency(field, term) === 0) continue;
      const frequencies = this.findDense(field, term, candidates);
      if (!frequencies) return undefined;
      found.push(frequencies);
    }
    return found;
  }

  /** `readIn` for what `findDense` does not know. */
  readSparse(field: TextReader, term: Term, candidates: PostingList, out: BigramList): void {
    const frequency = this.documentFrequency(field, term);
    const whole = this.findWholeList(field, term);
    if (whole) intersectPostings(whole, candidates, out);
    else if (candidates.count * 2 >= frequency) {
      readList(field, term, out);
      // Where all documents are candidates, so are those of the list.
      if (candidates.count < this.documentLimit) intersectPostings(out, candidates, out);
    } else if (term.kind === TermKind.Bigram) field.readBigram(term, candidates, out);
    else field.readPostingsIn(term, candidates, out);
  }

  /**
   * `readIn` for scoring: a long list that is read whole keeps documents that are not candidates, which then get stray
   * scores; where some have them, every list that is read whole does.
   * @param canStray false where other documents have been scored with the term, or will be
   * @param out is filled unless the list is known, and valid until it is read into again
   */
  readForScoring(
    field: TextReader,
    term: Term,
    candidates: PostingList,
    canStray: boolean,
    out = this.scratchList,
  ): BigramList {
    const { lastFound } = this;
    if (lastFound?.list === candidates && isListOf(lastFound, field, term)) return lastFound.list;
    const whole = this.findWholeList(field, term);
    if (whole === candidates) return whole;
    const frequency = this.documentFrequency(field, term);
    const strays =
      canStray &&
      term.kind !== TermKind.Character &&
      (this.hasStrayScores || frequency * longListShare >= this.documentLimit);
    if (!strays || candidates.count * 2 < frequency) {
      this.readIn(field, term, candidates, out);
      return out;
    }
    this.hasStrayScores = true;
    if (whole) return whole;
    readList(field, term, out);
    return out;
  }

  private findWholeList(field: TextReader, term: Term): BigramList | undefined {
    if (this.wholeLists.size === 0) return undefined;
    for (const whole of this.wholeLists.get(keyOf(term)) ?? noLists)
      if (isListOf(whole, field, term)) return whole.list;
    return undefined;
  }
}

/** A list, and the field and term that it was read of. */
interface ReadList {
  readonly field: TextReader;
  readonly term: Term;
  readonly list: BigramList;
}

const noLists: readonly ReadList[] = [];

/** The first and the last unit of a term. */
function keyOf({ units, start, end }: Term): number {
  return (units[start] << 16) | units[end - 1];
}

function isListOf(read: ReadList, field: TextReader, term: Term): boolean {
  return read.term.kind === term.kind && read.field === field && hasSameUnits(read.term, term);
}

/** Reads a whole list with frequencies. */
function readList(field: TextReader, term: Term, out: BigramList): void {
  if (term.kind === TermKind.Bigram) field.readBigram(term, undefined, out);
  else field.readPostings(term, out);
}
