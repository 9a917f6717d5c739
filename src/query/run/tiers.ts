/**
 * Which rules find documents, and when is the next one tried? Each rule makes a tier; all documents of a tier rank above
 * those of the tiers after it. A tier is tried only when the tiers before it found fewer than ten documents. Entry point:
 * `TierRunner.run`, called by `runQuery`.
 *
 * To add a tier:
 * 1. add its name to `tierNames` in ../rewrite/tier-names.ts, with a line in the comment above;
 * 2. if it replaces words, add a `RewritingTier` to `synonymTiers` or `similarWordTiers` of `QueryRewriter` in the same
 *    file; if it needs other words of the query, add a case to `WordsNeeded` and `WordsMatcher.match` (../match/match-words.ts);
 * 3. call it at its place in `run` or `runLowerTiers` below (rewriting tiers are called already);
 * 4. describe it in docs/ranking.md, give it a label in element/labels.ts if hits should carry a note, and add a test to
 *    tests/whole-index/queries/tiers.test.ts.
 */
import type { PostingList } from '../../index/posting-list.ts';
import { filterDocuments, intersectWithSet, listSet, subtractList, uniteLists } from '../context/document-lists.ts';
import type { DocumentSet } from '../context/document-set.ts';
import type { DocumentVerifier } from '../context/document-verifier.ts';
import { collectLiveDocuments } from '../context/live-documents.ts';
import { isBlank, type Query } from '../language/query.ts';
import { enoughDocuments, maxVerified, maxVerifiedSpellings } from '../match/constants.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import type { WordsNeeded } from '../match/match-words.ts';
import type { Candidates } from '../match/phrase/match-phrase.ts';
import { hasLongContentWord, isQuestion } from '../match/question.ts';
import { addKeywordValues } from '../rewrite/keyword-values.ts';
import { QueryRewriter, type RewritingTier } from '../rewrite/rewrite.ts';
import { unquotePhrases } from '../rewrite/rewrite-words.ts';
import type { SynonymTable } from '../rewrite/synonyms/synonym-table.ts';
import type { Tier } from '../rewrite/tier-names.ts';
import { findCertainCorrection } from './did-you-mean.ts';
import type { LoadedMatches, MatchLoader, MatchRule } from './match-loader.ts';
import type { QuerySession } from './query-session.ts';

/**
 * Which words of the query a document must contain. `smart`: all of them except function words; when fewer than ten
 * documents do, also documents with words of the same meaning, with at least half of the words, and with words of
 * similar sound or spelling, each below the ones before. For a question, or a query of more than two words in running
 * text or five typed apart, one discriminative word is enough. `all` and `any`: all words or one, as they were typed.
 */
export type MatchMode = 'smart' | 'all' | 'any';

/** The documents that one rule found and no rule before it did. */
export interface FoundTier {
  readonly tier: Tier;
  /** The query that the rule matched, with its words replaced. */
  readonly query: Query;
  readonly list: PostingList;
  /** Tells, by its text, whether a document of the list matches; undefined when all do. */
  readonly verify?: DocumentVerifier;
  /** How many of its documents the index holds; undefined where it holds all. */
  readonly loaded?: LoadedMatches | undefined;
}

/** How tiers are run. */
interface TierOptions {
  readonly match: MatchMode;
  readonly synonyms?: SynonymTable | undefined;
  /** Only documents in this set are found. */
  readonly filter?: DocumentSet | undefined;
  /** Only documents that this passes are found. It is asked of those that match. */
  readonly passes?: DocumentVerifier | undefined;
  /** Whether all candidates are verified at once; otherwise those of a large tier are verified when they are ranked. */
  readonly verifyAll: boolean;
  /** Whether the rules that are tried only when few documents were found are left out. */
  readonly upperOnly?: boolean | undefined;
  /** Undefined where the index holds all documents. */
  readonly loader?: MatchLoader | undefined;
}

/** Up to this many candidates a phrase is verified at once, which takes about half a millisecond. */
const maxVerifiedAtOnce = 64;

