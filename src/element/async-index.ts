/**
 * What does the element need of an index? `AsyncIndex`: what an index that lies in memory, in a worker or on a server can
 * give. `openShared` opens one address once for all elements of a page.
 */
import { HansouError } from '../errors.ts';
import type { Schema } from '../index/schema.ts';
import { openToSearch } from '../search-index.ts';
import type { SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import type { SuggestResult } from '../suggest/suggest.ts';

/** What a call may be given besides its own options. A call whose signal is aborted rejects with the signal's reason. */
interface CallOptions {
  readonly signal?: AbortSignal;
}

/** An index that answers with promises, as `RemoteIndex` does. */
export interface AsyncIndex {
  readonly fields: Schema;
  search(query: string, options?: Omit<SearchOptions, 'signal'> & CallOptions): Promise<SearchResult>;
  suggest(typed: string, options?: Omit<SuggestOptions, 'signal'> & CallOptions): Promise<SuggestResult>;
}

/** How much of an index has been fetched. */
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
 * Opens the index at an address. Law: while it is open or being opened, it is fetched once, whatever the number of
 * callers; after a failure, the next call tries again.
 * @param source the address, relative to the page
 * @param onProgress is called while the index is fetched
 * @throws HansouError IO, BAD_INDEX or FORMAT_VERSION
 */
export async function openShared(source: string | null, onProgress?: OnProgress): Promise<AsyncIndex> {
  if (!source) throw createFetchError('no src attribute');
  const address = new URL(source, document.baseURI).href;
  let opening = openings.get(address);
  if (!opening) {
    const listeners = new Set<OnProgress>();
    const started: Opening = {
      index: fetchBytes(address, progress => {
        started.latest = progress;
        for (const listener of listeners) listener(progress);
      }).then(openInMemory),
      listeners,
      latest: undefined,
    };
    opening = started;
    openings.set(address, opening);
    opening.index.catch(() => openings.delete(address));
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

/** Every call runs in a task of its own, so the page can draw between them, and a call aborted before it costs nothing. */
function openInMemory(bytes: Uint8Array): AsyncIndex {
  const index = openToSearch(bytes);
  const nextTask = async (signal: AbortSignal | undefined) => {
    await new Promise(resolve => setTimeout(resolve));
    signal?.throwIfAborted();
  };
  return {
    fields: index.fields,
    async search(query, { signal, ...options } = {}) {
      await nextTask(signal);
      return index.search(query, options);
    },
    async suggest(typed, { signal, ...options } = {}) {
      await nextTask(signal);
      return index.suggest(typed, options);
    },
  };
}

async function fetchBytes(address: string, onProgress: OnProgress): Promise<Uint8Array> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw createFetchError(`HTTP status ${response.status} for ${address}`);
    const length = Number(response.headers.get('content-length'));
    // Of a compressed answer, the header counts other bytes than those that arrive here.
    const total = length > 0 && !response.headers.get('content-encoding') ? length : undefined;
    const chunks: Uint8Array[] = [];
    let loaded = 0;
    onProgress({ loaded, total });
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      chunks.push(read.value);
      loaded += read.value.length;
      onProgress({ loaded, total });
    }
    const bytes = new Uint8Array(loaded);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  } catch (error) {
    if (error instanceof HansouError) throw error;
    throw createFetchError(error instanceof Error ? error.message : String(error), error);
  }
}

function createFetchError(got: string, cause?: unknown): HansouError {
  return new HansouError('IO', 'the index cannot be fetched', {
    expected: 'src to be the address of an index file',
    got,
    hint: 'Check the src attribute of <hansou-search> and the network connection.',
    ...(cause !== undefined && { cause }),
  });
}
