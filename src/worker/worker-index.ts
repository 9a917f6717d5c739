/** The side of the page: an index that a worker reads, with the calls of `RemoteIndex`. */
import { describeValue, HansouError } from '../errors.ts';
import type { StoredDocument } from '../fields.ts';
import type { AnyIndex } from '../hits/any-index.ts';
import type { Schema } from '../index/schema.ts';
import { resolveAddress } from '../page-address.ts';
import type { Query } from '../query/language/query.ts';
import type { Explanation } from '../query/run/explain.ts';
import { type CallOptions, checkSignal, type SearchCallOptions } from '../remote/call-time.ts';
import type { OpenRemoteOptions } from '../remote/open-remote.ts';
import type { RemoteStats } from '../remote/range-source.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import type { SuggestResult } from '../suggest/suggest.ts';
import { synonymChecks } from '../synonym-options.ts';
import {
  checkFunction,
  checkNonNegative,
  checkOptions,
  type OptionRules,
  requireObject,
  requireOneOrMore,
} from '../validate.ts';
import { askEarly } from './early-answer.ts';
import {
  type CallName,
  callOf,
  fromSentError,
  greeting,
  type IndexState,
  isReply,
  type Reply,
  type Request,
} from './messages.ts';

/** Options of `openInWorker`: those of `openRemote` that a worker can be sent. */
export type OpenInWorkerOptions = Omit<OpenRemoteOptions, 'fetch'>;

/** The worker cannot be used: its script is missing, fails or was ended, or is forbidden by the page's policy. */
export class WorkerFailure extends HansouError {
  constructor(got: string) {
    super('IO', 'the worker cannot be used', {
      expected: 'a worker that has called serveIndexes',
      got,
      hint: 'Start another worker, or open the index in the page with openRemote.',
    });
  }
}

const openInWorkerRules: OptionRules<OpenInWorkerOptions> = {
  owner: 'openInWorker',
  checks: {
    signal: checkSignal,
    ...synonymChecks,
    cacheBytes: checkNonNegative,
    keepBytes: checkNonNegative,
    onProgress: checkFunction,
    onWarning: checkFunction,
  },
  example: '{ cacheBytes: 8 * 2 ** 20 }',
};

/**
 * Milliseconds without a word from the worker, while a call waits, until it is asked whether it is there; and until it is
 * taken for ended if it does not say so. Not all browsers tell that a worker has ended; a search takes less time.
 */
const silenceMs = 5000;

