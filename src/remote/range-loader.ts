/** Loads ranges of a file, or of several, into a cache: from what the browser keeps of them, else from where they are. */
import type { ByteRange, RangeCache } from '../bytes/range-cache.ts';
import { waitUnlessAborted } from './call-time.ts';
import type { KeptRanges } from './kept-ranges.ts';
import type { FilePlace, RangeSource } from './range-source.ts';
import { RangesUnderWay, withoutRanges } from './ranges-under-way.ts';
import { ownRequestBytes, readRanges } from './read-ranges.ts';

/** What was loaded so far (`RemoteStats`). */
export interface LoadCounts {
  requests: number;
  bytes: number;
  waits: number;
}

/** Law: the cache gets bytes of its files, whatever they come from; what the browser keeps is not asked for. */
export class RangeLoader {
  /** What is being loaded, although nothing waited for it when it was asked for. */
  private readonly underWay = new RangesUnderWay();
  /** What the browser keeps of the files; undefined if it keeps nothing. */
  kept: KeptRanges | undefined;

  /** @param places where the files are, if these are several */
  constructor(
    private readonly cache: RangeCache,
    private readonly source: RangeSource,
    private readonly places: readonly FilePlace[] | undefined,
    private readonly counts: LoadCounts,
  ) {}

  /**
   * Loads ranges side by side.
   * @param later ranges that are not waited for
   * @param onLoaded is told the bytes of each part that has come over the network
   */
  async load(
    ranges: readonly ByteRange[],
    later: readonly ByteRange[],
    signal: AbortSignal | undefined,
    onLoaded?: (bytes: number) => void,
  ): Promise<void> {
    signal?.throwIfAborted();
    if (ranges.length === 0) return;
    const { underWay } = this;
    const missing = await this.takeKept(ranges, later);
    const notAsked = underWay.split(withoutRanges(missing.later, missing.ranges)).rest;
    const isSmall = ({ start, end }: ByteRange) => end - start < ownRequestBytes;
    // A small range takes no request of its own.
    const small = missing.ranges.length > 0 ? notAsked.filter(isSmall) : [];
    const { rest, coming } = underWay.split([...missing.ranges, ...small].sort((a, b) => a.start - b.start));
    if (missing.ranges.length > 0) this.counts.waits++;
    const reading = this.read(rest, signal, onLoaded);
    const large = notAsked.filter(range => !isSmall(range));
    // Whatever is asked next needs them too, so they are not given up.
    if (large.length > 0) underWay.add(large, this.read(large, undefined, onLoaded));
    await Promise.all([reading, waitUnlessAborted(coming, signal)]);
    signal?.throwIfAborted();
  }

  /** Puts what the browser keeps of ranges into the cache. @returns what is still missing */
  private async takeKept(
    ranges: readonly ByteRange[],
    later: readonly ByteRange[],
  ): Promise<{ readonly ranges: readonly ByteRange[]; readonly later: readonly ByteRange[] }> {
    const { kept, cache } = this;
    if (!kept) return { ranges, later };
    for (const { start, bytes } of await kept.find([...ranges, ...later])) cache.put(start, bytes);
    for (const { start, end } of ranges) cache.want(start, end);
    for (const { start, end } of later) cache.want(start, end, true);
    return { ranges: cache.takeMissing(), later: cache.takeLater() };
  }

  private async read(
    ranges: readonly ByteRange[],
    signal: AbortSignal | undefined,
    onLoaded: ((bytes: number) => void) | undefined,
  ): Promise<void> {
    const { cache, source, places, counts } = this;
    const parts: { readonly start: number; readonly bytes: Uint8Array }[] = [];
    await readRanges(source, ranges, signal, {
      put: (start, bytes) => {
        cache.put(start, bytes);
        parts.push({ start, bytes });
        onLoaded?.(bytes.length);
      },
      count: (requests, bytes) => {
        counts.requests += requests;
        counts.bytes += bytes;
      },
      places,
    });
    void this.kept?.keep(parts);
  }
}
