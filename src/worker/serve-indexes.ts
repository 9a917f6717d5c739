/** The side of the worker: opens indexes for a page, and answers its calls. */
import { HansouError } from '../errors.ts';
import { openRemote } from '../remote/open-remote.ts';
import type { RemoteIndex } from '../remote/remote-index.ts';
import type { SearchResult } from '../search-result.ts';
import { fetchEarly } from './early-answer.ts';
import { callOf, greeting, isRequest, type Reply, type Request, toSentError } from './messages.ts';

/** What a worker hears messages with: its global scope. */
interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/**
 * Lets this worker open indexes for `openInWorker`.
 *
 * ```ts
 * // search-worker.ts
 * import { serveIndexes } from 'hansou/worker';
 * serveIndexes();
 * ```
 */
export function serveIndexes(scope: Scope = globalThis as unknown as Scope): void {
  scope.addEventListener('message', ({ data, ports }) => {
    if (data === greeting && ports[0]) serve(ports[0]);
  });
}

/** Milliseconds after the first hits until what later searches need is made ready, if nothing is asked meanwhile. */
const warmUpDelayMs = 600;

function serve(port: MessagePort): void {
  let index: RemoteIndex | undefined;
  let warmUpTimer: ReturnType<typeof setTimeout> | undefined;
  let isWarm = false;
  let warming: AbortController | undefined;
  const warmUp = async (typed: unknown) => {
    warming = new AbortController();
    try {
      await index?.warmUp(typeof typed === 'string' ? typed : '', warming.signal);
      isWarm = true;
    } catch {
      // What could not be loaded now is loaded, or missed, by the search that needs it; or tried again when that has ended.
    }
  };
  const running = new Map<number, AbortController>();
  const reply = (message: Reply) => port.postMessage(message);
  const run = async (
    request: Exclude<Request, { abort: true } | { ping: true }>,
    signal: AbortSignal,
  ): Promise<unknown> => {
    const { id } = request;
    if ('open' in request) {
      index = await openRemote(request.open, {
        ...request.options,
        fetch: fetchEarly(request.open, request.early),
        signal,
        onProgress: (loaded, total) => reply({ id, loaded, total }),
        onWarning: warning => reply({ id, warning }),
      });
      return undefined;
    }
    const { call, args, wants } = request;
    if (!index) throw unknownRequest(`${call} before an index was opened`);
    const [options, ...others] = [...args].reverse();
    const method = index[call] as (...all: unknown[]) => Promise<unknown>;
    return method.call(index, ...others.reverse(), {
      ...(options as object),
      signal,
      ...(wants.first && { onFirstHits: (first: SearchResult) => reply({ id, first }) }),
      ...(wants.progress && { onProgress: (loaded: number) => reply({ id, loaded, total: undefined }) }),
    });
  };
  port.onmessage = async ({ data }: MessageEvent<unknown>) => {
    if (!isRequest(data)) {
      const id = callOf(data);
      if (id !== undefined) reply({ id, error: toSentError(unknownRequest(data)) });
      return;
    }
    const { id } = data;
    if ('ping' in data) {
      reply({ id, pong: true });
      return;
    }
    // What somebody asks for has the line for itself.
    clearTimeout(warmUpTimer);
    warming?.abort();
    if ('abort' in data) {
      running.get(id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await run(data, controller.signal);
      const { size, fields, stats } = index!;
      reply({ id, result, state: { size, fields, stats } });
    } catch (error) {
      reply({ id, error: toSentError(error) });
    }
    running.delete(id);
    if (!isWarm && running.size === 0 && 'call' in data) warmUpTimer = setTimeout(warmUp, warmUpDelayMs, data.args[0]);
  };
}

function unknownRequest(got: unknown): HansouError {
  return new HansouError('BAD_ARGUMENT', 'the worker was asked for what it does not do', {
    expected: 'a message of openInWorker',
    got: typeof got === 'string' ? got : 'another message',
    hint: 'Use the same version of hansou in the page and in the worker.',
  });
}
