/**
 * What do queries on one index share? Arrays by document number, borrowed lists and analyses, posting lists that were
 * already read, scratch values: all that would otherwise be allocated for every query. Entry point: `QueryContext`. It
 * belongs to a `QuerySession` (../run/query-session.ts), which belongs to a `SearchIndex`; nothing is global.
 */
import { Analysis, type TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';
import { ReusableTerm, type Term } from '../../index/term.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { type Budget, unlimited } from './budget.ts';
import { CutTables } from './cut-tables.ts';
import { DocumentSet } from './document-set.ts';
import { DocumentText } from './document-text.ts';
import { TermLists } from './term-lists.ts';
import { TopK } from './top-k.ts';
import { Verdicts } from './verdicts.ts';

/** Arrays by document number get this much more room than needed, so that a growing index seldom needs new ones. */
const growthFactor = 1.125;
/** Terms that are kept for later queries. Longer texts are rare; the rest of their terms is allocated. */
const maxPooledTerms = 1024;

/** Memory that queries on one index use one after the other. What is borrowed is valid until the next query begins. */
export class QueryContext {
  private index: IndexReader | undefined;
  /** The budget of the current query. */
  budget: Budget = unlimited;
  /** Scores by document number; all 0 between queries. */
  scores = new Float64Array(0);
  /** Sums over fields for one term, or over terms for one query, by document number; all 0 when not in use. */
  sums = new Float64Array(0);
  /** The same for the word of a bigram. */
  wordSums = new Float64Array(0);
  /** By document number: the bits (`WeightedTerm.bit`) of the terms that it contains; all 0 between queries. */
  termBits = new Uint32Array(0);
  private hasTermBits = false;
  /** The posting lists of the query's terms. */
  readonly termLists = new TermLists();
  /** Tables for `cutQueryText`. */
  readonly cutTables = new CutTables();
  /** Scratch set; its contents are valid until the next caller clears it. */
  scratchSet = new DocumentSet(0);
  /** Scratch text; its contents are valid until the next caller reads a text into it. */
  readonly scratchText = new UnitBuffer();
  /** The text that verifiers read last. */
  readonly documentText = new DocumentText();
  /** What verifiers said in this query. */
  readonly verdicts = new Verdicts();
  /** Scratch heap; its contents are valid until the next caller resets it. */
  readonly scratchTop = new TopK(0);
  /** Scratch term for look-ups in a loop; valid until the next caller sets it, so nothing may keep it. */
  readonly scratchTerm = new ReusableTerm();
  private readonly analyses: Analysis[] = [];
  private borrowedAnalyses = 0;
  private readonly terms: ReusableTerm[] = [];
  private borrowedTerms = 0;

  /** Begins a query: takes back all that was borrowed. When the index has changed, forgets what was read of it. */
  beginQuery(index: IndexReader, budget: Budget): this {
    this.budget = budget;
    this.termLists.beginQuery();
    this.verdicts.beginQuery(index.documentLimit, budget);
    this.borrowedAnalyses = 0;
    this.borrowedTerms = 0;
    if (this.index === index) return this;
    this.index = index;
    if (this.scores.length < index.documentLimit) {
      const room = Math.ceil(index.documentLimit * growthFactor);
      this.scores = new Float64Array(room);
      this.sums = new Float64Array(room);
      this.wordSums = new Float64Array(room);
      this.termBits = new Uint32Array(room);
    }
    this.scratchSet = new DocumentSet(index.documentLimit);
    this.termLists.setIndex(index);
    this.documentText.clear();
    return this;
  }

  /** Sets all arrays by document number back to 0, whatever a query that ended early left in them. */
  clearSums(): void {
    this.scores.fill(0);
    this.sums.fill(0);
    this.wordSums.fill(0);
    this.termBits.fill(0);
    this.termLists.hasStrayScores = false;
    this.hasTermBits = false;
  }

  /** See `IndexReader.loadsBytes`. */
  get loadsBytes(): boolean {
    return this.index?.loadsBytes === true;
  }

  /** Says that terms will be looked up, where all bytes are there: otherwise what loads them says so. */
  wantTerms(terms: readonly Term[], fields: readonly TextReader[]): void {
    if (!this.loadsBytes) for (const field of fields) field.want(terms.length, i => terms[i]);
  }

  /** Borrows an empty list. */
  borrowList(): BigramList {
    return this.termLists.borrowList();
  }

  /** Borrows an analysis for a text of the query. */
  borrowAnalysis(): Analysis {
    if (this.borrowedAnalyses === this.analyses.length) this.analyses.push(new Analysis(64));
    return this.analyses[this.borrowedAnalyses++];
  }

  /** Borrows the terms of an analysis, in its order. */
  borrowTerms({ kinds, units, starts, ends, count }: Analysis): Term[] {
    const terms = new Array<Term>(count);
    for (let i = 0; i < count; i++) terms[i] = this.borrowTerm().set(kinds[i] as TermKind, units, starts[i], ends[i]);
    return terms;
  }

  private borrowTerm(): ReusableTerm {
    if (this.borrowedTerms === maxPooledTerms) return new ReusableTerm();
    if (this.borrowedTerms === this.terms.length) this.terms.push(new ReusableTerm());
    return this.terms[this.borrowedTerms++];
  }

  /** Sets the scores and term bits of the documents back to 0, and the stray scores that `readForScoring` caused. */
  resetScores({ documents, count }: PostingList): void {
    const { scores, termBits } = this;
    if (this.termLists.hasStrayScores) scores.fill(0);
    else for (let i = 0; i < count; i++) scores[documents[i]] = 0;
    if (this.hasTermBits) for (let i = 0; i < count; i++) termBits[documents[i]] = 0;
    this.termLists.hasStrayScores = false;
    this.hasTermBits = false;
  }

  /** Sets a term bit for documents; `resetScores` must be called with a list that contains all of them. */
  setTermBit({ documents, count }: PostingList, bit: number): void {
    const { termBits } = this;
    for (let i = 0; i < count; i++) termBits[documents[i]] |= bit;
    this.hasTermBits = true;
  }

  /** `setTermBit` for those documents of a list whose frequency, by document number, is not 0. */
  setDenseTermBit({ documents, count }: PostingList, frequencies: Uint8Array, bit: number): void {
    const { termBits } = this;
    for (let i = 0; i < count; i++) if (frequencies[documents[i]] !== 0) termBits[documents[i]] |= bit;
    this.hasTermBits = true;
  }
}
