/** What a search gives: data, and nothing else. */
import type { StoredDocument } from './fields.ts';
import type { Schema } from './index/schema.ts';
import type { QueryWarning } from './query/language/parse.ts';
import type { Tier } from './query/rewrite/rewrite.ts';
import type { FacetValue } from './query/run/facets.ts';
import type { Snippet } from './snippet/snippet.ts';

/** A document that was found. */
export interface Hit<S extends Schema = Schema> {
  /** As it was given to `add`. */
  readonly id: string;
  /** Only to compare with other hits of the same search. Falls from hit to hit inside a tier. */
  readonly score: number;
  /** The fields that `returnFields` asked for. */
  readonly document: StoredDocument<S>;
  /** Which rule found it; lower tiers rank below higher ones. */
  readonly tier: Tier;
  /** By text field; the field that weighs most whole, others their best stretch. A missing text has no entry. */
  readonly snippets: { readonly [K in keyof S]?: readonly Snippet[] };
}

export interface SearchResult<S extends Schema = Schema> {
  /** How many documents were found in all, whatever limit and offset. */
  readonly total: number;
  /** False when quoted pieces were not counted one by one: `total` is then about right. See `exactTotal`. */
  readonly totalIsExact: boolean;
  /** The best first, or as `sort` says: from `offset` on, at most `limit`. */
  readonly hits: readonly Hit<S>[];
  /** By keyword field asked for: its most frequent values among all found documents, the most frequent first. */
  readonly facets?: { readonly [K in keyof S]?: readonly FacetValue[] };
  /** What in a typed query was not taken as meant. */
  readonly warnings?: readonly QueryWarning[];
}
