/** A file as a byte source: reads only the requested ranges and caches some of them. */
import { type BigIntStats, closeSync, fstatSync, readSync, statSync } from 'node:fs';
import type { ByteSource, ByteWindow } from '../../bytes/byte-source.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { requireString } from '../../validate.ts';
import { openRegularFile } from './regular-file.ts';

/** Bytes of a block, the unit of reading and caching. */
const blockBytes = 0x10000;

/** Default size of the cache; the least recently used blocks are evicted first. */
export const defaultCacheBytes = 32 * 2 ** 20;

/**
 * Reads ranges of a file of any size.
 *
 * Law: a window contains the bytes that the file had when it was opened, whatever was read before and whatever replaced the
 * file at its path; memory is bounded by the cache and one window.
 */
export class FileSource implements ByteSource {
  /** Size of the file in bytes when it was opened. */
  readonly size: number;
  /** Cached blocks by number, least recently used first (a Map keeps insertion order). */
  private readonly blocks = new Map<number, ByteWindow>();
  private readonly maxBlocks: number;
  private last: ByteWindow | undefined;
  private file: number | undefined;
  /** The file as it was when it was opened. */
  private readonly opened: BigIntStats;

  /**
   * @param path a file that others may replace, but not write into
   * @param cacheBytes bytes to cache at most, at least one block of 64 KiB
   * @throws HansouError IO, BAD_ARGUMENT
   */
  constructor(
    readonly path: string,
    cacheBytes = defaultCacheBytes,
  ) {
    requireString(path, 'a file name');
    if (!(typeof cacheBytes === 'number' && cacheBytes >= 0)) {
      throw new HansouError('BAD_ARGUMENT', 'cacheBytes is invalid', {
        expected: 'a non-negative number of bytes',
        got: describeValue(cacheBytes),
        hint: 'Omit cacheBytes for 32 MiB.',
      });
    }
    this.maxBlocks = Math.max(1, Math.floor(cacheBytes / blockBytes));
    try {
      this.file = openRegularFile(path).file;
      this.opened = fstatSync(this.file, { bigint: true });
      this.size = Number(this.opened.size);
    } catch (cause) {
      this.close();
      throw this.error('a readable file', cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  window(start: number, end: number): ByteWindow {
    const { last } = this;
    if (last && start >= last.origin && end <= last.origin + last.bytes.length) return last;
    const block = Math.floor(start / blockBytes);
    if (end > (block + 1) * blockBytes) return (this.last = this.read(start, end));
    let cached = this.blocks.get(block);
    if (cached) this.blocks.delete(block);
    else {
      cached = this.read(block * blockBytes, Math.min(this.size, (block + 1) * blockBytes));
      if (this.blocks.size >= this.maxBlocks) this.blocks.delete(this.blocks.keys().next().value as number);
    }
    this.blocks.set(block, cached);
    return (this.last = cached);
  }

  /** Whether the path leads to another file by now, to none, or to the same file with other content. */
  get isReplaced(): boolean {
    const now = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return !now || now.ino !== this.opened.ino || now.dev !== this.opened.dev || this.isChanged(now);
  }

  private isChanged({ size, mtimeNs }: BigIntStats): boolean {
    return size !== this.opened.size || mtimeNs !== this.opened.mtimeNs;
  }

  /** Closes the file. Cached blocks stay readable; reading others throws. Closing twice does nothing. */
  close(): void {
    if (this.file === undefined) return;
    closeSync(this.file);
    this.file = undefined;
  }

  private read(start: number, end: number): ByteWindow {
    if (this.file === undefined) throw this.error('an open file', 'a closed one');
    const bytes = new Uint8Array(end - start);
    this.requireUnchanged(this.file);
    for (let at = 0; at < bytes.length; ) {
      let count = 0;
      try {
        count = readSync(this.file, bytes, at, bytes.length - at, start + at);
      } catch (cause) {
        throw this.error(`bytes ${start} to ${end}`, cause instanceof Error ? cause.message : String(cause), cause);
      }
      if (count === 0) throw this.error(`${this.size} bytes, as when it was opened`, `${start + at} bytes`);
      at += count;
    }
    this.requireUnchanged(this.file);
    return { bytes, data: new DataView(bytes.buffer), origin: start };
  }

  /** @throws HansouError FILE_CHANGED when somebody wrote into the open file */
  private requireUnchanged(file: number): void {
    if (!this.isChanged(fstatSync(file, { bigint: true }))) return;
    throw new HansouError('FILE_CHANGED', `${this.path} was changed while it is open`, {
      expected: 'a file that stays as it is; hansou writes a new one and renames it',
      got: 'other content in the same file',
      hint: 'Write indexes with IndexBuilder or hansou build, or under another name and rename them; then open the file again.',
    });
  }

  private error(expected: string, got: string, cause?: unknown): HansouError {
    return new HansouError('IO', `${this.path} cannot be read`, {
      expected,
      got,
      hint: 'Check that the file exists and that you may read it, and open it again.',
      ...(cause !== undefined && { cause }),
    });
  }
}
