/** Merges the temporary segments of a build into one index. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { ContainerOutput } from '../../bytes/container-writer.ts';
import type { EarlierFiles } from '../../index/segment/earlier-files.ts';
import { type MergedTerms, type MergeSource, mergeInto } from '../../index/segment/merge-segments.ts';
import { copySource } from '../files/copy-source.ts';
import { FileSource } from '../files/file-source.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { OpenTempSegments } from './open-temp-segments.ts';
import { openEncoding, type SharedEncoding } from './shared-encoding.ts';
import { type WrittenDictionaries, writeTermDictionaries } from './write-term-dictionaries.ts';

/** The temporary segments of a build. */
export interface TempSegments {
  /** In document order; not empty. */
  readonly paths: readonly string[];
  /** Whether their terms are in files beside them. */
  readonly hasSeparateTerms: boolean;
  /** The encoding of documents; undefined for uncompressed. */
  readonly encoding: SharedEncoding | undefined;
  /** What the index keeps for the program that builds it. */
  readonly attachment?: Uint8Array | undefined;
  /** The files that the index continues. */
  readonly earlier?: EarlierFiles | undefined;
}

/**
 * Writes the merged index. A single segment that contains its terms is copied.
 *
 * Law: the bytes are the same for any number of threads, and wherever one segment ends and the next begins.
 *
 * @param folder receives temporary files
 * @param onProgress called now and then; an exception from it ends the merge
 */
export async function mergeTempSegments(
  { paths, hasSeparateTerms, encoding, attachment, earlier }: TempSegments,
  threads: BuildThreadPool,
  folder: string,
  output: ContainerOutput,
  onProgress: () => void,
): Promise<void> {
  const segments = new OpenTempSegments(paths);
  const { sources } = segments;
  try {
    if (paths.length === 1 && !hasSeparateTerms && !attachment && !earlier)
      copySource(sources[0].segment.container.source, output);
    else {
      const written = hasSeparateTerms
        ? await writeTermDictionaries(paths, sources, threads, folder, onProgress)
        : undefined;
      mergeInto(sources, output, {
        encoding: openEncoding(encoding, countUnits(sources)),
        ...(written && { mergedTerms: toMergedTerms(written) }),
        attachment,
        earlier,
      });
    }
  } finally {
    segments.close();
  }
}

function toMergedTerms({ fields, words }: WrittenDictionaries): MergedTerms {
  const dictionaryWriters = fields.map(
    field =>
      field &&
      ((postings: ByteSink) => {
        copyFile(field.postingsPath, postings);
        return field.dictionary;
      }),
  );
  return { dictionaryWriters, words };
}

/** UTF-16 units of all texts. */
function countUnits(sources: readonly MergeSource[]): number {
  return sources.reduce((sum, { segment }) => sum + segment.documents.totalUnits, 0);
}

function copyFile(path: string, sink: ByteSink): void {
  const source = new FileSource(path, 0);
  try {
    copySource(source, sink);
  } finally {
    source.close();
  }
}
