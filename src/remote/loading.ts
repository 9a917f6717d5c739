/** Runs synchronous work on bytes that are loaded when they are missing. */
import { MissingBytes } from '../bytes/missing-bytes.ts';
import type { ByteRange, RangeCache } from '../bytes/range-cache.ts';

/**
 * Runs `work` until nothing is missing: each time it is interrupted, everything that it noted is loaded together.
 * @param cache undefined when all bytes are there, and only parts of the script may be missing
 * @param load loads ranges into the cache
 * @param giveWay waits until it may load something
 */
export async function runLoading<T>(
  cache: RangeCache | undefined,
  work: () => T,
  load: (ranges: readonly ByteRange[]) => Promise<void>,
  giveWay?: () => Promise<void>,
): Promise<T> {
  cache?.beginTurn();
  try {
    for (;;) {
      let missing: MissingBytes;
      try {
        return work();
      } catch (error) {
        if (!(error instanceof MissingBytes)) throw error;
        missing = error;
      }
      await giveWay?.();
      await Promise.all([missing.loadPart?.(), load(cache?.takeMissing() ?? [])]);
    }
  } finally {
    cache?.endTurn();
  }
}
