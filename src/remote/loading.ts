/** Runs synchronous work on bytes that are loaded when they are missing. */
import { MissingBytes } from '../bytes/missing-bytes.ts';
import type { ByteRange, RangeCache } from '../bytes/range-cache.ts';

/** Runs work that needs no bytes that could be missing, but may call functions of late parts of the script. */
export function whenLoaded<T>(work: () => T): Promise<T> {
  return runLoading(undefined, work, async () => {});
}

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

const bytesAreMissing = /* @__PURE__ */ Symbol('bytes are missing');

/**
 * Runs work as far as the bytes that are there allow, and gives nothing. What it runs is compiled then, and the parts of the
 * script that it calls are loaded.
 */
export async function rehearse(cache: RangeCache | undefined, work: () => unknown): Promise<void> {
  try {
    await runLoading(cache, work, async ranges => {
      if (ranges.length > 0) throw bytesAreMissing;
    });
  } catch (error) {
    if (error !== bytesAreMissing) throw error;
  }
}
