/** Files on a server as a cache has them, and how the index in them is opened. */
import type { ByteSource } from '../bytes/byte-source.ts';
import { Container } from '../bytes/container.ts';
import { gatherMissing } from '../bytes/missing-bytes.ts';
import type { RangeCache } from '../bytes/range-cache.ts';
import { SourceSlice } from '../bytes/source-slice.ts';
import { toDamageError } from '../index/damage.ts';
import { LiveReader } from '../index/live/live-reader.ts';
import { indexFormat, SectionKind } from '../index/section-kinds.ts';
import { findOpening, readOpening } from '../index/segment/opening.ts';
import { maxWholeIndexBytes } from '../index/termdict/page-index.ts';
import type { FilePlace, OpenedSource } from './range-source.ts';

/** A file in the cache. */
export interface CachedFile {
  /** Where it begins in the cache. */
  readonly start: number;
  readonly source: ByteSource;
  /** Its last bytes. */
  readonly lastBytes: Uint8Array;
}

/** One of several files. @param parts what was read of all of them; of each file the last bytes */
export function openPlace(cache: RangeCache, parts: OpenedSource['parts'], { start, size }: FilePlace): CachedFile {
  const end = start + size;
  const last = parts.find(part => part.start >= start && part.start <= end && part.start + part.bytes.length >= end);
  const lastBytes = last?.bytes.subarray(0, end - last.start) ?? new Uint8Array(0);
  return { start, source: new SourceSlice(cache, start, size), lastBytes };
}

/** Opens the index, with the copies of what opening reads that stand at the end of each file, and reads the term indexes. */
export function openCache(cache: RangeCache, files: readonly CachedFile[], names: readonly string[]): LiveReader {
  try {
    cache.keep(
      files.flatMap(({ start, lastBytes }) => {
        const opening = findOpening(lastBytes);
        return opening ? readOpening(opening).map(part => ({ start: start + part.start, bytes: part.bytes })) : [];
      }),
    );
    gatherMissing(files.length, i => {
      const container = Container.open(indexFormat, files[i].source);
      const termIndexes = container.directory.filter(({ kind }) => kind === SectionKind.TermIndex);
      gatherMissing(termIndexes.length, i => {
        const section = container.getSection(SectionKind.TermIndex, termIndexes[i].ordinal);
        if (section.length <= maxWholeIndexBytes) section.bytes();
      });
    });
  } catch (error) {
    throw toDamageError(error);
  }
  return LiveReader.open(
    files.map(({ source }) => source),
    names,
  );
}
