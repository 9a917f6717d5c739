import { mergeSegments } from '../segment/merge-segments.ts';
import { Segment } from '../segment/segment.ts';
import type { TextEncoding } from '../store/text-encoding.ts';
import { chooseInterimEncoding } from '../store/text-store-writer.ts';
import { LiveSegment } from './live-segment.ts';

/** So many segments of one level make one of the next. */
const segmentsPerMerge = 16;
/** Segments that weigh less are of the first level: some of them cost a search less than a merge. */
const minLevelWeight = 1 << 11;
/** No merge that nobody asked for makes a segment larger than this: it bounds what one call can take (about 1 s). */
const maxMergedBytes = 1 << 24;
/** Segments from here on are merged no more before somebody asks for it. */
const fullSegmentBytes = maxMergedBytes / 2;

/** Documents and UTF-16 units. What is merged weighs what its parts did, so that it is of the next level; bytes would shrink. */
function computeWeight({ segment }: LiveSegment): number {
  return segment.textFields.reduce((sum, field) => sum + (field?.store.totalUnits ?? 0), segment.documentCount);
}

/** Segments of a level weigh up to sixteen times as much as those of the level below. */
function computeLevel(held: LiveSegment): number {
  return Math.max(0, Math.ceil(Math.log2(computeWeight(held) / minLevelWeight) / Math.log2(segmentsPerMerge)));
}

/**
 * Drops segments without live documents and merges the last ones while sixteen of a level, or as many as make a full
 * one, stand side by side: so a document is merged once a level, and segments stay few.
 */
export function mergeSmallSegments(held: readonly LiveSegment[]): LiveSegment[] {
  const tidy = held.length > 1 ? held.filter(({ liveCount }) => liveCount > 0) : [...held];
  for (;;) {
    const first = findMergeStart(tidy);
    if (tidy.length - first < 2) return tidy;
    const forms = chooseEncodings(tidy, first);
    tidy.push(mergeAllSegments(tidy.splice(first), forms));
  }
}

/**
 * Segments in one, without what was deleted.
 * @param forms by part: what texts are written in, if it is still to be merged with others
 */
export function mergeAllSegments(
  held: readonly LiveSegment[],
  forms?: readonly (TextEncoding | undefined)[],
): LiveSegment {
  const sources = held.map(each => ({ segment: each.segment, documents: each.listLiveDocuments() }));
  return new LiveSegment(Segment.fromBytes(mergeSegments(sources, forms)), forms !== undefined);
}

/** By part: what the texts of the segments from `first` on are written in when these are merged. */
export function chooseEncodings(held: readonly LiveSegment[], first: number): (TextEncoding | undefined)[] {
  return held[0].segment.textFields.map((field, part) => {
    if (!field) return undefined;
    const texts = held.map(({ segment }) => segment.textFields[part]!.store);
    return chooseInterimEncoding(
      texts,
      texts.slice(first).reduce((sum, { totalUnits }) => sum + totalUnits, 0),
    );
  });
}

/** From which segment on they are to be merged. */
function findMergeStart(held: readonly LiveSegment[]): number {
  const end = held.length;
  if (end === 0) return end;
  const level = computeLevel(held[end - 1]);
  let first = end;
  let bytes = 0;
  while (first > 0 && held[first - 1].segment.byteSize < fullSegmentBytes && computeLevel(held[first - 1]) <= level)
    bytes += held[--first].segment.byteSize;
  if (end - first < segmentsPerMerge && bytes < fullSegmentBytes) return end;
  while (bytes > maxMergedBytes) bytes -= held[first++].segment.byteSize;
  return first;
}
