/** The records of several files of an index, when they are joined to one. */
import type { LiveSegment } from '../../index/live/live-segment.ts';
import { encodeFileRecords, readFileRecords, type UnitRecord } from './file-records.ts';

/**
 * The attachment of the joined file: which files its documents were read from. A unit of which a document was replaced has
 * no key, so its file is read again. Undefined if a file has no records, or they were read with different settings.
 */
export function joinFileRecords(segments: readonly LiveSegment[]): Uint8Array | undefined {
  const all = segments.map(({ segment }) => readFileRecords(segment.container, segment.documentCount));
  const settings = all[0]?.settings;
  const units: UnitRecord[] = [];
  let merged = 0;
  for (const [i, records] of all.entries()) {
    if (settings === undefined || records?.settings !== settings) return undefined;
    merged += i === 0 ? records.merged : segments[i].liveCount;
    let first = 0;
    for (const { documents, key, leftOut } of records.units) {
      const live = countLive(segments[i], first, documents);
      first += documents;
      const isWhole = live === documents && documents > 0;
      if (live > 0) units.push({ documents: live, key: isWhole ? key : undefined, leftOut: isWhole ? leftOut : [] });
    }
  }
  return settings === undefined ? undefined : encodeFileRecords({ settings, merged, units });
}

function countLive({ deleted }: LiveSegment, first: number, count: number): number {
  let live = count;
  if (deleted) for (let document = first; document < first + count; document++) live -= deleted[document];
  return live;
}
