/**
 * What a browser keeps of an index for the next page: ranges that were loaded, in its Cache Storage. Browsers keep answers with
 * ranges by themselves, too, but some only until the page is left.
 *
 * An entry is what was loaded together. Its address says which file it is of, by the checksum of the file's last bytes, which
 * contain the checksums of all its sections; which ranges it has; and the checksum of its own bytes.
 *
 * Law: `find` gives bytes of the file that is open, or nothing. Where the browser keeps nothing (a page without https, a private
 * window, a full disk), nothing fails.
 */

import { checksum } from '../bytes/checksum.ts';
import type { ByteRange } from '../bytes/range-cache.ts';
import type { CachedFile } from './cached-files.ts';

/** The name of the cache, of all indexes of a site. */
const cacheName = 'hansou';
/** What an address begins with, behind the name of the site. */
const path = '/hansou-kept?';

/** Bytes and where they are. */
interface Part {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** What was loaded together. */
interface Entry {
  readonly address: string;
  readonly file: string;
  readonly ranges: readonly ByteRange[];
  readonly sum: number;
}

/** Opens what is kept of files; undefined where the browser keeps nothing. @param maxBytes bytes of all entries, at most */
export async function openKept(files: readonly CachedFile[], maxBytes: number): Promise<KeptRanges | undefined> {
  try {
    const cache = await caches.open(cacheName);
    const entries = (await cache.keys()).flatMap(({ url }) => readAddress(url) ?? []);
    return new KeptRanges(cache, entries, files, maxBytes);
  } catch {
    return undefined;
  }
}

/** Ranges of files that are kept. */
export class KeptRanges {
  private readonly files: readonly { readonly name: string; readonly start: number; readonly size: number }[];
  private storing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly cache: Cache,
    /** Those of all files, the oldest first. */
    private readonly entries: Entry[],
    files: readonly CachedFile[],
    private readonly maxBytes: number,
  ) {
    this.files = files.map(({ start, source: { size }, lastBytes }) => ({
      name: `${size}-${checksum(lastBytes)}`,
      start,
      size,
    }));
  }

  /** What is kept of ranges, and what was loaded together with it. */
  async find(ranges: readonly ByteRange[]): Promise<readonly Part[]> {
    const found = this.files.map(async ({ name, start }) => {
      const touches = (own: ByteRange) =>
        ranges.some(each => each.start < start + own.end && start + own.start < each.end);
      const wanted = this.entries.filter(({ file, ranges }) => file === name && ranges.some(touches));
      return (await Promise.all(wanted.map(entry => this.read(entry))))
        .flat()
        .map(part => ({ ...part, start: start + part.start }));
    });
    return (await Promise.all(found)).flat();
  }

  /** Keeps parts that were loaded together; drops the oldest entries that have no place any more. Ends when it is done. */
  keep(parts: readonly Part[]): Promise<unknown> {
    // One after the other, so that the sizes are those of all.
    return (this.storing = this.storing
      .then(async () => {
        for (const { name, start, size } of this.files) {
          const own = parts
            .filter(part => part.start < start + size && part.start >= start)
            .map(part => ({ start: part.start - start, bytes: part.bytes.subarray(0, start + size - part.start) }));
          if (own.length > 0) await this.store(name, own);
        }
      })
      .catch(() => {}));
  }

  private async read(entry: Entry): Promise<readonly Part[]> {
    try {
      const response = await this.cache.match(entry.address);
      const bytes = new Uint8Array(await response!.arrayBuffer());
      if (bytes.length !== countBytes(entry) || checksum(bytes) !== entry.sum) return [];
      let at = 0;
      return entry.ranges.map(({ start, end }) => ({ start, bytes: bytes.subarray(at, (at += end - start)) }));
    } catch {
      // Another page may have dropped it.
      return [];
    }
  }

  private async store(file: string, parts: readonly Part[]): Promise<void> {
    const { cache, entries } = this;
    const ranges = parts.map(({ start, bytes }) => ({ start, end: start + bytes.length }));
    const body = new Uint8Array(countBytes({ ranges }));
    let at = 0;
    for (const { bytes } of parts) {
      body.set(bytes, at);
      at += bytes.length;
    }
    if (body.length > this.maxBytes) return;
    const sum = checksum(body);
    const address = writeAddress(file, sum, ranges);
    if (entries.some(entry => entry.address === address)) return;
    let total = entries.reduce((bytes, entry) => bytes + countBytes(entry), body.length);
    while (total > this.maxBytes) {
      const oldest = entries.shift()!;
      total -= countBytes(oldest);
      await cache.delete(oldest.address);
    }
    await cache.put(address, new Response(body));
    entries.push({ address, file, ranges, sum });
  }
}

function countBytes({ ranges }: Pick<Entry, 'ranges'>): number {
  return ranges.reduce((bytes, { start, end }) => bytes + end - start, 0);
}

function writeAddress(file: string, sum: number, ranges: readonly ByteRange[]): string {
  const named = ranges.map(({ start, end }) => `${start.toString(36)}-${end.toString(36)}`);
  return `${location.origin}${path}${file}&${sum}&${named}`;
}

/** The entry at an address; undefined if it is of something else. */
function readAddress(address: string): Entry | undefined {
  const [, named] = address.split(path);
  const [, file, sum, ranges] = /^(\d+-\d+)&(\d+)&([\da-z]+-[\da-z]+(?:,[\da-z]+-[\da-z]+)*)$/.exec(named ?? '') ?? [];
  if (ranges === undefined) return undefined;
  const read = ranges.split(',').map(range => {
    const [start, end] = range.split('-').map(each => Number.parseInt(each, 36));
    return { start, end };
  });
  return { address, file, sum: Number(sum), ranges: read };
}
