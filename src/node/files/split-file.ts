/** Writes a file in parts (bytes/part-list.ts), and reads it as one. */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ByteSource, ByteWindow } from '../../bytes/byte-source.ts';
import { Checksum } from '../../bytes/checksum.ts';
import {
  type FilePart,
  formatPartList,
  maxListBytes,
  type PartList,
  parsePartList,
  partError,
} from '../../bytes/part-list.ts';
import { AtomicFile, type PlaceFile } from './atomic-file.ts';
import { FileSource } from './file-source.ts';
import { readSmallFile } from './regular-file.ts';

/** Bytes that are copied at a time. */
const chunkBytes = 1 << 20;

/** A source that can be closed. */
export interface ClosableSource extends ByteSource {
  /** See `FileSource.isReplaced`; of a file in parts, whether its list is. */
  readonly isReplaced: boolean;
  close(): void;
}

/** Opens a file, or the parts of the list that stands in its place. @throws HansouError IO, BAD_INDEX, FORMAT_VERSION */
export function openFileSource(path: string, cacheBytes?: number): ClosableSource {
  const source = new FileSource(path, cacheBytes);
  try {
    if (source.size > maxListBytes) return source;
    const { bytes, origin } = source.window(0, source.size);
    const list = parsePartList(bytes.subarray(0 - origin, source.size - origin));
    if (!list) return source;
    source.close();
    return new SplitSource(source, list, cacheBytes);
  } catch (error) {
    source.close();
    throw error;
  }
}

/**
 * The list at a path; undefined if there is another file, or none.
 * @throws HansouError BAD_INDEX, FORMAT_VERSION
 */
export function readPartList(path: string): PartList | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const bytes = readSmallFile(path, maxListBytes);
  return bytes?.length ? parsePartList(bytes) : undefined;
}

/** Puts a file in the place of another one, and removes the parts of that. @throws Error of the operating system */
export function replaceFile(finished: string, path: string): void {
  const before = findParts(path);
  renameSync(finished, path);
  if (before) removeParts(path, before);
}

/**
 * Puts a file in its place: one that is larger than a part in parts of equal size beside the path, with the list of them there.
 *
 * Law: at any moment the path has the file of before, or one that is complete, also when several processes write it. On an error
 * the parts that were written are removed.
 *
 * @param finished the file, which is not there any more or is no longer needed
 * @param maxPartBytes bytes of a part, at most
 * @param place puts the file or the list at the path; by default instead of what is there
 * @throws HansouError IO; what `place` throws
 */
export function placeInParts(
  finished: string,
  path: string,
  maxPartBytes: number,
  place: PlaceFile = file => replaceFile(file, path),
): PartList | undefined {
  const source = new FileSource(finished, 0);
  const parts: FilePart[] = [];
  try {
    const { size } = source;
    if (size <= maxPartBytes) {
      place(finished);
      return undefined;
    }
    const count = Math.ceil(size / maxPartBytes);
    const partBytes = Math.ceil(size / count);
    const writePart = (name: string, part: number) =>
      writeAtomic(join(dirname(path), name), file =>
        copyRange(source, part * partBytes, Math.min(size, (part + 1) * partBytes), bytes => file.write(bytes)),
      );
    const whole = new Checksum();
    const stem = basename(path).replace(/\.hansou$/, '');
    for (let start = 0; start < size; start += partBytes) {
      const end = Math.min(size, start + partBytes);
      const sum = new Checksum();
      copyRange(source, start, end, bytes => {
        whole.add(bytes);
        sum.add(bytes);
      });
      const checksum = sum.finish();
      const name = `${stem}.${checksum.toString(16).padStart(8, '0')}.${parts.length + 1}.hansou`;
      writePart(name, parts.length);
      parts.push({ name, bytes: end - start, checksum });
    }
    const list = { bytes: size, checksum: whole.finish(), parts };
    writeAtomic(path, file => file.write(formatPartList(list)), place);
    // Another process may have removed parts that both lists name, when no list named them yet.
    parts.forEach(({ name }, part) => {
      if (!existsSync(join(dirname(path), name)) && isNamed(path, name)) writePart(name, part);
    });
    return list;
  } catch (error) {
    removeParts(path, { parts });
    throw error;
  } finally {
    source.close();
  }
}

/** Removes those parts of a list that the list at the path does not name. */
function removeParts(path: string, { parts }: Pick<PartList, 'parts'>): void {
  for (const { name } of parts) if (!isNamed(path, name)) rmSync(join(dirname(path), name), { force: true });
}

/** Whether the list at a path names a part. */
function isNamed(path: string, name: string): boolean {
  return findParts(path)?.parts.some(part => part.name === name) ?? false;
}

/** The list at a path. One that is damaged names no parts: it does not keep a whole file from its place. */
function findParts(path: string): PartList | undefined {
  try {
    return readPartList(path);
  } catch {
    return undefined;
  }
}

/** A file in parts as one source. Law: a window has the bytes of the file, also where a part ends in it. */
class SplitSource implements ClosableSource {
  readonly size: number;
  private readonly parts: { readonly start: number; readonly source: FileSource }[] = [];

  /**
   * @param list the file with the list of parts; it may be closed
   * @throws HansouError IO for a part that is missing; BAD_INDEX for one of another size
   */
  constructor(
    private readonly list: FileSource,
    { bytes, parts }: PartList,
    cacheBytes: number | undefined,
  ) {
    const { path } = list;
    this.size = bytes;
    let start = 0;
    try {
      for (const { name, bytes } of parts) {
        const cache = cacheBytes === undefined ? undefined : cacheBytes / parts.length;
        const source = new FileSource(join(dirname(path), name), cache);
        this.parts.push({ start, source });
        if (source.size !== bytes) throw partError(name, `${bytes} bytes`, `${source.size}`);
        start += bytes;
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  window(start: number, end: number): ByteWindow {
    let n = this.parts.length - 1;
    while (n > 0 && this.parts[n].start > start) n--;
    const part = this.parts[n];
    if (end <= part.start + part.source.size) {
      const { bytes, data, origin } = part.source.window(start - part.start, end - part.start);
      return { bytes, data, origin: origin + part.start };
    }
    const bytes = new Uint8Array(end - start);
    for (const { start: first, source } of this.parts) {
      const [from, to] = [Math.max(start, first), Math.min(end, first + source.size)];
      if (from >= to) continue;
      const window = source.window(from - first, to - first);
      bytes.set(window.bytes.subarray(from - first - window.origin, to - first - window.origin), from - start);
    }
    return { bytes, data: new DataView(bytes.buffer), origin: start };
  }

  get isReplaced(): boolean {
    return this.list.isReplaced;
  }

  close(): void {
    for (const { source } of this.parts) source.close();
  }
}

function copyRange(source: FileSource, start: number, end: number, take: (bytes: Uint8Array) => void): void {
  for (let at = start; at < end; at += chunkBytes) {
    const to = Math.min(end, at + chunkBytes);
    const { bytes, origin } = source.window(at, to);
    take(bytes.subarray(at - origin, to - origin));
  }
}

function writeAtomic(path: string, write: (file: AtomicFile) => void, place?: PlaceFile): void {
  const file = new AtomicFile(path);
  try {
    write(file);
    file.commit(place);
  } finally {
    file.discard();
  }
}
