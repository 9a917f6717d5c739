/** A file as a byte source: only the ranges that are asked for are read, and few of them kept. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource, ByteWindow } from '../bytes/byte-source.ts';
import { describeValue, HansouError } from '../errors.ts';
import { requireString } from '../validate.ts';

/** Bytes of a block that is read and kept at once. */
const blockBytes = 0x10000;

/** How much of the file is kept in memory; the least recently used blocks go first. */
export const defaultCacheBytes = 32 * 2 ** 20;

/**
 * Law: a window holds the file's bytes, whatever was asked for before; never more than the cache and one window are
 * held here.
 */
export class FileSource implements ByteSource {
  readonly size: number;
  /** Blocks by number, the least recently used first (a Map keeps the order of insertion). */
  private readonly blocks = new Map<number, ByteWindow>();
  private readonly maxBlocks: number;
  private last: ByteWindow | undefined;
  private file: number | undefined;

  /**
   * @param path a file that is not changed while it is open
   * @param cacheBytes how many bytes to keep
   * @throws HansouError IO, BAD_ARGUMENT
   */
  constructor(
    readonly path: string,
    cacheBytes = defaultCacheBytes,
  ) {
    requireString(path, 'the name of a file');
    if (!(typeof cacheBytes === 'number' && cacheBytes >= 0)) {
      throw new HansouError('BAD_ARGUMENT', 'so much of a file cannot be kept', {
        expected: 'a number of bytes',
        got: describeValue(cacheBytes),
        hint: 'Leave cacheBytes out for 32 MiB.',
      });
    }
    this.maxBlocks = Math.max(1, Math.floor(cacheBytes / blockBytes));
    try {
      this.file = openSync(path, 'r');
      this.size = fstatSync(this.file).size;
    } catch (cause) {
      this.close();
      throw this.error('a file that can be read', cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  window(start: number, end: number): ByteWindow {
    const { last } = this;
    if (last && start >= last.origin && end <= last.origin + last.bytes.length) return last;
    const block = Math.floor(start / blockBytes);
    if (end > (block + 1) * blockBytes) return (this.last = this.read(start, end));
    let kept = this.blocks.get(block);
    if (kept) this.blocks.delete(block);
    else {
      kept = this.read(block * blockBytes, Math.min(this.size, (block + 1) * blockBytes));
      if (this.blocks.size >= this.maxBlocks) this.blocks.delete(this.blocks.keys().next().value as number);
    }
    this.blocks.set(block, kept);
    return (this.last = kept);
  }

  /** Closes the file. What was read stays readable; asking for more throws. */
  close(): void {
    if (this.file === undefined) return;
    closeSync(this.file);
    this.file = undefined;
  }

  private read(start: number, end: number): ByteWindow {
    if (this.file === undefined) throw this.error('an open file', 'one that was closed');
    const bytes = new Uint8Array(end - start);
    for (let at = 0; at < bytes.length; ) {
      let count = 0;
      try {
        count = readSync(this.file, bytes, at, bytes.length - at, start + at);
      } catch (cause) {
        throw this.error(`bytes ${start} to ${end}`, cause instanceof Error ? cause.message : String(cause), cause);
      }
      if (count === 0) throw this.error(`${this.size} bytes, as when it was opened`, `${start + at}`);
      at += count;
    }
    return { bytes, data: new DataView(bytes.buffer), origin: start };
  }

  private error(expected: string, got: string, cause?: unknown): HansouError {
    return new HansouError('IO', `${this.path} cannot be read`, {
      expected,
      got,
      hint: 'Check the file and its rights, and open it anew.',
      ...(cause !== undefined && { cause }),
    });
  }
}