/** A call that waits for its reply. */
interface Waiting {
  readonly onFirstHits?: SearchCallOptions['onFirstHits'];
  readonly onProgress?: OpenRemoteOptions['onProgress'];
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** An index that a worker reads. Created by `openInWorker`. Law: it gives what `RemoteIndex` gives. */
export class WorkerIndex<S extends Schema = Schema> implements AnyIndex<S> {
  private readonly port: MessagePort;
  private readonly waiting = new Map<number, Waiting>();
  private state: IndexState | undefined;
  private lastId = 0;
  private failure: WorkerFailure | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    worker: Worker,
    private readonly options: OpenInWorkerOptions,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isReply(data)) this.onReply(data);
      else this.refuse(callOf(data));
    };
    worker.addEventListener('error', event =>
      this.fail(event.message || 'a worker whose script cannot be loaded', this.state === undefined),
    );
    // Where the browser says so: the worker has ended.
    port1.addEventListener('close', () => this.fail('a worker that has ended', true));
    worker.postMessage(greeting, [port2]);
  }

  /**
   * Rejects all calls that wait. An error in a worker that has opened the index may be one of its other tasks, so later calls
   * are sent all the same.
   */
  private fail(got: string, isFinal: boolean): void {
    const failure = new WorkerFailure(got);
    if (isFinal) this.failure = failure;
    clearTimeout(this.watch);
    this.watch = undefined;
    for (const { reject } of this.waiting.values()) reject(failure);
    this.waiting.clear();
  }

  /** Asks the worker for a sign of life if a call waits for it; the next message is one. */
  private readonly askWhetherAlive = (): void => {
    this.watch = undefined;
    if (this.waiting.size === 0) return;
    this.port.postMessage({ id: 0, ping: true } satisfies Request);
    this.watch = setTimeout(() => this.fail('a worker that has ended', true), silenceMs);
  };

  /** @internal */
  static async open<S extends Schema>(
    worker: Worker,
    address: string | URL | readonly (string | URL)[],
    options: OpenInWorkerOptions,
  ): Promise<WorkerIndex<S>> {
    const index = new WorkerIndex<S>(worker, options);
    const { signal, onProgress, onWarning, ...sent } = options;
    const open = requireOneOrMore(address).map(each => resolveAddress(each).href);
    const asking = new AbortController();
    const early = open.map(each => askEarly(each, asking.signal));
    try {
      await index.ask({ open, options: sent, early }, signal, { onProgress }, early);
    } catch (error) {
      asking.abort();
      throw error;
    }
    return index;
  }

  /** Number of documents. */
  get size(): number {
    return this.state!.size;
  }

  /** The fields of the index by name. */
  get fields(): S {
    return this.state!.fields as S;
  }

  /** What was read when the last call ended. */
  get stats(): RemoteStats {
    return { ...this.state!.stats };
  }

  /** `RemoteIndex.search`. @throws HansouError as it does */
  search(
    query: string | Query,
    options: Omit<SearchOptions<S>, 'signal' | 'where'> & SearchCallOptions<S> = {},
  ): Promise<SearchResult<S>> {
    return this.call('search', [query], options);
  }

  /** `RemoteIndex.suggest`. @throws HansouError as it does */
  suggest(typed: string, options: Omit<SuggestOptions<S>, 'signal'> & CallOptions = {}): Promise<SuggestResult> {
    return this.call('suggest', [typed], options);
  }

  /** `RemoteIndex.get`. @throws HansouError as it does */
  get(id: string, options: CallOptions = {}): Promise<StoredDocument<S> | undefined> {
    return this.call('get', [id], options);
  }

  /** `RemoteIndex.explain`. @throws HansouError as it does */
  explain(
    query: string | Query,
    id: string,
    options: ExplainOptions<S> & CallOptions = {},
  ): Promise<Explanation | undefined> {
    return this.call('explain', [query, id], options);
  }

  private async call<T>(call: CallName, args: unknown[], all: SearchCallOptions<S>): Promise<T> {
    const { signal, onFirstHits, onProgress, ...options } = requireObject(all, 'the options argument');
    if (signal !== undefined) checkSignal('signal', signal);
    if (onFirstHits !== undefined) checkFunction('onFirstHits', onFirstHits);
    if (onProgress !== undefined) checkFunction('onProgress', onProgress);
    const wants = { first: onFirstHits !== undefined, progress: onProgress !== undefined };
    const told = { onFirstHits: onFirstHits as Waiting['onFirstHits'], onProgress };
    return (await this.ask({ call, args: [...args, options], wants }, signal, told)) as T;
  }

  /** Sends a request and waits for its reply. */
  private ask(
    request: Request extends infer R ? (R extends { abort: true } ? never : Omit<R, 'id'>) : never,
    signal: AbortSignal | undefined,
    told: Pick<Waiting, 'onFirstHits' | 'onProgress'>,
    ports: MessagePort[] = [],
  ): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.failure) throw this.failure;
      const abort = () => {
        this.waiting.delete(id);
        this.port.postMessage({ id, abort: true } satisfies Request);
        reject(signal!.reason);
      };
      const settle = () => signal?.removeEventListener('abort', abort);
      this.waiting.set(id, {
        ...told,
        resolve: result => {
          settle();
          resolve(result);
        },
        reject: error => {
          settle();
          reject(error);
        },
      });
      signal?.addEventListener('abort', abort);
      try {
        this.port.postMessage({ id, ...request }, ports);
        this.watch ??= setTimeout(this.askWhetherAlive, silenceMs);
      } catch (cause) {
        this.waiting.delete(id);
        settle();
        throw unsendable(cause);
      }
    });
  }

  /** Ends a call to which the worker gave no answer that can be read. */
  private refuse(id: number | undefined): void {
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id!);
    waiting.reject(new WorkerFailure('an answer that hansou does not know'));
  }

  private onReply(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    if ('loaded' in reply) waiting?.onProgress?.(reply.loaded, reply.total);
    else if ('warning' in reply) (this.options.onWarning ?? (warning => console.warn(warning)))(reply.warning);
    else if ('first' in reply) waiting?.onFirstHits?.(reply.first);
    else if (!('pong' in reply)) {
      this.waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(fromSentError(reply.error));
      else {
        this.state = freezeFields(reply.state);
        waiting?.resolve(reply.result);
      }
    }
    clearTimeout(this.watch);
    this.watch = this.waiting.size > 0 ? setTimeout(this.askWhetherAlive, silenceMs) : undefined;
  }
}

/** Freezes the fields, which callers are given. */
function freezeFields(state: IndexState): IndexState {
  for (const field of Object.values(state.fields)) Object.freeze(field);
  Object.freeze(state.fields);
  return state;
}

/** The error for arguments that structured clone does not copy. */
function unsendable(cause: unknown): HansouError {
  return new HansouError('BAD_ARGUMENT', 'an argument cannot be sent to a worker', {
    expected: 'strings, numbers, plain objects and arrays',
    got: cause instanceof Error ? describeValue(cause.message) : 'something else',
    hint: 'Leave functions and objects of classes out.',
    cause,
  });
}

/**
 * Opens an index in a worker, so that queries take no time of the page's thread. The worker must have called
 * `serveIndexes`; `element.global.js` of the package has done so when it is run as a worker named `hansou`.
 *
 * ```ts
 * const worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
 * const index = await openInWorker(worker, '/search/site.hansou');
 * ```
 * @param address of the index file; several, in an array, are opened as one index
 * @throws HansouError as `openRemote`; WorkerFailure when the worker cannot be used
 */
export async function openInWorker<S extends Schema = Schema>(
  worker: Worker,
  address: string | URL | readonly (string | URL)[],
  options: OpenInWorkerOptions = {},
): Promise<WorkerIndex<S>> {
  if (typeof worker?.postMessage !== 'function')
    throw new HansouError('BAD_ARGUMENT', 'the worker is invalid', {
      expected: 'a Worker that has called serveIndexes',
      got: describeValue(worker),
      hint: "Pass new Worker(…) of a script that calls serveIndexes() of 'hansou/worker'.",
    });
  checkOptions(openInWorkerRules, options, undefined);
  return WorkerIndex.open<S>(worker, address, options);
}
