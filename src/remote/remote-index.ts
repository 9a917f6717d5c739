/** An index that is read by ranges: the same calls as `SearchIndex`, answered by promises. */
import { MemorySource } from '../bytes/byte-source.ts';
import { RangeCache } from '../bytes/range-cache.ts';
import type { StoredDocument } from '../fields.ts';
import type { AnyIndex } from '../hits/any-index.ts';
import { LiveReader } from '../index/live/live-reader.ts';
import type { Schema } from '../index/schema.ts';
import type { Query } from '../query/language/query.ts';
import type { SynonymTable } from '../query/rewrite/synonyms/synonym-table.ts';
import type { Explanation } from '../query/run/explain.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import { Searcher } from '../searcher.ts';
import type { SuggestResult } from '../suggest/suggest.ts';
import { createSynonyms, type SynonymOptions } from '../synonym-options.ts';
import { openCache, openPlace } from './cached-files.ts';
import {
  type CallOptions,
  runInTime,
  type SearchCallOptions,
  splitCallOptions,
  waitUnlessAborted,
} from './call-time.ts';
import { ChangedFile, changedError } from './http/http-errors.ts';
import { openKept } from './kept-ranges.ts';
import { rehearse, runLoading, whenLoaded } from './loading.ts';
import { RangeLoader } from './range-loader.ts';
import {
  countFileBytes,
  type OpenedSource,
  openingBytes,
  type RangeSource,
  type RemoteStats,
  readRange,
} from './range-source.ts';
import { type LimitedCall, type RemoteCall, tellOnce } from './remote-call.ts';

/** Tables of no more bytes are loaded by `warmUp`: where the records of some 30,000 documents begin, their term indexes. */
const maxWarmBytes = 0x10000;

/**
 * Milliseconds that a part of the script for lower tiers is waited with when the first hits are shown: for a reader who types
 * on, it would be in the way of what the next key asks for.
 */
const typingPauseMs = 200;

/** How a remote index is opened. */
export interface RemoteSettings extends SynonymOptions {
  readonly cacheBytes: number;
  /** Bytes that the browser keeps for later pages. */
  readonly keepBytes: number;
  /** What errors call the files. */
  readonly names: readonly string[];
  /** Opens the file, or the files; called again when one has changed. */
  readonly openSource: (signal: AbortSignal | undefined) => Promise<OpenedSource>;
}

/** One state of the file. */
interface OpenedIndex<S extends Schema> {
  readonly reader: LiveReader;
  readonly index: Searcher<S>;
  /** Undefined when the whole file is in memory. */
  readonly cache: RangeCache | undefined;
  /** Undefined when the whole file is in memory. */
  readonly loader: RangeLoader | undefined;
}

/**
 * An index that stays where it is: each call reads only the bytes it needs. Created by `openRemote`.
 *
 * Law: every call gives what the same call of `openIndex` gives on the bytes of the file.
 */
export class RemoteIndex<S extends Schema = Schema> implements AnyIndex<S> {
  private readonly counts = { requests: 0, bytes: 0, waits: 0 };
  private opened!: OpenedIndex<S>;
  private reopening: Promise<void> | undefined;
  /** Searches that are running. */
  private readonly searches = new Set<Promise<unknown>>();

  private constructor(private readonly settings: RemoteSettings) {}

  /** @internal */
  static async open<S extends Schema>(
    settings: RemoteSettings,
    signal: AbortSignal | undefined,
  ): Promise<RemoteIndex<S>> {
    const remote = new RemoteIndex<S>(settings);
    try {
      await remote.reopen(signal);
    } catch (error) {
      throw error instanceof ChangedFile ? changedError() : error;
    }
    return remote;
  }

  /** What was read so far. */
  get stats(): RemoteStats {
    return { ...this.counts };
  }

  /** Number of documents. */
  get size(): number {
    return this.opened.reader.documentCount;
  }

  /** The fields of the index by name, frozen. */
  get fields(): S {
    return this.opened.reader.schema as S;
  }

