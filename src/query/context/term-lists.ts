/** The posting lists of a query's terms: each is read once per query, and no more of it than is needed. */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { BigramList, type PostingList } from '../../index/posting-list.ts';
import { hasSameUnits, type Term } from '../../index/term.ts';
import { DenseFrequencyCache } from './frequencies/dense-frequency-cache.ts';
import { TermFrequencies } from './frequencies/term-frequencies.ts';
import { intersectDense, intersectDocuments, intersectPostings } from './intersect-lists.ts';

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
  /** Lists of this query that were read whole, with frequencies. */
  private readonly wholeLists: ReadList[] = [];
  /** The list that `findDocumentsToScore` read last, with frequencies. */
  private lastFound: ReadList | undefined;
  private documentLimit = 0;
  private denseFrequencies = new DenseFrequencyCache(0);
  private readonly fieldNumbers = new Map<TextReader, number>();
  private readonly frequencies = new TermFrequencies();

  /** Begins a query: takes back all borrowed lists. */
  beginQuery(): void {
    this.borrowedLists = 0;
    if (this.wholeLists.length > 0) this.wholeLists.length = 0;
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
    this.wholeLists.push({ field, term, list });
    return list;
  }

  /**
   * The candidates that contain a term, with frequencies, for a bigram also as a word. `out` must be another list than
   * `candidates`.
   */
  readIn(field: TextReader, term: Term, candidates: PostingList, out: BigramList): void {
    const frequency = this.documentFrequency(field, term);
    if (term.kind === TermKind.Character) {
      const frequencies = this.denseFrequencies.findFrequencies(field, term, candidates.count, frequency);
      if (frequencies) {
        intersectDense(frequencies, candidates, out);
        return;
      }
    }
    const whole = this.findWholeList(field, term);
    if (whole) intersectPostings(whole, candidates, out);
    else if (candidates.count * 2 >= frequency) {
      readList(field, term, out);
      intersectPostings(out, candidates, out);
    } else if (term.kind === TermKind.Bigram) field.readBigram(term, candidates, out);
    else field.readPostingsIn(term, candidates, out);
  }

  /**
   * `readIn` for scoring: a long list that is read whole keeps documents that are not candidates, which then get stray
   * scores. The result is valid until the next read.
   */
  readForScoring(field: TextReader, term: Term, candidates: PostingList): BigramList {
    const { scratchList, lastFound } = this;
    if (lastFound?.list === candidates && isListOf(lastFound, field, term)) return lastFound.list;
    const whole = this.findWholeList(field, term);
    if (whole === candidates) return whole;
    const frequency = this.documentFrequency(field, term);
    const isLong = frequency * longListShare >= this.documentLimit && term.kind !== TermKind.Character;
    if (!isLong || candidates.count * 2 < frequency) {
      this.readIn(field, term, candidates, scratchList);
      return scratchList;
    }
    this.hasStrayScores = true;
    if (whole) return whole;
    readList(field, term, scratchList);
    return scratchList;
  }

  private findWholeList(field: TextReader, term: Term): BigramList | undefined {
    for (const whole of this.wholeLists) if (isListOf(whole, field, term)) return whole.list;
    return undefined;
  }
}

/** A list, and the field and term that it was read of. */
interface ReadList {
  readonly field: TextReader;
  readonly term: Term;
  readonly list: BigramList;
}

function isListOf(read: ReadList, field: TextReader, term: Term): boolean {
  return read.term.kind === term.kind && read.field === field && hasSameUnits(read.term, term);
}

/** Reads a whole list with frequencies. */
function readList(field: TextReader, term: Term, out: BigramList): void {
  if (term.kind === TermKind.Bigram) field.readBigram(term, undefined, out);
  else field.readPostings(term, out);
}
