/** How long may a call on a remote index take, its waiting for bytes included? */
import type { Schema } from '../index/schema.ts';
import type { SearchResult } from '../search-result.ts';
import { checkFunction, checkNonNegative, checkOptions, invalid } from '../validate.ts';

/** What every call of a `RemoteIndex` may be given besides its own options. */
export interface CallOptions {
  /** Ends the call: its promise is rejected with the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** What a search of a `RemoteIndex` may be given besides. */
export interface SearchCallOptions<S extends Schema = Schema> extends CallOptions {
  /**
   * Called at most once, before the result, when the first hits are there and others are still waited for: those of lower tiers,
   * for which more of the file must be read. It is given a result of its own: its hits are the first ones of the result that the promise
   * gives (their snippets may have more marks there), its totals and facets count only the tiers before. Not called when
   * hits are sorted or `distinct`, or when there are none yet.
   */
  readonly onFirstHits?: (first: SearchResult<S>) => void;
  /** Called when bytes of the file have arrived that the search waited for, with their number so far. */
  readonly onProgress?: (loaded: number) => void;
}

/** The largest delay of `setTimeout`, in ms. */
const maxDelayMs = 2 ** 31 - 1;

const callRules = {
  owner: 'the call',
  checks: { signal: checkSignal, timeLimit: checkNonNegative, onFirstHits: checkFunction, onProgress: checkFunction },
  example: '{ signal: AbortSignal.timeout(5000) }',
};

/** Checks that a value is an AbortSignal. @throws HansouError BAD_ARGUMENT */
export function checkSignal(name: string, value: unknown): void {
  if (!(value instanceof AbortSignal)) throw invalid(name, 'an AbortSignal', value);
}

/** The options of a call, divided into those of its waiting and the others. @throws HansouError BAD_ARGUMENT */
export function splitCallOptions<
  T extends CallOptions & {
    readonly timeLimit?: number;
    readonly onFirstHits?: unknown;
    readonly onProgress?: unknown;
  },
>(
  options: T,
): Pick<T, 'onFirstHits' | 'onProgress'> & {
  signal: AbortSignal | undefined;
  timeLimit: number | undefined;
  rest: Omit<T, 'signal' | 'timeLimit' | 'onFirstHits' | 'onProgress'>;
} {
  if (typeof options !== 'object' || options === null)
    throw invalid('the options argument', 'an object', options, 'Leave options out for their defaults.');
  const { signal, timeLimit, onFirstHits, onProgress, ...rest } = options;
  checkOptions(callRules, { signal, timeLimit, onFirstHits, onProgress }, undefined);
  return { signal, timeLimit, onFirstHits, onProgress, rest };
}

/** The reason with which a call is aborted when its time is over. */
const timeIsOver = /* @__PURE__ */ Symbol('time is over');

/**
 * Runs a call that may take a limited time.
 * @param run is given a signal that is aborted when the time is over, and a function that returns the ms that are left
 * @returns undefined when the time was over while bytes were waited for
 */
export async function runInTime<T>(
  signal: AbortSignal | undefined,
  timeLimit: number,
  run: (signal: AbortSignal, msLeft: () => number) => Promise<T>,
): Promise<T | undefined> {
  signal?.throwIfAborted();
  const end = performance.now() + timeLimit;
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  const timer = setTimeout(() => controller.abort(timeIsOver), Math.min(timeLimit, maxDelayMs));
  try {
    return await run(controller.signal, () => Math.max(0, end - performance.now()));
  } catch (error) {
    if (controller.signal.reason !== timeIsOver) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Waits for work that others wait for too: a signal ends the waiting, not the work. */
export function waitUnlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
