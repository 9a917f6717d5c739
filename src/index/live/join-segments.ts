/** Puts the segments of several files together: which documents of earlier files do later ones replace? */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import { HansouError } from '../../errors.ts';
import { toDamageError } from '../damage.ts';
import { findSchemaDifference } from '../schema-difference.ts';
import { SectionKind } from '../section-kinds.ts';
import type { Segment } from '../segment/segment.ts';
import { LiveSegment } from './live-segment.ts';

/**
 * Opens the segments of files as one index.
 *
 * Law: the live documents are those of all segments in their order, without each one whose id a later segment has too, or
 * removes.
 *
 * @param names what errors call the files; by default their places
 * @throws HansouError SCHEMA_MISMATCH, ANALYSIS_MISMATCH, BAD_INDEX
 */
export function joinSegments(segments: readonly Segment[], names?: readonly string[]): LiveSegment[] {
  for (const [i, segment] of segments.entries())
    requireSame(segments[0], segment, names?.[i] ?? `file ${i + 1}`, names?.[0] ?? 'file 1');
  const live = segments.map(segment => new LiveSegment(segment));
  try {
    deleteReplaced(live);
  } catch (error) {
    throw toDamageError(error);
  }
  return live;
}

/** Checks that a segment has the fields and the analysis of the first one. */
function requireSame({ meta: first }: Segment, { meta }: Segment, name: string, firstName: string): void {
  const hint = 'Open together only files that were built with the same fields and lexicon, or build them again.';
  const difference = findSchemaDifference(first.fields, meta.fields);
  if (difference)
    throw new HansouError('SCHEMA_MISMATCH', `${name} has other fields than ${firstName}`, { ...difference, hint });
  if (first.analysis !== meta.analysis)
    throw new HansouError('ANALYSIS_MISMATCH', `${name} was built with another analysis than ${firstName}`, {
      expected: first.analysis,
      got: meta.analysis,
      hint,
    });
}

/**
 * Deletes the documents of each segment that a later one replaces or removes. Where each segment says what it replaces of
 * those before it, only these ids are looked up. Otherwise takes one look at each id, but of the first segment, which is
 * often the largest, only at as many as all others have.
 */
function deleteReplaced(segments: readonly LiveSegment[]): void {
  const isChain = continueEachOther(segments.map(({ segment }) => segment));
  gatherMissing(segments.length, i => {
    const { segment } = segments[i];
    if (!isChain && i > 0) wantAllIds(segment);
    segment.earlier?.listIds();
  });
  const laterIds = new Set<string>();
  const lookUps: (() => void)[] = [];
  for (let i = segments.length - 1; i >= 0; i--) {
    const live = segments[i];
    const { segment } = live;
    const { ids, documentCount, earlier } = segment;
    if (isChain || (i === 0 && laterIds.size < documentCount))
      for (const id of laterIds) lookUps.push(() => deleteDocument(live, ids.documentOf(id)));
    else {
      wantAllIds(segment);
      for (let document = 0; document < documentCount; document++) {
        const id = ids.idOf(document);
        if (laterIds.has(id)) live.delete(document);
        else laterIds.add(id);
      }
    }
    for (const id of earlier?.listIds() ?? []) laterIds.add(id);
  }
  gatherMissing(lookUps.length, i => lookUps[i]());
}

/**
 * Whether each segment says what it replaces of exactly those that stand before it.
 * @param checksums those of the files before the first one, if it continues files
 */
export function continueEachOther(segments: readonly Segment[], checksums: readonly number[] = []): boolean {
  const before = [...checksums];
  return segments.every(({ container, earlier }, i) => {
    const isNext =
      (i === 0 && checksums.length === 0) ||
      (earlier?.checksums.length === before.length && earlier.checksums.every((sum, file) => sum === before[file]));
    before.push(container.checksum);
    return isNext;
  });
}

/** Notes that all ids of a segment will be read. */
function wantAllIds({ container }: Segment): void {
  const ids = container.getSection(SectionKind.Ids);
  ids.want(0, ids.length);
}

function deleteDocument(live: LiveSegment, document: number): void {
  if (document >= 0) live.delete(document);
}
