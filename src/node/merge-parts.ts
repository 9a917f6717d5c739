/** The files of segments that follow each other become one index, their dictionaries laid out by ranges on all threads. */
import { join } from 'node:path';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { ContainerOutput } from '../bytes/container-writer.ts';
import { appendCodedTerms } from '../inverted/coded-terms.ts';
import { type MergeSource, mergeInto } from '../inverted/merge.ts';
import type { TermsWriter } from '../inverted/terms-writer.ts';
import type { BuildThreads } from './build-threads.ts';
import { FileSource } from './file-source.ts';
import { termsPath } from './freezing.ts';
import { formsOf, type LearntCode } from './learnt-code.ts';
import { OpenParts } from './open-parts.ts';
import { PartsTerms } from './term-ranges.ts';

/** Ranges of the dictionary for each thread: more than one, so that threads end together. */
const rangesOfThread = 4;
/** Bytes of a merged range that are kept while it is read. */
const rangeCache = 1 << 18;

/**
 * Law: the bytes are the same whatever the number of threads, and wherever one segment ended and the next began.
 *
 * @param files at least one; one alone is copied
 * @param hasTermsApart whether the terms stand in files beside the segments
 * @param codes what texts are to be written in, by part
 * @param folder for files on the way
 * @param tell is called now and then; what it throws ends this
 */
export async function mergeParts(
  files: readonly string[],
  hasTermsApart: boolean,
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
    if (files.length === 1 && !hasTermsApart) copy(sources[0].segment.container.source, output);
    else {
      if (hasTermsApart) coded = await layTerms(files, sources, threads, folder, tell);
      const dictionaries = coded.map(
        ranges =>
          ranges &&
          ((writer: TermsWriter) => {
            for (const range of ranges) appendCodedTerms(range, writer);
          }),
      );
      mergeInto(sources, output, formsOf(codes, unitsByPart(sources)), dictionaries);
    }
  } finally {
    for (const source of coded.flat()) source?.close();
    parts.close();
  }
}

/** Lays out the dictionaries. Returns the files of their ranges, in order, by part. */
async function layTerms(
  files: readonly string[],
  sources: readonly MergeSource[],
  threads: BuildThreads,
  folder: string,
  tell: () => void,
): Promise<(FileSource[] | undefined)[]> {
  const ranges = sources[0].segment.texts.flatMap((field, part) => {
    if (!field) return [];
    const terms = new PartsTerms(files.map(file => termsPath(file, part)));
    try {
      return terms.ranges(threads.count * rangesOfThread).map((range, i) => ({
        part,
        range,
        path: join(folder, `terms-${part}-${i}`),
      }));
    } finally {
      terms.close();
    }
  });
  const firsts = [0];
  for (const { kept } of sources) firsts.push(firsts[firsts.length - 1] + kept.length);
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const task = { kind: 'lay' as const, files, firsts, ranges, taken };
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
