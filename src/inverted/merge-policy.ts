import { HeldSegment } from './held-segment.ts';
import { mergeSegments } from './merge.ts';
import { Segment } from './segment.ts';

/** So many segments of one level make one of the next. */
const fanOut = 8;
const levelBytes = 1 << 15;
/** No merge that nobody asked for makes a segment larger than this: it bounds what one call can take (about 1 s). */
const mostMerged = 1 << 24;

/** Segments of a level are up to eight times as large as those of the level below. */
function levelOf({ segment }: HeldSegment): number {
  return Math.max(0, Math.ceil(Math.log2(segment.size / levelBytes) / Math.log2(fanOut)));
}

/**
 * Drops segments without live documents and merges the last ones while eight of a level stand side by side, so that a
 * document is merged once a level and segments stay few.
 */
export function tidied(held: readonly HeldSegment[]): HeldSegment[] {
  const tidy = held.length > 1 ? held.filter(({ liveCount }) => liveCount > 0) : [...held];
  for (;;) {
    const last = tidy[tidy.length - 1];
    if (!last) return tidy;
    const level = levelOf(last);
    let first = tidy.length - 1;
    let bytes = last.segment.size;
    while (first > 0 && levelOf(tidy[first - 1]) <= level) bytes += tidy[--first].segment.size;
    if (tidy.length - first < fanOut || bytes > mostMerged) return tidy;
    const sources = tidy.splice(first).map(each => ({ segment: each.segment, kept: each.kept() }));
    tidy.push(new HeldSegment(Segment.fromBytes(mergeSegments(sources))));
  }
}
