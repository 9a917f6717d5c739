/** Runs synchronous work on bytes that are loaded when they are missing. */
import { MissingBytes } from '../bytes/missing-bytes.ts';
import type { ByteRange, RangeCache } from '../bytes/range-cache.ts';

/**
 * Runs `work` until no bytes are missing: each time it is interrupted, everything that it noted is loaded together.
 * @param load loads ranges into the cache
 */
export async function runLoading<T>(
  cache: RangeCache,
  work: () => T,
  load: (ranges: readonly ByteRange[]) => Promise<void>,
): Promise<T> {
  cache.beginTurn();
  try {
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof MissingBytes)) throw error;
      }
      await load(cache.takeMissing());
    }
  } finally {
    cache.endTurn();
  }
}
