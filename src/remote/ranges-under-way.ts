/** Ranges that are being loaded before anything waits for them. */
import type { ByteRange } from '../bytes/range-cache.ts';

/** Law: who waits for a range that is under way asks for it again only if it does not come. */
export class RangesUnderWay {
  private readonly loads = new Set<{ readonly ranges: readonly ByteRange[]; readonly ended: Promise<void> }>();

  /** Notes ranges, until `loading` has ended. What it fails with is told to who needs them and asks again. */
  add(ranges: readonly ByteRange[], loading: Promise<void>): void {
    const load = {
      ranges,
      ended: loading.catch(() => {}).then(() => void this.loads.delete(load)),
    };
    this.loads.add(load);
  }

  /**
   * Takes ranges apart.
   * @returns the ranges that are not under way, and when those of them that are have come, or do not come
   */
  split(ranges: readonly ByteRange[]): { readonly rest: readonly ByteRange[]; readonly coming: Promise<unknown> } {
    let rest = ranges;
    const coming: Promise<void>[] = [];
    for (const load of this.loads) {
      const left = withoutRanges(rest, load.ranges);
      if (left === rest) continue;
      rest = left;
      coming.push(load.ended);
    }
    return { rest, coming: Promise.all(coming) };
  }
}

/** Ranges without the bytes of others: the same array if they share none. */
export function withoutRanges(ranges: readonly ByteRange[], others: readonly ByteRange[]): readonly ByteRange[] {
  return others.reduce(withoutRange, ranges);
}

function withoutRange(ranges: readonly ByteRange[], { start, end }: ByteRange): readonly ByteRange[] {
  if (!ranges.some(range => range.start < end && start < range.end)) return ranges;
  return ranges.flatMap(range =>
    [
      { start: range.start, end: Math.min(range.end, start) },
      { start: Math.max(range.start, end), end: range.end },
    ].filter(part => part.start < part.end),
  );
}
