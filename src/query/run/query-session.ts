/** What the queries on one index share, made when first needed. */
import type { IndexReader } from '../../index/index-reader.ts';
import { type Budget, unlimited } from '../context/budget.ts';
import { QueryContext } from '../context/query-context.ts';
import type { WordsQuery } from '../language/query.ts';
import { QueryMatcher } from '../match/match-query.ts';
import type { SearchedFields } from '../match/searched-fields.ts';
import { type BoostOf, readBoosts } from '../rank/boosts.ts';
import { FreshnessScorer } from '../rank/freshness.ts';
import { HeadingScorer } from '../rank/headings.ts';
import { ProximityScorer } from '../rank/proximity.ts';
import { Scorer } from '../rank/scorer.ts';
import { ShortForms } from '../rewrite/short-forms.ts';
import type { Correction } from '../rewrite/similar/corrections.ts';
import type { CorrectionMemory } from '../rewrite/similar/similar-han-words.ts';

/**
 * The memory of a `SearchIndex`: a query context for its whole life, and a matcher and scorers for the current state of
 * the index. These live as long as the state, not only during a query: V8 drops the compiled code of a class when none of
 * its objects is alive, and then runs slowly for a while.
 */
export class QuerySession {
  readonly context = new QueryContext();
  /** The corrections of parts of the current query. */
  readonly corrections = new Map<WordsQuery, readonly Correction[]>();
  readonly correctionMemory: CorrectionMemory = {
    fields: [],
    characterDocuments: undefined,
    longWords: new Map(),
    longWordCount: 0,
  };
  /** What scores are multiplied by; false if no field boosts. */
  boostOf: BoostOf | false = false;
  private currentIndex: IndexReader | undefined;
  private currentMatcher: QueryMatcher | undefined;
  private currentScorer: Scorer | undefined;
  private currentProximity: ProximityScorer | undefined;
  private currentHeadings: HeadingScorer | undefined;
  private currentFreshness: FreshnessScorer | undefined;
  private currentShortForms: ShortForms | undefined;

  /**
   * Begins a query on the current state of the index; what the query before borrowed is no longer valid.
   * @param searched the text fields that parts of the query without a field of their own search; default all
   */
  beginQuery(index: IndexReader, searched: SearchedFields = {}, budget: Budget = unlimited): this {
    this.context.beginQuery(index, budget);
    if (this.corrections.size > 0) this.corrections.clear();
    if (this.currentIndex !== index) {
      this.currentIndex = index;
      this.currentScorer = undefined;
      this.boostOf = readBoosts(index);
      this.dropMade();
    }
    this.matcher.beginQuery(searched);
    return this;
  }

  /**
   * Drops what a query whose budget was spent may have made half: which articles define a short form, for example. What was read
   * of the index stays: it is whole, and reading it again takes longer than most queries.
   */
  dropHalfMade(): void {
    this.context.clearSums();
    this.dropMade();
  }

  private dropMade(): void {
    this.currentMatcher = undefined;
    this.currentProximity = undefined;
    this.currentHeadings = undefined;
    this.currentFreshness = undefined;
    this.currentShortForms = undefined;
  }

  /** The state of the index that the current query runs on. */
  get index(): IndexReader {
    return this.currentIndex!;
  }

  get matcher(): QueryMatcher {
    this.currentMatcher ??= new QueryMatcher(this.index, this.context);
    return this.currentMatcher;
  }

  get scorer(): Scorer {
    this.currentScorer ??= new Scorer(this.index, this.context);
    return this.currentScorer;
  }

  get proximity(): ProximityScorer {
    this.currentProximity ??= new ProximityScorer(this.index);
    return this.currentProximity;
  }

  get headings(): HeadingScorer {
    this.currentHeadings ??= new HeadingScorer(this.index);
    return this.currentHeadings;
  }

  get freshness(): FreshnessScorer {
    this.currentFreshness ??= new FreshnessScorer(this.index, this.context);
    return this.currentFreshness;
  }

  get shortForms(): ShortForms {
    this.currentShortForms ??= new ShortForms(this.index, this.context);
    return this.currentShortForms;
  }
}
