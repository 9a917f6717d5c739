/** Where the documents of an index are on other machines: brings those that may match before a rule matches them. */
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import type { QueryText } from '../cut/cut-query.ts';
import type { Query } from '../language/query.ts';
import type { WordsNeeded } from '../match/match-words.ts';
import type { Tier } from '../rewrite/tier-names.ts';
import type { QuerySession } from './query-session.ts';

/** A rule that is about to find documents. */
export interface MatchRule {
  readonly tier: Tier;
  readonly query: Query;
  /** Which words a document must contain; `literal` for a query without words, as `QueryMatcher.findCandidates` matches it. */
  readonly needed: WordsNeeded | 'literal' | 'listing';
  /** The documents that the rules before found. */
  readonly found: PostingList;
}

/** How many documents match a rule, and how many of them the index holds now. */
export interface LoadedMatches {
  readonly total: number;
  readonly loaded: number;
  /** Whether all of `total` match; otherwise the texts of the others would have to be read to know. */
  readonly isExact: boolean;
}

/** Brings documents into the index that a query runs on. */
export interface MatchLoader {
  /**
   * Makes sure that the index holds the documents of a rule that may be among the first hits.
   * @throws MissingBytes when it does not hold them yet
   */
  load(rule: MatchRule, session: QuerySession): LoadedMatches;
  /**
   * The number of documents that match a query literally, or that hold the terms of a piece of a text.
   * @throws MissingBytes when it is not known yet
   */
  count(part: Query | PieceOfWords, session: QuerySession): number;
}

/** A piece of a words query. */
export interface PieceOfWords {
  readonly text: QueryText;
  readonly piece: Span;
  readonly field: string | undefined;
}
