/** The result of a search: plain data, made anew for every search. */
import type { StoredDocument } from './fields.ts';
import type { Schema } from './index/schema.ts';
import type { QueryWarning } from './query/language/query-parser.ts';
import type { Tier } from './query/rewrite/tier-names.ts';
import type { DidYouMean } from './query/run/did-you-mean.ts';
import type { FacetValue, TierTotal } from './query/run/facets/facets.ts';
import type { ReturnFields } from './search-options.ts';
import type { Snippet } from './snippet/snippet.ts';

/** A section of a document in which the query was found. */
export interface SectionHit {
  /** The heading. */
  readonly title: string;
  /** The fragment of the URL that leads to it, without `#`; '' when there is none. */
  readonly anchor: string;
  /** The best passage of the section, below its heading. */
  readonly snippet: Snippet;
}

/** The document of a hit: with all fields, none, or those named by `returnFields`. */
export type ReturnedDocument<S extends Schema, R extends ReturnFields<S>> = [R] extends [false]
  ? { readonly id: string }
  : [R] extends [readonly (infer Name)[]]
    ? { readonly id: string } & Pick<StoredDocument<S>, Name & keyof S>
    : StoredDocument<S>;

/** A document that matches a query. */
export interface Hit<S extends Schema = Schema, R extends ReturnFields<S> = true> {
  /** The id of the document. */
  readonly id: string;
  /** Comparable with other hits of the same search only. Never increases from one hit to the next within a tier, unless `sort` orders them. */
  readonly score: number;
  /**
   * The share of the query's weight that the document holds, from 0 to 1: 1 where the tier needs all words (or what stands for
   * them), otherwise the idf of the words it holds, divided by that of all words. Below about a third, a question is hardly
   * answered.
   */
  readonly relevance: number;
  /** With `distinct`: the number of matching documents that have the value of this one, itself included. */
  readonly groupSize?: number;
  /**
   * The id and the fields named by `returnFields`. Long texts of an index in memory are decoded when they are first read;
   * until then, the document keeps the index as it was alive.
   * @throws HansouError BAD_INDEX when such a text is read and its bytes are damaged (see `verify`)
   */
  readonly document: ReturnedDocument<S, R>;
  /** The rule that found the document. Hits of a better rule come first. */
  readonly tier: Tier;
  /**
   * Snippets by text field, best first. Short fields, such as titles, are shown whole. Documents without text in a field
   * have no entry for it.
   */
  readonly snippets: { readonly [K in keyof S]?: readonly Snippet[] };
  /** The words and phrases of the query that the fields with snippets hold, folded, in the order of the query; missing with `snippet: false`. */
  readonly words?: readonly string[];
  /**
   * The sections of the document in which the query was found, the best first, at most three; a section whose heading was
   * found comes before those with the words in their text. Missing without a field of sections (`stored({ sectionsOf })`), when
   * no section was found, and with `snippet: false`.
   */
  readonly sections?: readonly SectionHit[];
}

/** The result of a search. */
export interface SearchResult<S extends Schema = Schema, R extends ReturnFields<S> = true> {
  /** Number of documents that match, whatever limit and offset are. Of a partial result, those that were found. */
  readonly total: number;
  /**
   * How many documents each rule found that no rule before it did, in their order: 1 with all words, 9 with some. They add
   * up to `total`.
   */
  readonly tiers: readonly TierTotal[];
  /** With `distinct`: the number of hits that all pages have together. */
  readonly groups?: number;
  /** False when `total` is an estimate, because quoted phrases were not counted exactly. See `exactTotal`. */
  readonly totalIsExact: boolean;
  /** The hits from `offset` on, at most `limit`: the best first, or in the order of `sort`. */
  readonly hits: readonly Hit<S, R>[];
  /**
   * Present with the option `facets`: of keyword fields the values in all matching documents, the most frequent first; of date
   * and number fields the ranges as asked for (`2022-01..2022-06`), or the periods, the latest first.
   */
  readonly facets?: { readonly [K in keyof S]?: readonly FacetValue[] };
  /**
   * Present when a word of the query is hardly a word of the index, and similar words are far more frequent: what may be
   * meant, the most frequent first, at most three for a part of the query.
   */
  readonly didYouMean?: readonly DidYouMean[];
  /**
   * Present when `timeLimit` or `signal` ended the work. Every hit matches the query, the filter and its tier or a better
   * one; but there may be more documents, better ones among them, the totals and facets count only what was found, and scores may lack parts. Work for
   * hits ends too: after the tenth there may be fewer than `limit`.
   */
  readonly partial?: true;
  /** Present when a part of a typed query could not be used as it was typed. */
  readonly warnings?: readonly QueryWarning[];
}
