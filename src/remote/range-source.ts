/** Where the bytes of a remote index come from. */
import type { ByteRange } from '../bytes/range-cache.ts';
import { invalid } from '../validate.ts';

/**
 * A file that is read by ranges, asynchronously: an object store, a database, a `Blob`. Addresses are read by
 * `HttpSource`; another kind of source is passed to `openRemote`.
 */
export interface RangeSource {
  /** Bytes of the whole file. It must not change while it is open. */
  readonly size: number;
  /** Reads the bytes `[start, end)`: exactly these. Several reads may run at the same time. */
  read(start: number, end: number, options: { readonly signal?: AbortSignal | undefined }): Promise<Uint8Array>;
  /**
   * Reads several ranges with one request, or few; undefined where they must be read one by one.
   * @internal
   */
  readSeveral?(
    ranges: readonly ByteRange[],
    options: { readonly signal?: AbortSignal | undefined },
  ): Promise<SeveralRanges> | undefined;
}

/** What requests for several ranges gave. */
export interface SeveralRanges {
  /** The bytes of each range; undefined where they must be read one by one after all. */
  readonly parts: readonly Uint8Array[] | undefined;
  /** Number of bytes of the answers. */
  readonly loaded: number;
  readonly requests: number;
}

/** Where one of several files is, in all their bytes. */
export interface FilePlace {
  readonly start: number;
  readonly size: number;
}

/** A file, as far as it was read when it was opened. */
export interface OpenedSource {
  /** Reads the rest; undefined when `parts` is the whole file. */
  readonly source: RangeSource | undefined;
  readonly parts: readonly { readonly start: number; readonly bytes: Uint8Array }[];
  /** Requests that opening took. */
  readonly requests: number;
  /** Where the files are, if these are several. */
  readonly places?: readonly FilePlace[];
}

/** Numbers that grow while an index is read. */
export interface RemoteStats {
  /** Number of requests. */
  readonly requests: number;
  /** Bytes of the answers' bodies. */
  readonly bytes: number;
  /** How many times something was waited for, one after the other; requests that run side by side are one wait. */
  readonly waits: number;
}

/** Bytes that are read first, from the end of the file: what opening an index needs stands there. */
export const openingBytes = 26 * 1024;

/** The bytes of files in a range: what stands between several files was not loaded. */
export function countFileBytes({ start, end }: ByteRange, places: readonly FilePlace[] | undefined): number {
  if (!places) return end - start;
  const countIn = (place: FilePlace) => Math.min(end, place.start + place.size) - Math.max(start, place.start);
  return places.reduce((sum, place) => sum + Math.max(0, countIn(place)), 0);
}

/** Reads a range; whoever made the source, it gives bytes, and all that were asked for. */
export async function readRange(
  source: RangeSource,
  start: number,
  end: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const bytes: unknown = await source.read(start, end, { signal });
  if (bytes instanceof Uint8Array && bytes.length === end - start) return bytes;
  throw invalid(
    'what the source read',
    `a Uint8Array of ${end - start} bytes`,
    bytes instanceof Uint8Array ? bytes.length : bytes,
    'Read the bytes from start to end of the same file each time.',
  );
}
