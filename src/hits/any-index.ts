/** What every index answers, wherever it is: in memory, in a file, on a web server, in a worker or on a cluster. */
import type { StoredDocument } from '../fields.ts';
import type { Schema } from '../index/schema.ts';
import type { Query } from '../query/language/query.ts';
import type { Explanation } from '../query/run/explain.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import type { SuggestResult } from '../suggest/suggest.ts';

/** A result, or a promise of it: `await` gives the result of both. */
type Soon<T> = T | Promise<T>;

/**
 * The calls that `SearchIndex`, `RemoteIndex`, `WorkerIndex` and `ClusterIndex` have in common. A program that awaits them need
 * not know where the index is:
 *
 * ```ts
 * async function answer(index: AnyIndex, typed: string) {
 *   const { total, hits } = await index.search(typed);
 *   return { total, ids: hits.map(({ id }) => id) };
 * }
 * ```
 * What an index cannot do it rejects by name: a cluster suggests no words (TOO_COSTLY).
 */
export interface AnyIndex<S extends Schema = Schema> {
  /** The fields of the index by name, frozen. */
  readonly fields: S;
  /** `SearchIndex.search`, with the options that every index takes. */
  search(
    query: string | Query,
    options?: Omit<SearchOptions<S>, 'where' | 'distinct' | 'disjunctiveFacets'>,
  ): Soon<SearchResult<S>>;
  /** `SearchIndex.suggest`. */
  suggest(typed: string, options?: SuggestOptions<S>): Soon<SuggestResult>;
  /** `SearchIndex.get`. */
  get(id: string): Soon<StoredDocument<S> | undefined>;
  /** `SearchIndex.explain`. */
  explain(query: string | Query, id: string, options?: ExplainOptions<S>): Soon<Explanation | undefined>;
}
