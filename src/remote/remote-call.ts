/** Of what does a call on a remote index consist? */
import type { Schema } from '../index/schema.ts';
import type { SearchResult } from '../search-result.ts';
import type { Searcher } from '../searcher.ts';

/** A call on what is open. */
export interface RemoteCall<S extends Schema, T> {
  readonly run: (index: Searcher<S>) => T;
  /** Waits until the call may load something. */
  readonly giveWay?: (() => Promise<void>) | undefined;
  /** Called with the number of bytes that have arrived. */
  readonly onLoaded?: ((bytes: number) => void) | undefined;
  /** The part of the call that is of use by itself. */
  readonly beginning?: ((index: Searcher<S>) => void) | undefined;
}

/** A call whose time may be limited. */
export interface LimitedCall<S extends Schema, T, O> {
  readonly run: (index: Searcher<S>, options: O) => T;
  readonly runBeginning?: (index: Searcher<S>, options: O) => SearchResult<S> | undefined;
  readonly giveWay?: () => Promise<void>;
}

/** Tells what was found first, if it has hits, no budget cut them short, and nothing was told before. */
export function tellOnce<S extends Schema>(
  tell: (first: SearchResult<S>) => void,
  find: (index: Searcher<S>) => SearchResult<S> | undefined,
): (index: Searcher<S>) => void {
  let isTold = false;
  return index => {
    const first = isTold ? undefined : find(index);
    if (!first || first.hits.length === 0 || first.partial) return;
    isTold = true;
    tell(first);
  };
}