  /**
   * `SearchIndex.search`. A time limit includes the waiting for bytes: if they are not there when it is over, the result is
   * partial and empty. With `onFirstHits` the first hits can be shown before all are there.
   * @throws HansouError as it does; and NOT_FOUND, OFFLINE, UNREACHABLE, FILE_CHANGED or IO when bytes cannot be read
   */
  search(
    query: string | Query,
    options: Omit<SearchOptions<S>, 'signal'> & SearchCallOptions<S> = {},
  ): Promise<SearchResult<S>> {
    const nothing: SearchResult<S> = { total: 0, tiers: [], totalIsExact: false, hits: [], partial: true };
    const result = this.runLimited<SearchResult<S>, typeof options>(options, nothing, {
      run: (index, limited) => index.search(query, limited),
      runBeginning: (index, limited) => index.searchUpperTiers(query, limited),
    });
    const ended: Promise<unknown> = result.catch(() => {}).then(() => this.searches.delete(ended));
    this.searches.add(ended);
    return result;
  }

  /** `SearchIndex.suggest`. What it loads, it loads when no search is running: hits come first. @throws HansouError as `search` */
  suggest(typed: string, options: Omit<SuggestOptions<S>, 'signal'> & CallOptions = {}): Promise<SuggestResult> {
    const nothing: SuggestResult = { suggestions: [], ...(options?.titles && { titles: [] }), partial: true };
    return this.runLimited(options, nothing, {
      run: (index, limited) => index.suggest(typed, limited),
      giveWay: this.giveWay,
    });
  }

  /** `SearchIndex.get`. @throws HansouError as `search` */
  async get(id: string, options: CallOptions = {}): Promise<StoredDocument<S> | undefined> {
    return this.run(splitCallOptions(options).signal, { run: index => index.get(id) });
  }

  /** `SearchIndex.explain`. @throws HansouError as `search` */
  async explain(
    query: string | Query,
    id: string,
    options: ExplainOptions<S> & CallOptions = {},
  ): Promise<Explanation | undefined> {
    const { signal, rest } = splitCallOptions(options);
    return this.run(signal, { run: index => index.explain(query, id, rest as ExplainOptions<S>) });
  }

  /** Runs a call whose time may be limited. @param nothing the result when the time is over before all bytes are there */
  private async runLimited<T extends object, O extends SearchCallOptions<S> & { readonly timeLimit?: number }>(
    options: O,
    nothing: T,
    call: LimitedCall<S, T, O>,
  ): Promise<T> {
    const { signal, timeLimit, onFirstHits, onProgress, rest } = splitCallOptions(options);
    let loaded = 0;
    const onLoaded = onProgress && ((bytes: number) => onProgress((loaded += bytes)));
    const run = (signal: AbortSignal | undefined, limit: () => object) => {
      const limited = () => ({ ...rest, ...limit() }) as O;
      return this.run<T>(signal, {
        run: index => call.run(index, limited()),
        giveWay: call.giveWay,
        onLoaded,
        beginning: onFirstHits && tellOnce(onFirstHits, index => call.runBeginning?.(index, limited())),
      });
    };
    if (timeLimit === undefined) return run(signal, () => ({}));
    const result = await runInTime(signal, timeLimit, (signal, msLeft) => run(signal, () => ({ timeLimit: msLeft() })));
    return result ?? nothing;
  }

  /** Runs a call; when the file has changed since it was opened, opens it anew and runs the call again, once. */
  private async run<T>(signal: AbortSignal | undefined, call: RemoteCall<S, T>): Promise<T> {
    const { opened } = this;
    try {
      return await this.runOn(opened, signal, call);
    } catch (error) {
      if (!(error instanceof ChangedFile)) throw error;
    }
    try {
      if (this.opened === opened) {
        this.reopening ??= this.reopen(undefined).finally(() => {
          this.reopening = undefined;
        });
        await waitUnlessAborted(this.reopening, signal);
      }
      return await this.runOn(this.opened, signal, call);
    } catch (error) {
      throw error instanceof ChangedFile ? changedError() : error;
    }
  }

