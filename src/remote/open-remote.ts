/** Opens an index where it is, without loading all of it. */
import { isPartList, maxListBytes, type PartList, parsePartList } from '../bytes/part-list.ts';
import type { Schema } from '../index/schema.ts';
import { resolveAddress } from '../page-address.ts';
import { type SynonymOptions, synonymChecks } from '../synonym-options.ts';
import {
  checkFunction,
  checkNonNegative,
  checkOptions,
  invalid,
  type OptionRules,
  requireOneOrMore,
} from '../validate.ts';
import { type CallOptions, checkSignal } from './call-time.ts';
import { HttpSource, type OpenedFile } from './http/http-source.ts';
import { openParts } from './http/parts-source.ts';
import { JoinedSource } from './joined-source.ts';
import { whenLoaded } from './loading.ts';
import type { OpenedSource, RangeSource } from './range-source.ts';
import { RemoteIndex } from './remote-index.ts';

/** Where a file is: an address, or an object that reads ranges of it. */
export type RemoteSource = string | URL | RangeSource;

/** Options of `openRemote`. */
export interface OpenRemoteOptions extends CallOptions, SynonymOptions {
  /** Bytes of the file that are kept in memory between calls, at most (default 16 MiB). */
  readonly cacheBytes?: number;
  /**
   * Bytes of this and other indexes of the site that the browser keeps in its Cache Storage for later pages, at most (default 0:
   * none). Without effect where there is none: in Node, in pages without https.
   */
  readonly keepBytes?: number;
  /** Called instead of the global `fetch`: for headers, or a service worker's own requests. */
  readonly fetch?: typeof fetch;
  /**
   * Called while the whole file is loaded, because the server cannot send ranges: bytes loaded, and the bytes of the file if
   * the server says so.
   */
  readonly onProgress?: (loaded: number, total: number | undefined) => void;
  /** Called with what the maker of the page should know, in English (default `console.warn`). */
  readonly onWarning?: (warning: string) => void;
}

const openRemoteRules: OptionRules<OpenRemoteOptions> = {
  owner: 'openRemote',
  checks: {
    signal: checkSignal,
    ...synonymChecks,
    cacheBytes: checkNonNegative,
    keepBytes: checkNonNegative,
    fetch: checkFunction,
    onProgress: checkFunction,
    onWarning: checkFunction,
  },
  example: '{ cacheBytes: 8 * 2 ** 20 }',
};

const defaultCacheBytes = 16 * 2 ** 20;
/** A file of no more bytes may come as a whole: searching it by ranges would load about as much. */
const smallBytes = 256 * 2 ** 10;

/**
 * Opens an index at an address, and reads of it what each call needs: for 20,000 articles some tens of KB instead of the
 * file of 30 MB.
 *
 * ```ts
 * const index = await openRemote('/search/site.hansou');
 * const { hits } = await index.search('新桥', { signal: AbortSignal.timeout(5000) });
 * ```
 * @param source an address, relative to the page; or an object that reads ranges of the file. Several, in an array, are
 *   opened as one index (see `openIndex`)
 * @throws HansouError NOT_FOUND, OFFLINE, UNREACHABLE or IO when the file cannot be read; BAD_INDEX or FORMAT_VERSION when
 *   it is not an index of this version; SCHEMA_MISMATCH or ANALYSIS_MISMATCH when several do not belong together; BAD_ARGUMENT or BAD_DICTIONARY for the options
 */
export async function openRemote<S extends Schema = Schema>(
  source: RemoteSource | readonly RemoteSource[],
  options: OpenRemoteOptions = {},
): Promise<RemoteIndex<S>> {
  checkOptions(openRemoteRules, options, undefined);
  const { cacheBytes = defaultCacheBytes, keepBytes = 0, synonyms, commonSynonyms, signal } = options;
  const sources = requireOneOrMore(source);
  const openers = sources.map(each =>
    isAddress(each)
      ? (signal: AbortSignal | undefined) => openAddress(each, options, signal)
      : async (): Promise<OpenedSource> => ({ source: requireSource(each), parts: [], requests: 0 }),
  );
  return RemoteIndex.open<S>(
    {
      cacheBytes,
      keepBytes,
      names: sources.map((each, i) => (isAddress(each) ? String(each) : `file ${i + 1}`)),
      openSource: openers.length === 1 ? openers[0] : signal => openTogether(openers, signal),
      ...(synonyms !== undefined && { synonyms }),
      ...(commonSynonyms !== undefined && { commonSynonyms }),
    },
    signal,
  );
}

type Opener = (signal: AbortSignal | undefined) => Promise<OpenedSource>;

/** Opens several files side by side, as one range of bytes. */
async function openTogether(openers: readonly Opener[], signal: AbortSignal | undefined): Promise<OpenedSource> {
  const opened = await Promise.all(openers.map(open => open(signal)));
  const joined = await whenLoaded(() => new JoinedSource(opened));
  return { ...(await joined.readOpening(signal)), places: joined.places };
}

async function openAddress(
  address: string | URL,
  options: OpenRemoteOptions,
  signal: AbortSignal | undefined,
): Promise<OpenedSource> {
  const http = { fetch: options.fetch, onProgress: options.onProgress, signal };
  const opened = await HttpSource.open(address, http);
  const { requests } = opened;
  const warnOfWhole = (bytes: number, reason: string | undefined) => {
    if (reason === undefined || bytes <= smallBytes) return;
    const warn = options.onWarning ?? (warning => console.warn(warning));
    warn(`hansou: all ${bytes} bytes of ${address} were loaded, because ${reason}`);
  };
  const list = await findPartList(opened, signal);
  if (list) {
    const parts = await whenLoaded(() => openParts(list, resolveAddress(address).href, http));
    warnOfWhole(list.bytes, parts.reason);
    return { source: parts, parts: parts.opening, requests: requests + parts.requests };
  }
  if (!('whole' in opened)) return { source: opened.source, parts: opened.parts, requests };
  const { whole, reason } = opened;
  warnOfWhole(whole.length, reason);
  return { source: undefined, parts: [{ start: 0, bytes: whole }], requests };
}

/** The list of parts that was opened in the place of a file, if it is one. */
async function findPartList(opened: OpenedFile, signal: AbortSignal | undefined): Promise<PartList | undefined> {
  if ('whole' in opened) return isPartList(opened.whole) ? whenLoaded(() => parsePartList(opened.whole)) : undefined;
  const { source, parts } = opened;
  if (source.size > maxListBytes || !parts.some(({ start, bytes }) => start === 0 && isPartList(bytes)))
    return undefined;
  const bytes = await source.read(0, source.size, { signal });
  return whenLoaded(() => parsePartList(bytes));
}

function isAddress(source: unknown): source is string | URL {
  return typeof source === 'string' || source instanceof URL;
}

function requireSource(source: unknown): RangeSource {
  const { size, read } = (source ?? {}) as Partial<RangeSource>;
  if (Number.isSafeInteger(size) && (size as number) >= 0 && typeof read === 'function') return source as RangeSource;
  throw invalid('the source', 'an address, or an object with size and read', source, 'Pass the address of the file.');
}
