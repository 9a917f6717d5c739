/**
 * What does the element need of an index? `AsyncIndex`: what an index that lies in memory, in a worker or on a server can
 * give. `openShared` opens one address once for all elements of a page.
 */
import { HansouError } from '../errors.ts';
import type { Schema } from '../index/schema.ts';
import { resolveAddress } from '../page-address.ts';
import type { CallOptions, SearchCallOptions } from '../remote/call-time.ts';
import { openRemote, type RemoteIndex } from '../remote/index.ts';
import type { SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import type { SuggestResult } from '../suggest/suggest.ts';
import { openInWorker, WorkerFailure } from '../worker/index.ts';
import { scriptAddress } from './part-address.ts';
import { giveUpWorker, startWorker } from './script/script-worker.ts';

/** An index that answers with promises, as `RemoteIndex` does. */
export interface AsyncIndex {
  readonly fields: Schema;
  search(query: string, options?: Omit<SearchOptions, 'signal'> & SearchCallOptions): Promise<SearchResult>;
  suggest(typed: string, options?: Omit<SuggestOptions, 'signal'> & CallOptions): Promise<SuggestResult>;
}

/** How much has been fetched of what is waited for. */
export interface Progress {
  /** Bytes so far. */
  readonly loaded: number;
  /** Bytes in all; undefined when the server does not say. */
  readonly total: number | undefined;
}

type OnProgress = (progress: Progress) => void;

interface Opening {
  readonly index: Promise<AsyncIndex>;
  readonly listeners: Set<OnProgress>;
  latest: Progress | undefined;
}

const openings = new Map<string, Opening>();

/**
 * Opens the index at an address, or at several. Law: while it is open or being opened, it is opened once, whatever the number
 * of callers; after a failure, the next call tries again.
 * @param source the address, relative to the page; several with spaces between them are opened as one index; null for
 *   `site.hansou` beside the script
 * @param keepBytes of `openRemote`; of those who share an index, the first one decides
 * @param onProgress is called while all of the index is fetched, because its server sends no ranges
 * @throws HansouError as `openRemote`; BAD_ARGUMENT without an address
 */
export async function openShared(
  source: string | null,
  keepBytes: number,
  onProgress?: OnProgress,
): Promise<AsyncIndex> {
  const addresses = findAddresses(source);
  if (addresses.length === 0)
    throw new HansouError('BAD_ARGUMENT', 'the search box has no index', {
      expected: 'src to be the address of an index file',
      got: 'no src attribute',
      hint: 'Write <hansou-search src="site.hansou">.',
    });
  const key = addresses.join(' ');
  let opening = openings.get(key);
  if (!opening) {
    const listeners = new Set<OnProgress>();
    const started: Opening = {
      index: openAnywhere(addresses, keepBytes, (loaded, total) => {
        started.latest = { loaded, total };
        for (const listener of listeners) listener(started.latest);
      }),
      listeners,
      latest: undefined,
    };
    opening = started;
    openings.set(key, opening);
    opening.index.catch(() => openings.delete(key));
  }
  if (!onProgress) return opening.index;
  opening.listeners.add(onProgress);
  if (opening.latest) onProgress(opening.latest);
  try {
    return await opening.index;
  } finally {
    opening.listeners.delete(onProgress);
  }
}

/** The addresses of the files of an index; none if it has no address: a script that is a module stands beside no index. */
function findAddresses(source: string | null): readonly string[] {
  if (source?.trim())
    return source
      .trim()
      .split(/\s+/)
      .map(each => resolveAddress(each, { name: 'src' }).href);
  return scriptAddress ? [new URL('site.hansou', scriptAddress).href] : [];
}

/** Opens an index in the worker, or on the page's thread where there is no worker. */
async function openAnywhere(
  addresses: readonly string[],
  keepBytes: number,
  onProgress: (loaded: number, total: number | undefined) => void,
): Promise<AsyncIndex> {
  const openHere = async () => giveWay(await openRemote(addresses, { keepBytes, onProgress }));
  const worker = startWorker();
  if (!worker) return openHere();
  try {
    return replaceWhenLost(await openInWorker(worker, addresses, { keepBytes, onProgress }), openHere);
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    giveUpWorker();
    return openHere();
  }
}

/**
 * An index in a worker; when the worker is lost, the page's thread answers the call and all later ones. An opening that fails
 * is tried again by the next call.
 */
function replaceWhenLost(inWorker: AsyncIndex, openHere: () => Promise<AsyncIndex>): AsyncIndex {
  let replacement: Promise<AsyncIndex> | undefined;
  const run = async <T>(call: (index: AsyncIndex) => Promise<T>): Promise<T> => {
    if (!replacement)
      try {
        return await call(inWorker);
      } catch (error) {
        if (!(error instanceof WorkerFailure)) throw error;
        giveUpWorker();
        if (!replacement) {
          replacement = openHere();
          replacement.catch(() => {
            replacement = undefined;
          });
        }
      }
    return call(await replacement);
  };
  return {
    fields: inWorker.fields,
    search: (query, options) => run(index => index.search(query, options)),
    suggest: (typed, options) => run(index => index.suggest(typed, options)),
  };
}

/** Every call runs in a task of its own, so the page can draw between them, and a call aborted before it costs nothing. */
function giveWay(index: RemoteIndex): AsyncIndex {
  const nextTask = async (signal: AbortSignal | undefined) => {
    await new Promise(resolve => setTimeout(resolve));
    signal?.throwIfAborted();
  };
  return {
    fields: index.fields,
    async search(query, options) {
      await nextTask(options?.signal);
      return index.search(query, options);
    },
    async suggest(typed, options) {
      await nextTask(options?.signal);
      return index.suggest(typed, options);
    },
  };
}