  private async runOn<T>(
    opened: OpenedIndex<S>,
    signal: AbortSignal | undefined,
    { run, giveWay, onLoaded, beginning }: RemoteCall<S, T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    return runLoading(opened.cache, () => run(opened.index), {
      load: async (ranges, later) => opened.loader?.load(ranges, later, signal, onLoaded),
      giveWay: giveWay && (() => waitUnlessAborted(giveWay(), signal)),
      beginning: beginning && (() => beginning(opened.index)),
      pause: () => waitUnlessAborted(new Promise(resolve => setTimeout(resolve, typingPauseMs)), signal),
    });
  }

  /** Waits until no search is running. */
  private readonly giveWay = async (): Promise<void> => {
    while (this.searches.size > 0) await Promise.all(this.searches);
  };

  /**
   * Loads what later searches will need of a file that is not large: where its documents begin, and the term indexes, which
   * saves each of them two waits. Then asks what was typed in other ways, of the bytes that are there: no such call is the first one of its kind
   * any more. To be called when nothing else is to do.
   * @param typed the last text that was searched for
   * @param signal gives up what has not arrived: somebody asks
   * @internal
   */
  async warmUp(typed: string, signal?: AbortSignal): Promise<void> {
    const { reader, cache, index } = this.opened;
    await this.runOn(this.opened, signal, {
      run: () => reader.loadTables(maxWarmBytes),
      giveWay: this.giveWay,
    });
    for (const call of [
      () => index.search(`"${typed}"`, {}),
      () => index.search(`${typed}怎么样`, {}),
      () => index.search('zhong', {}),
      () => index.suggest(typed, {}),
    ]) {
      // A call that comes meanwhile is answered first.
      await new Promise(resolve => setTimeout(resolve));
      await this.giveWay();
      signal?.throwIfAborted();
      await rehearse(cache, call, signal);
    }
  }

  private async reopen(signal: AbortSignal | undefined): Promise<void> {
    const { settings, counts } = this;
    signal?.throwIfAborted();
    const { source, parts, requests, places } = await settings.openSource(signal);
    const synonyms = await whenLoaded(() => createSynonyms(settings));
    counts.requests += requests;
    counts.waits += requests > 0 ? 1 : 0;
    if (requests > 0)
      for (const { start, bytes } of parts)
        counts.bytes += countFileBytes({ start, end: start + bytes.length }, places);
    if (!source) {
      const reader = await whenLoaded(() => LiveReader.open([new MemorySource(parts[0].bytes)]));
      this.opened = { ...createSearcher<S>(reader, synonyms), cache: undefined, loader: undefined };
      return;
    }
    const cache = new RangeCache(source.size, settings.cacheBytes);
    for (const { start, bytes } of parts) cache.put(start, bytes);
    const last = parts.find(({ start, bytes }) => start + bytes.length === source.size);
    const lastBytes = last?.bytes ?? (await this.loadLast(cache, source, signal));
    const files = places?.map(place => openPlace(cache, parts, place)) ?? [{ start: 0, source: cache, lastBytes }];
    const loader = new RangeLoader(cache, source, places, counts);
    if (settings.keepBytes > 0) loader.kept = await whenLoaded(() => openKept(files, settings.keepBytes));
    const reader = await runLoading(cache, () => openCache(cache, files, settings.names), {
      load: ranges => loader.load(ranges, [], signal),
    });
    this.opened = { ...createSearcher<S>(reader, synonyms), cache, loader };
  }

  /** Loads the bytes that opening needs. */
  private async loadLast(cache: RangeCache, source: RangeSource, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { counts } = this;
    const start = Math.max(0, source.size - openingBytes);
    if (start === source.size) return new Uint8Array(0);
    counts.waits++;
    counts.requests++;
    const bytes = await readRange(source, start, source.size, signal);
    counts.bytes += bytes.length;
    cache.put(start, bytes);
    signal?.throwIfAborted();
    return bytes;
  }
}

function createSearcher<S extends Schema>(
  reader: LiveReader,
  synonyms: SynonymTable | undefined,
): { readonly reader: LiveReader; readonly index: Searcher<S> } {
  return { reader, index: new Searcher<S>(reader.schema, () => reader, synonyms) };
}