/** Runs the tiers of one query. */
export class TierRunner {
  private readonly tiers: FoundTier[] = [];
  private readonly matcher: QueryMatcher;
  /** All documents found so far. */
  private foundSoFar: PostingList | undefined;

  constructor(
    private readonly session: QuerySession,
    private readonly options: TierOptions,
  ) {
    this.matcher = session.matcher;
  }

  /** Runs the tiers from the first on, as far as they are needed. */
  run(query: Query): readonly FoundTier[] {
    const { match } = this.options;
    if (isBlank(query)) this.runListing(query);
    else if (!hasWords(query)) this.runLiteral(query);
    else if (match !== 'smart') this.runTier(match, query, match);
    else if (isQuestion(query, this.matcher) && hasLongContentWord(query, this.matcher)) {
      this.runTier('any', this.createRewriter().addSpellings(query) ?? query, 'discriminative');
      this.runKeyword(query);
      if (this.needsMore) this.runUnquoted(query);
      if (this.needsMore) this.runLowerTiers(query, 'discriminative');
    } else {
      this.runTier('all', query, 'content');
      this.runKeyword(query);
      if (this.needsMore) this.runLowerTiers(query, 'content');
      // The tier of similar words replaces one piece: 继往 of 一如继往, which is cut in two.
      if (this.isEnough || (this.needsMore && this.tiers.length === 0)) this.runCertainCorrection(query);
    }
    return this.tiers;
  }

  private get isEnough(): boolean {
    return (this.foundSoFar?.count ?? 0) >= enoughDocuments;
  }

  private get needsMore(): boolean {
    return !this.options.upperOnly && !this.isEnough;
  }

  private runLowerTiers(query: Query, needed: 'discriminative' | 'content'): void {
    const rewriter = this.createRewriter();
    const isAny = needed === 'discriminative';
    this.runRewritten(rewriter.numberTiers(), query, 'content');
    this.runRewritten(rewriter.synonymTiers(), query, needed);
    this.runRewritten(rewriter.shortFormTiers(), query, 'content');
    // In a question, a word that may have been meant is not enough alone: 回忆 does not answer a question about 疫情防控会议.
    const neededWithSimilarWords = isAny ? 'atLeastHalf' : needed;
    // A word that is in no document is replaced before it is left out.
    const hasUnknownWord = !this.isEnough && rewriter.hasUnknownWord(query);
    if (hasUnknownWord) this.runRewritten(rewriter.similarWordTiers(), query, neededWithSimilarWords);
    if (!this.isEnough && !isAny) this.runTier('most', query, 'atLeastHalf');
    this.runRewritten(rewriter.looseNumberTiers(), query, 'content');
    if (!hasUnknownWord) this.runRewritten(rewriter.similarWordTiers(), query, neededWithSimilarWords);
    if (!this.isEnough && !isAny) this.runTier('any', query, 'anyWord');
  }

  private createRewriter(): QueryRewriter {
    const { index, matcher, context, shortForms } = this.session;
    return new QueryRewriter(index, matcher, context, this.options.synonyms, shortForms);
  }

  /** The quotation marks in a question mostly enclose a name: when hardly any document matches it, its words count. */
  private runUnquoted(query: Query): void {
    const words = unquotePhrases(query);
    if (words) this.runTier('unquoted', words, 'discriminative');
  }

  private runRewritten(tiers: readonly RewritingTier[], query: Query, needed: WordsNeeded): void {
    for (const { tier, rewrite } of tiers) {
      if (this.isEnough || this.session.context.budget.isSpent) return;
      const rewritten = rewrite(query);
      if (rewritten) this.runTier(tier, rewritten, needed);
    }
  }

  private runTier(tier: Tier, query: Query, needed: WordsNeeded): void {
    const loaded = this.load({ tier, query, needed });
    const list = this.matcher.match(query, needed);
    const verify = needed === 'content' && list.count > 0 ? this.matcher.createVerifier(query) : undefined;
    this.addCandidates(
      tier,
      query,
      verify ? { list, verify } : { list },
      tier === 'number' ? maxVerifiedSpellings : maxVerified,
      loaded,
    );
  }

