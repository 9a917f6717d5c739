/** The tiers of a query: which documents each rule finds. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { filterDocuments, intersectWithSet, subtractList, uniteLists } from '../context/document-lists.ts';
import type { DocumentSet } from '../context/document-set.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { Query } from '../language/query.ts';
import { enoughDocuments, maxVerified } from '../match/constants.ts';
import type { QueryMatcher, WordsNeeded } from '../match/match-query.ts';
import { QueryRewriter, type RewritingTier, type Tier } from '../rewrite/rewrite.ts';
import type { SynonymTable } from '../rewrite/synonym-table.ts';

/**
 * How many words of the query a document must hold. `smart`: all of them, but for function words; when fewer than ten
 * documents do, then also those with words of the same meaning, those that hold most, and words that sound or look
 * alike, each below the ones before; a question, or a query of more than three words, takes every document that holds
 * a word that tells. `all` and `any` keep to the words as they were typed.
 */
export type MatchMode = 'smart' | 'all' | 'any';

/** What one rule found that no rule above it did. */
export interface FoundTier {
  readonly tier: Tier;
  /** The query as this rule asked it. */
  readonly query: Query;
  readonly list: PostingList;
  /** Tells by its text whether a document of the list is found; undefined when all are. */
  readonly verify?: (document: number) => boolean;
}

/** With no more candidates than this a quoted piece is looked for in all of them at once: about half a millisecond. */
const maxVerifiedAtOnce = 64;

export class TierRunner {
  readonly tiers: FoundTier[] = [];
  /** Everything found so far. */
  private above: PostingList | undefined;

  /**
   * @param filter nothing outside is found
   * @param exact whether all documents must be told at once, not only the ones that are shown
   */
  constructor(
    private readonly index: IndexReader,
    private readonly memory: QueryContext,
    private readonly evaluator: QueryMatcher,
    private readonly filter: DocumentSet | undefined,
    private readonly exact: boolean,
  ) {}

  /** All that the tiers found together. */
  get found(): PostingList {
    return this.above ?? this.memory.borrowList();
  }

  run(query: Query, match: MatchMode, synonyms: SynonymTable | undefined): readonly FoundTier[] {
    if (!hasWords(query)) this.runLiteral(query);
    else if (match !== 'smart') this.runTier(match, query, match);
    else {
      const isQuestion = this.evaluator.isQuestion(query);
      const needed = isQuestion ? 'discriminative' : 'content';
      this.runTier(isQuestion ? 'any' : 'all', query, needed);
      if (!this.isEnough && isQuestion) this.runUnquoted(query);
      if (!this.isEnough) this.runLowerTiers(query, needed, synonyms);
    }
    return this.tiers;
  }

  private get isEnough(): boolean {
    return this.found.count >= enoughDocuments;
  }

  private runLowerTiers(query: Query, needed: WordsNeeded, synonyms: SynonymTable | undefined): void {
    const rewriter = new QueryRewriter(this.index, this.evaluator, synonyms);
    this.runRewritten(rewriter.synonymTiers(), query, needed);
    // Of a question not only the word that may have been meant: 回忆 alone is no answer to 疫情防控会议.
    const alike = needed === 'discriminative' ? 'atLeastHalf' : needed;
    // A word that stands nowhere is meant for another before it is left out.
    const unknown = !this.isEnough && rewriter.hasUnknownWord(query);
    if (unknown) this.runRewritten(rewriter.similarWordTiers(), query, alike);
    if (!this.isEnough && needed !== 'discriminative') this.runTier('most', query, 'atLeastHalf');
    if (!unknown) this.runRewritten(rewriter.similarWordTiers(), query, alike);
    if (this.found.count === 0 && needed !== 'discriminative') this.runTier('any', query, 'anyWord');
  }

  /** In a question quote marks mostly stand around a name: when hardly anything holds it so, it is words like others. */
  private runUnquoted(query: Query): void {
    const words = unquotePhrases(query);
    if (words) this.runTier('unquoted', words, 'discriminative');
  }

  private runRewritten(tiers: readonly RewritingTier[], query: Query, needed: WordsNeeded): void {
    for (const { tier, rewrite } of tiers) {
      if (this.isEnough) return;
      const other = rewrite(query);
      if (other) this.runTier(tier, other, needed);
    }
  }

  private runTier(tier: Tier, query: Query, needed: WordsNeeded): void {
    const list = this.evaluator.match(query, needed);
    this.addCandidates(
      tier,
      query,
      list,
      needed === 'content' ? this.evaluator.createVerifier(query) : undefined,
      maxVerified,
    );
  }

  /** Quoted pieces, beginnings and ranges: many candidates are told by their texts only as they come to be shown. */
  private runLiteral(query: Query): void {
    const { list, verify: holds } = this.evaluator.findCandidates(query);
    this.addCandidates('literal', query, list, holds, maxVerifiedAtOnce);
  }

  /** @param few so many candidates are told at once */
  private addCandidates(tier: Tier, query: Query, list: PostingList, holds: FoundTier['verify'], few: number): void {
    if (!holds) this.addTier({ tier, query, list });
    else if (this.exact || list.count <= few) {
      const asked = this.filter ? intersectWithSet(list, this.filter, this.memory.borrowList()) : list;
      const kept = filterDocuments(asked, holds, this.memory.borrowList());
      this.addTier({ tier, query, list: kept });
    } else this.addTier({ tier, query, list, verify: holds });
  }

  private addTier(found: FoundTier): void {
    let { list } = found;
    if (this.filter) list = intersectWithSet(list, this.filter, this.memory.borrowList());
    if (this.above) list = subtractList(list, this.above, this.memory.borrowList());
    this.above = this.above ? uniteLists(this.above, list, this.memory.borrowList()) : list;
    if (list.count > 0) this.tiers.push({ ...found, list });
  }
}

/** Whether words are asked for, so that there is more than one way to find. */
function hasWords(query: Query): boolean {
  if ('all' in query) return query.all.some(hasWords);
  if ('any' in query) return query.any.some(hasWords);
  return 'words' in query;
}

/** The query with the quoted pieces of one field among its words; undefined when it has none, or no words. */
function unquotePhrases(query: Query): Query | undefined {
  if (!('all' in query)) return undefined;
  const fields = query.all.flatMap(part => ('phrase' in part ? [part.field] : []));
  if (!fields.length) return undefined;
  const field = fields.includes(undefined) ? undefined : fields[0];
  const texts: string[] = [];
  const others: Query[] = [];
  for (const part of query.all) {
    if ('words' in part && part.field === field) texts.push(part.words);
    else if ('phrase' in part && part.field === field) texts.push(part.phrase);
    else others.push(part);
  }
  const words = { words: texts.join(' '), ...(field !== undefined && { field }) };
  return others.length ? { all: [words, ...others] } : words;
}
