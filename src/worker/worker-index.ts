/** The side of the page: an index that a worker reads, with the calls of `RemoteIndex`. */
import { HansouError } from '../errors.ts';
import type { StoredDocument } from '../fields.ts';
import type { Schema } from '../index/schema.ts';
import type { Query } from '../query/language/query.ts';
import type { Explanation } from '../query/run/explain.ts';
import type { CallOptions } from '../remote/call-time.ts';
import type { OpenRemoteOptions } from '../remote/open-remote.ts';
import type { RemoteStats } from '../remote/range-source.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import type { SuggestResult } from '../suggest/suggest.ts';
import { type CallName, fromSentError, greeting, type IndexState, type Reply, type Request } from './messages.ts';

/** Options of `openInWorker`: those of `openRemote` that a worker can be sent. */
export type OpenInWorkerOptions = Omit<OpenRemoteOptions, 'fetch'>;

/** The worker cannot be used: its script is missing, fails, or is forbidden by the page's policy. */
export class WorkerFailure extends Error {}

/** A call that waits for its reply. */
interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** An index that a worker reads. Created by `openInWorker`. Law: it gives what `RemoteIndex` gives. */
export class WorkerIndex<S extends Schema = Schema> {
  private readonly port: MessagePort;
  private readonly waiting = new Map<number, Waiting>();
  private state: IndexState | undefined;
  private lastId = 0;

  private constructor(
    worker: Worker,
    private readonly options: OpenInWorkerOptions,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }: MessageEvent<Reply>) => this.onReply(data);
    worker.addEventListener('error', event => {
      const failure = new WorkerFailure(event.message || 'the script of the worker cannot be loaded');
      for (const { reject } of this.waiting.values()) reject(failure);
      this.waiting.clear();
    });
    worker.postMessage(greeting, [port2]);
  }

  /** @internal */
  static async open<S extends Schema>(
    worker: Worker,
    address: string | URL,
    options: OpenInWorkerOptions,
  ): Promise<WorkerIndex<S>> {
    const index = new WorkerIndex<S>(worker, options);
    const { signal, onProgress, onWarning, ...sent } = options;
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    await index.ask({ open: new URL(address, base).href, options: sent }, signal);
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
    return this.state!.stats;
  }

  /** `RemoteIndex.search`. @throws HansouError as it does */
  search(
    query: string | Query,
    options: Omit<SearchOptions<S>, 'signal'> & CallOptions = {},
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

  private async call<T>(call: CallName, args: unknown[], { signal, ...options }: CallOptions): Promise<T> {
    return (await this.ask({ call, args: [...args, options] }, signal)) as T;
  }

  /** Sends a request and waits for its reply; what cannot be sent (a function) rejects with DataCloneError. */
  private ask(
    request: Request extends infer R ? (R extends { abort: true } ? never : Omit<R, 'id'>) : never,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const abort = () => {
        this.waiting.delete(id);
        this.port.postMessage({ id, abort: true } satisfies Request);
        reject(signal!.reason);
      };
      const settle = () => signal?.removeEventListener('abort', abort);
      this.waiting.set(id, {
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
      this.port.postMessage({ id, ...request });
    });
  }

  private onReply(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    if ('loaded' in reply) this.options.onProgress?.(reply.loaded, reply.total);
    else if ('warning' in reply) (this.options.onWarning ?? (warning => console.warn(warning)))(reply.warning);
    else {
      this.waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(fromSentError(reply.error));
      else {
        this.state = reply.state;
        waiting?.resolve(reply.result);
      }
    }
  }
}

/**
 * Opens an index in a worker, so that queries take no time of the page's thread. The worker must have called
 * `serveIndexes`; `element.global.js` of the package has done so when it is run as a worker named `hansou`.
 *
 * ```ts
 * const worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
 * const index = await openInWorker(worker, '/search/site.hansou');
 * ```
 * @throws HansouError as `openRemote`; WorkerFailure when the worker cannot be used
 */
export function openInWorker<S extends Schema = Schema>(
  worker: Worker,
  address: string | URL,
  options: OpenInWorkerOptions = {},
): Promise<WorkerIndex<S>> {
  if (typeof worker?.postMessage !== 'function')
    return Promise.reject(
      new HansouError('BAD_ARGUMENT', 'the worker is invalid', {
        expected: 'a Worker that has called serveIndexes',
        got: String(worker),
        hint: "Pass new Worker(…) of a script that calls serveIndexes() of 'hansou/worker'.",
      }),
    );
  return WorkerIndex.open<S>(worker, address, options);
}
