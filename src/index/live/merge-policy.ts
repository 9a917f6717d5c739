/** Decides which segments of a live index are merged, and merges them. */
import { mergeSegments } from '../segment/merge-segments.ts';
import { Segment } from '../segment/segment.ts';
import { chooseInterimEncoding, isWorthEncoding } from '../store/encoding/choose-encoding.ts';
import type { TextEncoding } from '../store/encoding/text-encoding.ts';
import { LiveSegment } from './live-segment.ts';

/** Segments of one level that are merged into one of the next. */
const segmentsPerMerge = 16;
/** Lighter segments are all of the lowest level: searching several of them costs less than merging them. */
const minLevelWeight = 1 << 11;
/** Maximum bytes of segments in one automatic merge: about 1 s, which bounds the time of a single call. */
const maxMergedBytes = 1 << 24;
/** Segments of at least this many bytes are merged only by `compact`. */
const fullSegmentBytes = maxMergedBytes / 2;

/**
 * Drops segments without live documents, and merges the last segments while sixteen of a level, or enough for a full
 * segment, are side by side. So each document is merged once a level, and there are few segments.
 * @param fixed this number of segments at the beginning stay as they are
 */
export function mergeSmallSegments(segments: readonly LiveSegment[], fixed: number): LiveSegment[] {
  const remaining =
    segments.length > 1 ? segments.filter(({ liveCount }, i) => i < fixed || liveCount > 0) : [...segments];
  for (;;) {
    const first = fixed + findMergeStart(remaining.slice(fixed));
    if (remaining.length - first < 2) return remaining;
    const encoding = chooseMergedEncoding(remaining, first);
    const merged = mergeLiveDocuments(remaining.splice(first), encoding);
    remaining.push(createInterimSegment(merged));
  }
}

/**
 * Merges segments into one that no longer has the deleted documents.
 * @param encoding how documents are encoded
 * @param analysis the fingerprint that it names; by default that of the first segment
 */
export function mergeLiveDocuments(
  segments: readonly LiveSegment[],
  encoding?: TextEncoding,
  analysis?: string,
): Segment {
  const sources = segments.map(each => ({ segment: each.segment, liveDocuments: each.listLiveDocuments() }));
  return Segment.fromBytes(mergeSegments(sources, { encoding, ...(analysis !== undefined && { analysis }) }));
}

/** A segment that will be merged with others: its texts may have been left uncompressed. */
export function createInterimSegment(segment: Segment): LiveSegment {
  const live = new LiveSegment(segment);
  live.hasTextsToEncode = isWorthEncoding(segment.documents);
  return live;
}

/** The encoding for merged documents of the segments from `first` on, when these will be merged again. */
export function chooseMergedEncoding(segments: readonly LiveSegment[], first: number): TextEncoding | undefined {
  const stores = segments.map(({ segment }) => segment.documents);
  return chooseInterimEncoding(
    stores,
    stores.slice(first).reduce((sum, { totalUnits }) => sum + totalUnits, 0),
  );
}

/** The first of the segments that are due to be merged; their number when none are. */
function findMergeStart(segments: readonly LiveSegment[]): number {
  const end = segments.length;
  if (end === 0) return end;
  const level = computeLevel(segments[end - 1]);
  let first = end;
  let bytes = 0;
  while (
    first > 0 &&
    segments[first - 1].segment.byteSize < fullSegmentBytes &&
    computeLevel(segments[first - 1]) <= level
  )
    bytes += segments[--first].segment.byteSize;
  if (end - first < segmentsPerMerge && bytes < fullSegmentBytes) return end;
  while (bytes > maxMergedBytes) bytes -= segments[first++].segment.byteSize;
  return first;
}

/** Segments of one level weigh up to sixteen times as much as those of the level below. */
function computeLevel(segment: LiveSegment): number {
  return Math.max(0, Math.ceil(Math.log2(computeWeight(segment) / minLevelWeight) / Math.log2(segmentsPerMerge)));
}

/**
 * Documents plus UTF-16 units. A merged segment weighs the sum of its sources, so that it reaches the next level; in bytes
 * it would be smaller.
 */
function computeWeight({ segment }: LiveSegment): number {
  return segment.documentCount + segment.documents.totalUnits;
}
