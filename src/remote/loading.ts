/** Runs synchronous work on bytes that are loaded when they are missing. */
import { MissingBytes } from '../bytes/missing-bytes.ts';
import type { ByteRange, RangeCache } from '../bytes/range-cache.ts';

/** Runs work that needs no bytes that could be missing, but may call functions of late parts of the script. */
export function whenLoaded<T>(work: () => T): Promise<T> {
  return runLoading(undefined, work, { load: async () => {} });
}

/** How work is run on bytes that are loaded when they are missing. */
export interface LoadingOptions {
  /** Loads ranges into the cache. @param later ranges that are needed later: nothing waits for them */
  readonly load: (ranges: readonly ByteRange[], later: readonly ByteRange[]) => Promise<void>;
  /** Waits until it may load something. */
  readonly giveWay?: (() => Promise<void>) | undefined;
  /** A part of the work that is of use by itself: run once, when its bytes are there and others are still missing. */
  readonly beginning?: (() => void) | undefined;
  /** Waits, when the beginning was run and a part of the script is to be loaded. */
  readonly pause?: (() => Promise<void>) | undefined;
  /** Gives up parts of the script that are being loaded. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` until nothing is missing: each time it is interrupted, everything that it noted is loaded together; what its
 * beginning needs comes first.
 * @param cache undefined when all bytes are there, and only parts of the script may be missing
 */
export async function runLoading<T>(
  cache: RangeCache | undefined,
  work: () => T,
  { load, giveWay, beginning, pause, signal }: LoadingOptions,
): Promise<T> {
  let isBegun = beginning === undefined;
  let isFirstTry = true;
  cache?.beginTurn();
  try {
    for (;;) {
      let missing: Missing | undefined;
      // What is all there is run once. From then on only the beginning is of use, until it is there.
      if (isBegun || isFirstTry) {
        const whole = tryWork(cache, work);
        if ('result' in whole) return whole.result;
        missing = whole;
      }
      if (!isBegun) {
        const begun = tryWork(cache, beginning!);
        isBegun = 'result' in begun;
        missing = 'result' in begun ? missing : begun;
      }
      isFirstTry = false;
      if (!missing) continue;
      await giveWay?.();
      if (missing.loadPart && beginning && isBegun) await pause?.();
      await Promise.all([missing.loadPart?.(signal), load(missing.ranges, missing.later)]);
    }
  } finally {
    cache?.endTurn();
  }
}

/** What work gave, or what it lacks. */
type Tried<T> = { readonly result: T } | Missing;

interface Missing {
  readonly loadPart: MissingBytes['loadPart'];
  readonly ranges: ByteRange[];
  readonly later: ByteRange[];
}

function tryWork<T>(cache: RangeCache | undefined, work: () => T): Tried<T> {
  try {
    return { result: work() };
  } catch (error) {
    if (!(error instanceof MissingBytes)) throw error;
    return { loadPart: error.loadPart, ranges: cache?.takeMissing() ?? [], later: cache?.takeLater() ?? [] };
  }
}

const bytesAreMissing = /* @__PURE__ */ Symbol('bytes are missing');

/**
 * Runs work as far as the bytes that are there allow, and gives nothing. What it runs is compiled then, and the parts of the
 * script that it calls are loaded.
 * @param signal ends it
 */
export async function rehearse(
  cache: RangeCache | undefined,
  work: () => unknown,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await runLoading(cache, work, {
      load: async ranges => {
        if (ranges.length > 0) throw bytesAreMissing;
      },
      signal,
    });
  } catch (error) {
    if (error !== bytesAreMissing) throw error;
  }
}