  /**
   * Adds the documents with a word of the query as a value of a searchable keyword field, however many were found before:
   * an author is asked for, not mentioned. They are scored by their texts.
   */
  private runKeyword(query: Query): void {
    const { searchesAllFields, keywordFields } = this.matcher;
    if (!searchesAllFields || keywordFields.size === 0) return;
    const withValues = addKeywordValues(query, this.matcher);
    if (!withValues) return;
    const { context } = this.session;
    const loaded = this.load({ tier: 'keyword', query: withValues, needed: 'content' });
    const list = this.matcher.match(withValues, 'content');
    const verify = list.count > 0 ? this.matcher.createVerifier(withValues) : undefined;
    const verified = verify ? filterDocuments(list, verify, context.borrowList()) : list;
    this.addTier({ tier: 'keyword', query, list: verified, loaded });
  }

  /**
   * Puts the documents with what is certainly meant before those that hold what was typed by accident. With fewer of these
   * the tier `similar` follows anyway; where nothing was found, the whole query is one mistyped word.
   */
  private runCertainCorrection(query: Query): void {
    const corrected = findCertainCorrection(query, this.session);
    if (!corrected) return;
    const { tiers } = this;
    const before = tiers.length;
    this.runTier('similar', corrected, 'content');
    if (tiers.length > before) tiers.unshift(...tiers.splice(before));
  }

  /** Finds all documents. */
  private runListing(query: Query): void {
    const { index, context } = this.session;
    const loaded = this.load({ tier: 'listed', query, needed: 'listing' });
    const list = listSet(collectLiveDocuments(index), context.borrowList());
    this.addTier({ tier: 'listed', query, list, loaded });
  }

  /** Runs a query of phrases, prefixes and ranges only. */
  private runLiteral(query: Query): void {
    const loaded = this.load({ tier: 'literal', query, needed: 'literal' });
    this.addCandidates('literal', query, this.matcher.findCandidates(query), maxVerifiedAtOnce, loaded);
  }

  private load(rule: Omit<MatchRule, 'found'>): LoadedMatches | undefined {
    const found = this.foundSoFar ?? this.session.context.borrowList();
    return this.options.loader?.load({ ...rule, found }, this.session);
  }

  /** Adds a tier; its candidates are verified now if there are at most `maxNow`, or if all must be. */
  private addCandidates(
    tier: Tier,
    query: Query,
    { list, verify }: Candidates,
    maxNow: number,
    loaded: LoadedMatches | undefined,
  ): void {
    const { filter, verifyAll } = this.options;
    const { context } = this.session;
    if (!verify) this.addTier({ tier, query, list, loaded });
    else if (verifyAll || list.count <= maxNow) {
      const candidates = filter ? intersectWithSet(list, filter, context.borrowList()) : list;
      this.addTier({ tier, query, list: filterDocuments(candidates, verify, context.borrowList()), loaded });
    } else this.addTier({ tier, query, list, verify, loaded });
  }

  /** Adds the documents of a tier that pass the filter and are in no tier before it. */
  private addTier(found: FoundTier): void {
    const { filter, passes } = this.options;
    const { context } = this.session;
    const { foundSoFar } = this;
    let { list } = found;
    if (filter) list = intersectWithSet(list, filter, context.borrowList());
    if (foundSoFar) list = subtractList(list, foundSoFar, context.borrowList());
    if (passes) list = filterDocuments(list, passes, context.borrowList());
    this.foundSoFar = foundSoFar ? uniteLists(foundSoFar, list, context.borrowList()) : list;
    if (list.count > 0) this.tiers.push({ ...found, list });
  }
}

/** Whether the first documents that a query matched are reranked by proximity: those of questions are. */
export function isReranked(matcher: QueryMatcher, query: Query, match: MatchMode): boolean {
  return match === 'smart' && isQuestion(query, matcher);
}

/** Whether a query has words, so that there is more than one way to match it. */
function hasWords(query: Query): boolean {
  if ('all' in query) return query.all.some(hasWords);
  if ('any' in query) return query.any.some(hasWords);
  return 'words' in query;
}
