/** Reads ranges of a file with few requests. */
import type { ByteRange } from '../bytes/range-cache.ts';
import { countFileBytes, type FilePlace, type RangeSource, readRange } from './range-source.ts';

/** Neighbouring ranges with at most this many bytes between them are one request. */
const maxGapBytes = 1024;
/** The same where several ranges are one request anyway: what a part of its answer has before its bytes is as much. */
const maxGapBytesTogether = 128;

/** A range of so many bytes is a request of its own also where several could be one: browsers keep what it gives for later pages. */
export const ownRequestBytes = 8 * 1024;

/** Joins ranges that are near each other. @param ranges ascending */
function joinRanges(ranges: readonly ByteRange[], maxGapBytes: number): ByteRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const before = joined[joined.length - 1];
    if (before && start - before.end <= maxGapBytes) before.end = end;
    else joined.push({ start, end });
  }
  return joined;
}

/** What is done with what was read. */
interface RangeReceiver {
  put(start: number, bytes: Uint8Array): void;
  count(requests: number, bytes: number): void;
  /** Where the files are, if these are several. */
  readonly places: readonly FilePlace[] | undefined;
}

/**
 * Reads ranges side by side: those near each other as one, and the small ones with one request, where the source can do that.
 * @param ranges ascending
 */
export async function readRanges(
  source: RangeSource,
  ranges: readonly ByteRange[],
  signal: AbortSignal | undefined,
  { put, count, places }: RangeReceiver,
): Promise<void> {
  const readEach = (some: readonly ByteRange[]): Promise<unknown> =>
    Promise.all(
      some.map(async ({ start, end }) => {
        const bytes = await readRange(source, start, end, signal);
        count(1, countFileBytes({ start, end }, places));
        put(start, bytes);
      }),
    );
  let joined: readonly ByteRange[] = [];
  for (const gap of [maxGapBytesTogether, maxGapBytes]) {
    joined = joinRanges(ranges, gap);
    const small = joined.filter(({ start, end }) => end - start < ownRequestBytes);
    const together = small.length > 1 ? source.readSeveral?.(small, { signal }) : undefined;
    if (!together) continue;
    const large = joined.filter(range => !small.includes(range));
    const [{ parts, loaded, requests }] = await Promise.all([together, readEach(large)]);
    count(requests, loaded);
    if (parts) parts.forEach((bytes, i) => void put(small[i].start, bytes));
    else await readEach(joinRanges(small, maxGapBytes));
    return;
  }
  await readEach(joined);
}
