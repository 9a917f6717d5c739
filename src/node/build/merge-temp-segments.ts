/** The files of segments that follow each other become one index, their dictionaries laid out by ranges on all threads. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { ByteSource } from '../../bytes/byte-source.ts';
import type { ContainerOutput } from '../../bytes/container-writer.ts';
import { type MergeSource, mergeInto } from '../../index/segment/merge-segments.ts';
import { FileSource } from '../file-source.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { OpenTempSegments } from './open-temp-segments.ts';
import { openEncodings, type SharedEncoding } from './shared-encoding.ts';
import { writeTermDictionaries } from './write-term-dictionaries.ts';

/**
 * Law: the bytes are the same whatever the number of threads, and wherever one segment ended and the next began.
 *
 * @param files at least one; one alone is copied
 * @param hasTermsApart whether the terms stand in files beside the segments
 * @param codes what texts are to be written in, by part
 * @param folder for files on the way
 * @param tell is called now and then; what it throws ends this
 */
export async function mergeTempSegments(
  files: readonly string[],
  hasTermsApart: boolean,
  codes: readonly (SharedEncoding | undefined)[],
  threads: BuildThreadPool,
  folder: string,
  output: ContainerOutput,
  tell: () => void,
): Promise<void> {
  const parts = new OpenTempSegments(files);
  const { sources } = parts;
  try {
    if (files.length === 1 && !hasTermsApart) copy(sources[0].segment.container.source, output);
    else {
      const laid = hasTermsApart ? await writeTermDictionaries(files, sources, threads, folder, tell) : [];
      const dictionaries = laid.map(
        part =>
          part &&
          ((postings: ByteSink) => {
            copyFile(part.postingsPath, postings);
            return part.dictionary;
          }),
      );
      mergeInto(sources, output, openEncodings(codes, unitsByPart(sources)), dictionaries);
    }
  } finally {
    parts.close();
  }
}

/** UTF-16 units of all texts, by part. */
function unitsByPart(sources: readonly MergeSource[]): number[] {
  return sources[0].segment.textFields.map((_, part) =>
    sources.reduce((sum, { segment }) => sum + (segment.textFields[part]?.store.totalUnits ?? 0), 0),
  );
}

function copyFile(path: string, to: ByteSink): void {
  const source = new FileSource(path, 0);
  try {
    copy(source, to);
  } finally {
    source.close();
  }
}

function copy(source: ByteSource, to: ByteSink): void {
  const step = 1 << 22;
  for (let start = 0; start < source.size; start += step) {
    const end = Math.min(source.size, start + step);
    const { bytes, origin } = source.window(start, end);
    to.write(bytes.subarray(start - origin, end - origin));
  }
}
