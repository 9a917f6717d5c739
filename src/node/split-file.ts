/** Writes a file in parts (bytes/part-list.ts), and reads it as one. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ByteSource, ByteWindow } from '../bytes/byte-source.ts';
import { Checksum } from '../bytes/checksum.ts';
import {
  type FilePart,
  formatPartList,
  maxListBytes,
  type PartList,
  parsePartList,
  partError,
} from '../bytes/part-list.ts';
import { AtomicFile } from './atomic-file.ts';
import { FileSource } from './file-source.ts';

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

/** The list at a path; undefined if there is another file, or none. */
export function readPartList(path: string): PartList | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > 0 && size <= maxListBytes ? parsePartList(readFileSync(path)) : undefined;
}

/**
 * Divides a file that is larger than a part into parts of equal size beside it, and puts the list of them in its place.
 *
 * Law: at any moment the path has the whole file or a list whose parts are complete; on an error the parts that were written
 * are removed.
 *
 * @param maxPartBytes bytes of a part, at most
 * @throws HansouError IO
 */
export function splitFile(path: string, maxPartBytes: number): PartList | undefined {
  const source = new FileSource(path, 0);
  const parts: FilePart[] = [];
  try {
    const { size } = source;
    if (size <= maxPartBytes) return undefined;
    const whole = new Checksum();
    copyRange(source, 0, size, bytes => whole.add(bytes));
    const checksum = whole.finish();
    const count = Math.ceil(size / maxPartBytes);
    const partBytes = Math.ceil(size / count);
    const stem = basename(path).replace(/\.hansou$/, '');
    for (let start = 0; start < size; start += partBytes) {
      const end = Math.min(size, start + partBytes);
      const name = `${stem}.${checksum.toString(16).padStart(8, '0')}.${parts.length + 1}.hansou`;
      const sum = new Checksum();
      writeAtomic(join(dirname(path), name), file =>
        copyRange(source, start, end, bytes => {
          sum.add(bytes);
          file.write(bytes);
        }),
      );
      parts.push({ name, bytes: end - start, checksum: sum.finish() });
    }
    const list = { bytes: size, checksum, parts };
    writeAtomic(path, file => file.write(formatPartList(list)));
    return list;
  } catch (error) {
    for (const { name } of parts) rmSync(join(dirname(path), name), { force: true });
    throw error;
  } finally {
    source.close();
  }
}

/** Removes the parts of a list that another list does not name. */
export function removeParts(path: string, { parts }: PartList, kept: PartList | undefined): void {
  for (const { name } of parts)
    if (!kept?.parts.some(part => part.name === name)) rmSync(join(dirname(path), name), { force: true });
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

function writeAtomic(path: string, write: (file: AtomicFile) => void): void {
  const file = new AtomicFile(path);
  try {
    write(file);
    file.commit();
  } finally {
    file.discard();
  }
}
