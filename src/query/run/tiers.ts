/** The tiers of a query: which documents each rule finds. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { difference, filterDocuments, intersectWithSet, union } from '../context/document-lists.ts';
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
  readonly holds?: (document: number) => boolean;
}

/** With no more candidates than this a quoted piece is looked for in all of them at once: about half a millisecond. */
const fewCandidates = 64;

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
    return this.above ?? this.memory.borrow();
  }

  find(query: Query, match: MatchMode, synonyms: SynonymTable | undefined): readonly FoundTier[] {
    if (!asksWords(query)) this.takeLiteral(query);
    else if (match !== 'smart') this.take(match, query, match);
    else {
      const isQuestion = this.evaluator.isQuestion(query);
      const needed = isQuestion ? 'telling' : 'topical';
      this.take(isQuestion ? 'any' : 'all', query, needed);
      if (!this.isEnough && isQuestion) this.takeUnquoted(query);
      if (!this.isEnough) this.takeLower(query, needed, synonyms);
    }
    return this.tiers;
  }

  private get isEnough(): boolean {
    return this.found.count >= enoughDocuments;
  }

  private takeLower(query: Query, needed: WordsNeeded, synonyms: SynonymTable | undefined): void {
    const rewriter = new QueryRewriter(this.index, this.evaluator, synonyms);
    this.takeRewritten(rewriter.synonymTiers(), query, needed);
    // Of a question not only the word that may have been meant: 回忆 alone is no answer to 疫情防控会议.
    const alike = needed === 'telling' ? 'most' : needed;
    // A word that stands nowhere is meant for another before it is left out.
    const unknown = !this.isEnough && rewriter.hasUnknownWord(query);
    if (unknown) this.takeRewritten(rewriter.similarWordTiers(), query, alike);
    if (!this.isEnough && needed !== 'telling') this.take('most', query, 'most');
    if (!unknown) this.takeRewritten(rewriter.similarWordTiers(), query, alike);
    if (this.found.count === 0 && needed !== 'telling') this.take('any', query, 'word');
  }

  /** In a question quote marks mostly stand around a name: when hardly anything holds it so, it is words like others. */
  private takeUnquoted(query: Query): void {
    const words = unquoted(query);
    if (words) this.take('unquoted', words, 'telling');
  }

  private takeRewritten(tiers: readonly RewritingTier[], query: Query, needed: WordsNeeded): void {
    for (const { tier, rewrite } of tiers) {
      if (this.isEnough) return;
      const other = rewrite(query);
      if (other) this.take(tier, other, needed);
    }
  }

  private take(tier: Tier, query: Query, needed: WordsNeeded): void {
    const list = this.evaluator.match(query, needed);
    this.takeHeld(tier, query, list, needed === 'topical' ? this.evaluator.proof(query) : undefined, maxVerified);
  }

  /** Quoted pieces, beginnings and ranges: many candidates are told by their texts only as they come to be shown. */
  private takeLiteral(query: Query): void {
    const { list, holds } = this.evaluator.candidates(query);
    this.takeHeld('literal', query, list, holds, fewCandidates);
  }

  /** @param few so many candidates are told at once */
  private takeHeld(tier: Tier, query: Query, list: PostingList, holds: FoundTier['holds'], few: number): void {
    if (!holds) this.push({ tier, query, list });
    else if (this.exact || list.count <= few) {
      const asked = this.filter ? intersectWithSet(list, this.filter, this.memory.borrow()) : list;
      const kept = filterDocuments(asked, holds, this.memory.borrow());
      this.push({ tier, query, list: kept });
    } else this.push({ tier, query, list, holds });
  }

  private push(found: FoundTier): void {
    let { list } = found;
    if (this.filter) list = intersectWithSet(list, this.filter, this.memory.borrow());
    if (this.above) list = difference(list, this.above, this.memory.borrow());
    this.above = this.above ? union(this.above, list, this.memory.borrow()) : list;
    if (list.count > 0) this.tiers.push({ ...found, list });
  }
}

/** Whether words are asked for, so that there is more than one way to find. */
function asksWords(query: Query): boolean {
  if ('all' in query) return query.all.some(asksWords);
  if ('any' in query) return query.any.some(asksWords);
  return 'words' in query;
}

/** The query with the quoted pieces of one field among its words; undefined when it has none, or no words. */
function unquoted(query: Query): Query | undefined {
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
