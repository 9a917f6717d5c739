/**
 * What queries on one open index use again and again: arrays by document number, the lists of terms, what was worked
 * out once. It belongs to the one who asks (a `SearchIndex`), never to the module.
 */
import { Analysis, type TermKind } from '../../analysis/analysis.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';
import { ReusableTerm, type Term } from '../../index/term.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { DocumentSet } from './document-set.ts';
import { TermLists } from './term-lists.ts';
import { TopK } from './top-k.ts';

/** Arrays by document number are so many times as long as they must be. */
const growthFactor = 1.125;
/** Terms of texts longer than this are made anew: they are rare, and their terms would be kept for good. */
const maxPooledTerms = 1024;

/** The memory of one state of an index. */
export class QueryContext {
  private index: IndexReader | undefined;
  /** Scores by document number; all 0 between queries. */
  scores = new Float64Array(0);
  /** What the fields add up to for one term, by document number; all 0 between terms. */
  sums = new Float64Array(0);
  /** The same for the word of a pair. */
  wordSums = new Float64Array(0);
  /** By document number: bits of the terms that it holds; all 0 between queries. */
  termBits = new Uint32Array(0);
  private hasTermBits = false;
  /** To collect documents in, at once: whoever clears it next forgets them. */
  scratchSet = new DocumentSet(0);
  /** A text to read into and look at, at once. */
  readonly scratchText = new UnitBuffer();
  /** To tell the best in, at once: whoever begins it next forgets them. */
  readonly scratchTop = new TopK(0);
  /** The lists of the query's terms. */
  readonly termLists = new TermLists();
  private readonly analyses: Analysis[] = [];
  private borrowedAnalyses = 0;
  private readonly pooledTerms: ReusableTerm[] = [];
  private borrowedTerms = 0;
  /** Scratch term for look-ups in a loop; the next one who looks up something overwrites it, so no list may keep it. */
  readonly scratchTerm = new ReusableTerm();
  private readonly derived = new Map<unknown, unknown>();

  /**
   * Gets ready for a query: takes back all lists that were lent, and forgets what was known of another index, or of
   * another state of it.
   */
  beginQuery(index: IndexReader): this {
    this.termLists.beginQuery();
    this.borrowedAnalyses = 0;
    this.borrowedTerms = 0;
    if (this.index === index) return this;
    this.index = index;
    if (this.scores.length < index.documentLimit) {
      // With room for a few more: an index that is asked while it grows does not take them anew each time.
      const room = Math.ceil(index.documentLimit * growthFactor);
      this.scores = new Float64Array(room);
      this.sums = new Float64Array(room);
      this.wordSums = new Float64Array(room);
      this.termBits = new Uint32Array(room);
    }
    this.scratchSet = new DocumentSet(index.documentLimit);
    this.termLists.setIndex(index);
    this.derived.clear();
    return this;
  }

  /** An empty list, to be kept until the end of the query. */
  borrowList(): BigramList {
    return this.termLists.borrowList();
  }

  /** For a text of the query, to be kept until its end. */
  borrowAnalysis(): Analysis {
    if (this.borrowedAnalyses === this.analyses.length) this.analyses.push(new Analysis(64));
    return this.analyses[this.borrowedAnalyses++];
  }

  /** The terms of an analysis by their number, valid until the end of the query. */
  borrowTerms({ kinds, units, starts, ends, count }: Analysis): Term[] {
    const terms = new Array<Term>(count);
    for (let i = 0; i < count; i++) terms[i] = this.borrowTerm().set(kinds[i] as TermKind, units, starts[i], ends[i]);
    return terms;
  }

  private borrowTerm(): ReusableTerm {
    if (this.borrowedTerms === maxPooledTerms) return new ReusableTerm();
    if (this.borrowedTerms === this.pooledTerms.length) this.pooledTerms.push(new ReusableTerm());
    return this.pooledTerms[this.borrowedTerms++];
  }

  /** Sets the scores and marks of the documents, and of all that `readAround` gave besides, back to 0. */
  resetScores(list: PostingList): void {
    const { scores, termBits: marks } = this;
    const { documents, count } = list;
    if (this.termLists.hasStrayScores) scores.fill(0);
    else for (let i = 0; i < count; i++) scores[documents[i]] = 0;
    if (this.hasTermBits) for (let i = 0; i < count; i++) marks[documents[i]] = 0;
    this.termLists.hasStrayScores = false;
    this.hasTermBits = false;
  }

  /** Marks documents, all of them among those that are cleared. */
  setTermBit({ documents, count }: PostingList, mark: number): void {
    const { termBits: marks } = this;
    for (let i = 0; i < count; i++) marks[documents[i]] |= mark;
    this.hasTermBits = true;
  }

  /** Something worked out once for this state of the index: made at the first asking. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }
}
