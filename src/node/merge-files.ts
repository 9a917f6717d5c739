/** Joins index files to one. */

import { continueEachOther, joinSegments } from '../index/live/join-segments.ts';
import type { EarlierFiles } from '../index/segment/earlier-files.ts';
import { mergeInto } from '../index/segment/merge-segments.ts';
import { Segment } from '../index/segment/segment.ts';
import { checkOptions, checkString, type OptionRules, requireOneOrMore, requireString } from '../validate.ts';
import { AtomicFile, type PlaceFile, requireFileTarget } from './files/atomic-file.ts';
import { openFileSources } from './files/open-sources.ts';
import { replaceFile } from './files/split-file.ts';
import { joinFileRecords } from './update/join-records.ts';

/** Options of `mergeFiles`. */
export interface MergeFilesOptions {
  /** Path of the joined file, which may be one of the files. It appears whole or not at all. */
  readonly output: string;
}

const mergeFilesRules: OptionRules<MergeFilesOptions> = {
  owner: 'mergeFiles',
  checks: { output: checkString },
  required: ['output'],
  example: "{ output: 'all.hansou' }",
};

/** What was joined. */
export interface MergeResult {
  /** Number of documents in the joined file. */
  readonly documents: number;
  /** Its size in bytes. */
  readonly bytes: number;
}

/**
 * Joins index files with the same fields and analysis to one file, after checking all their bytes. Nothing is read or cut
 * again, and memory holds the term dictionary, never all documents.
 *
 * Law: the joined file answers as `openFile` does that opens the files together. Files that continue others and are joined
 * without them still replace and remove what they did.
 *
 * @param paths the files, in the order in which later ones replace documents of earlier ones
 * @throws HansouError IO, BAD_INDEX, CHECKSUM, FORMAT_VERSION; SCHEMA_MISMATCH or ANALYSIS_MISMATCH when they do not belong
 *   together; BAD_ARGUMENT
 */
export function mergeFiles(paths: readonly string[], options: MergeFilesOptions): MergeResult {
  checkOptions(mergeFilesRules, options, undefined);
  const names = requireOneOrMore(paths).map(each => requireString(each, 'a path'));
  const { output } = options;
  return joinFiles(names, output, finished => replaceFile(finished, output));
}

/** As `mergeFiles`. @param place puts the joined file in its place */
export function joinFiles(names: readonly string[], output: string, place: PlaceFile): MergeResult {
  requireFileTarget(output);
  const sources = openFileSources(names);
  try {
    const segments = sources.map(Segment.open);
    for (const { container } of segments) container.verify();
    const live = joinSegments(segments, names);
    const merged = live.map(each => ({ segment: each.segment, liveDocuments: each.listLiveDocuments() }));
    const file = new AtomicFile(output);
    try {
      mergeInto(merged, file, { attachment: joinFileRecords(live), earlier: joinEarlier(segments) });
      file.commit(place);
    } finally {
      file.discard();
    }
    return { documents: live.reduce((sum, { liveCount }) => sum + liveCount, 0), bytes: file.length };
  } finally {
    for (const source of sources) source.close();
  }
}

/**
 * What the joined file replaces of files that are not joined: the ids of all files if the first one continues others, else
 * those that stand in none of the files. It says which files these are only where each of the joined ones continues just these
 * and the joined ones before it: of any other file, the ids of its own documents were not compared with theirs.
 */
function joinEarlier(segments: readonly Segment[]): EarlierFiles | undefined {
  const [first] = segments;
  const ids = new Set<string>();
  segments.forEach(({ earlier }, i) => {
    for (const id of earlier?.listIds() ?? [])
      if (first.earlier || !segments.slice(0, i).some(each => each.ids.documentOf(id) >= 0)) ids.add(id);
  });
  if (!first.earlier && ids.size === 0) return undefined;
  const checksums = first.earlier?.checksums ?? [];
  return { checksums: continueEachOther(segments, checksums) ? checksums : [], ids: [...ids] };
}
