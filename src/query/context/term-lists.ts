/** The lists of a query's terms: each read once, and no more of it than is asked for. */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { BigramList, type PostingList } from '../../index/posting-list.ts';
import { hasSameUnits, type Term } from '../../index/term.ts';
import { DenseFrequencyCache } from './dense-frequency-cache.ts';
import { TermFrequencies } from './term-frequencies.ts';

/** A list of more than one in so many documents is long: putting all scores back to 0 is as cheap as telling them apart. */
const longListShare = 64;

/** Of shorter lists how often is read with the documents. */
const minDocumentsOnly = 129;

/** Belongs to a `QueryMemory`, as what it gives does. */
export class TermLists {
  /** Whether scores may stand at documents that are no candidates; whoever sets them back to 0 says so. */
  hasStrayScores = false;
  /** To read into and look at, at once: the next reader overwrites it. */
  readonly scratchList = new BigramList();
  private readonly lists: BigramList[] = [];
  private borrowedLists = 0;
  /** Lists that were read whole, with all that they say. */
  private readonly wholeLists: ReadList[] = [];
  /** The list that documents were found by last, with all that it says. */
  private lastFound: ReadList | undefined;
  private documentLimit = 0;
  private denseFrequencies = new DenseFrequencyCache(0);
  /** By field: its number among those that were asked. */
  private readonly fieldNumbers = new Map<TextReader, number>();
  private readonly frequencies = new TermFrequencies();

  /** Gets ready for another query: takes back all lists that were lent. */
  beginQuery(): void {
    this.borrowedLists = 0;
    if (this.wholeLists.length > 0) this.wholeLists.length = 0;
    this.lastFound = undefined;
  }

  /** Forgets what was known of another index, or of another state of it. */
  setIndex({ documentLimit }: IndexReader): void {
    this.documentLimit = documentLimit;
    this.denseFrequencies = new DenseFrequencyCache(documentLimit);
    this.fieldNumbers.clear();
    this.frequencies.clear();
  }

  /** An empty list, to be kept until the end of the query. */
  borrowList(): BigramList {
    if (this.borrowedLists === this.lists.length) this.lists.push(new BigramList());
    const list = this.lists[this.borrowedLists++];
    list.count = 0;
    return list;
  }

  /** `documentFrequency` of a field, remembered: a query asks five times for each term. */
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
   * The documents that hold a term, to be looked for among others: not how often. Not to be changed.
   * @param candidates only these are asked; default all
   */
  findDocuments(field: TextReader, term: Term, candidates: PostingList | undefined): BigramList {
    const frequency = this.documentFrequency(field, term);
    const isShort = term.kind === TermKind.Word || frequency < minDocumentsOnly;
    if (isShort && !candidates) return this.readAll(field, term);
    const known = this.findWholeList(field, term);
    if (known && !candidates) return known;
    const out = this.borrowList();
    if (isShort || known || (term.kind === TermKind.Character && candidates))
      this.readIn(field, term, candidates!, out);
    else {
      const isAll = !candidates || candidates.count * 2 >= frequency;
      field.readDocuments(term, isAll ? undefined : candidates, out);
      if (isAll && candidates) intersectDocuments(out, candidates);
    }
    return out;
  }

  /** `readAmong` for the last of the terms that documents are found by: what is found is scored by it is. */
  findDocumentsToScore(field: TextReader, term: Term, candidates: PostingList): BigramList {
    const list = this.borrowList();
    this.readIn(field, term, candidates, list);
    this.lastFound = { field, term, list };
    return list;
  }

  /** All documents that hold a term, read once a query: to find documents, and to score them. Not to be changed. */
  readAll(field: TextReader, term: Term): BigramList {
    const known = this.findWholeList(field, term);
    if (known) return known;
    const list = this.borrowList();
    readList(field, term, list);
    this.wholeLists.push({ field, term, list });
    return list;
  }

  /**
   * The documents among candidates that hold a term, how often, and of a pair how often as a word. `out` may not be
   * where the candidates stand.
   */
  readIn(field: TextReader, term: Term, candidates: PostingList, out: BigramList): void {
    const frequency = this.documentFrequency(field, term);
    if (term.kind === TermKind.Character) {
      const counts = this.denseFrequencies.findFrequencies(field, term, candidates.count, frequency);
      if (counts) {
        intersectDense(counts, candidates, out);
        return;
      }
    }
    const known = this.findWholeList(field, term);
    if (known) intersectPostings(known, candidates, out);
    else if (candidates.count * 2 >= frequency) {
      readList(field, term, out);
      intersectPostings(out, candidates, out);
    } else if (term.kind === TermKind.Bigram) field.readBigram(term, candidates, out);
    else field.readPostingsIn(term, candidates, out);
  }

  /**
   * `readAmong` for scores: when a list is read whole and is long, documents that are no candidates stay in it. The
   * next reader may overwrite it.
   */
  readForScoring(field: TextReader, term: Term, candidates: PostingList): BigramList {
    const { scratchList: list, lastFound: last } = this;
    if (last?.list === candidates && isListOf(last, field, term)) return last.list;
    const known = this.findWholeList(field, term);
    if (known === candidates) return known;
    const frequency = this.documentFrequency(field, term);
    const isLong = frequency * longListShare >= this.documentLimit && term.kind !== TermKind.Character;
    if (!isLong || candidates.count * 2 < frequency) {
      this.readIn(field, term, candidates, list);
      return list;
    }
    this.hasStrayScores = true;
    if (known) return known;
    readList(field, term, list);
    return list;
  }

  private findWholeList(field: TextReader, term: Term): BigramList | undefined {
    for (const whole of this.wholeLists) if (isListOf(whole, field, term)) return whole.list;
    return undefined;
  }
}

/** A list that was read, and of what. */
interface ReadList {
  readonly field: TextReader;
  readonly term: Term;
  readonly list: BigramList;
}

function isListOf(read: ReadList, field: TextReader, term: Term): boolean {
  return read.term.kind === term.kind && read.field === field && hasSameUnits(read.term, term);
}

/** A whole list, with all that it says. */
function readList(field: TextReader, term: Term, out: BigramList): void {
  if (term.kind === TermKind.Bigram) field.readBigram(term, undefined, out);
  else field.readPostings(term, out);
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
  const { documents, frequencies, wordFrequencies: words, count } = list;
  const wanted = candidates.documents;
  const last = candidates.count;
  let kept = 0;
  for (let i = 0, j = 0; i < count; i++) {
    const document = documents[i];
    while (j < last && wanted[j] < document) j++;
    if (j === last) break;
    if (wanted[j] !== document) continue;
    out.documents[kept] = document;
    out.wordFrequencies[kept] = words[i];
    out.frequencies[kept++] = frequencies[i];
  }
  out.count = kept;
}
