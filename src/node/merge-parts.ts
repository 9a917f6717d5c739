/** The files of segments that follow each other become one index, their dictionaries by ranges on all threads. */
import { join } from 'node:path';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { ContainerOutput } from '../bytes/container-writer.ts';
import { type MergeSource, mergeInto } from '../inverted/merge.ts';
import { termRanges } from '../inverted/terms-merge.ts';
import type { BuildThreads } from './build-threads.ts';
import { FileSource } from './file-source.ts';
import { formsOf, type LearntCode } from './learnt-code.ts';
import { OpenParts } from './open-parts.ts';

/** Ranges of the dictionary for each thread: more than one, so that threads end together. */
const rangesOfThread = 4;
/** Bytes of a merged range that are kept while it is read. */
const rangeCache = 1 << 18;

/**
 * Law: the bytes are the same whatever the number of threads, and wherever one segment ended and the next began.
 *
 * @param files at least one; one alone is copied
 * @param codes what texts are to be written in, by part
 * @param folder for files on the way
 * @param tell is called now and then; what it throws ends this
 */
export async function mergeParts(
  files: readonly string[],
  codes: readonly (LearntCode | undefined)[],
  threads: BuildThreads,
  folder: string,
  output: ContainerOutput,
  tell: () => void,
): Promise<void> {
  const parts = new OpenParts(files);
  const { sources } = parts;
  let coded: (FileSource[] | undefined)[] = [];
  try {
    if (files.length === 1) copy(sources[0].segment.container.source, output);
    else {
      if (threads.count > 1) coded = await mergeTerms(files, sources, threads, folder, tell);
      mergeInto(sources, output, formsOf(codes, unitsByPart(sources)), coded);
    }
  } finally {
    for (const source of coded.flat()) source?.close();
    parts.close();
  }
}

/** Merges the dictionaries. Returns the files of their ranges, in order, by part. */
async function mergeTerms(
  files: readonly string[],
  sources: readonly MergeSource[],
  threads: BuildThreads,
  folder: string,
  tell: () => void,
): Promise<(FileSource[] | undefined)[]> {
  const ranges = sources[0].segment.texts.flatMap((field, part) => {
    if (!field) return [];
    const terms = sources.map(({ segment }) => segment.texts[part]!.terms);
    return termRanges(terms, threads.count * rangesOfThread).map((range, i) => ({
      part,
      range,
      path: join(folder, `terms-${part}-${i}`),
    }));
  });
  const task = { kind: 'merge' as const, files, ranges, taken: new Int32Array(new SharedArrayBuffer(4)) };
  await threads.all(
    Array.from({ length: threads.count }, () => task),
    tell,
  );
  return sources[0].segment.texts.map(
    (field, part) =>
      field && ranges.filter(range => range.part === part).map(({ path }) => new FileSource(path, rangeCache)),
  );
}

/** UTF-16 units of all texts, by part. */
function unitsByPart(sources: readonly MergeSource[]): number[] {
  return sources[0].segment.texts.map((_, part) =>
    sources.reduce((sum, { segment }) => sum + (segment.texts[part]?.texts.units ?? 0), 0),
  );
}

function copy(source: ByteSource, to: ByteSink): void {
  const step = 1 << 22;
  for (let start = 0; start < source.size; start += step) {
    const end = Math.min(source.size, start + step);
    const { bytes, origin } = source.window(start, end);
    to.write(bytes.subarray(start - origin, end - origin));
  }
}
