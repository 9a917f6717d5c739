/** Writes a file atomically: under a temporary name first, then put in its place. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, type Stats, statSync, writeSync } from 'node:fs';
import type { ByteSource } from '../../bytes/byte-source.ts';
import type { ContainerOutput } from '../../bytes/container-writer.ts';
import { HansouError } from '../../errors.ts';
import { removeLeftBehind, tempPathOf } from './temp-names.ts';

/** Puts a finished file at the path that it is for; what is left at `finished` is removed afterwards. */
export type PlaceFile = (finished: string) => void;

/**
 * A file that is written as a stream and appears only when it is complete: the bytes go to a temporary file, which is
 * flushed to disk and then renamed.
 *
 * Law: whatever happens, even if the process is killed, the path has its old content or all of the new one.
 */
export class AtomicFile implements ContainerOutput {
  private file: number | undefined;
  /** Number of bytes written so far. */
  length = 0;

  /**
   * @param path the file to write; a folder, device or pipe is refused
   * @param tempPath the temporary file, on the same disk; default one beside it
   * @throws HansouError IO
   */
  constructor(
    readonly path: string,
    private readonly tempPath = `${tempPathOf(path)}-${randomBytes(4).toString('hex')}`,
  ) {
    requireFileTarget(path);
    this.attempt(() => {
      removeLeftBehind(path);
      this.file = openSync(this.tempPath, 'wx+');
    });
  }

  /** Appends bytes. @throws HansouError IO */
  write(bytes: Uint8Array): void {
    this.attempt(file => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, this.length + at);
    });
    this.length += bytes.length;
  }

  /** Replaces the first bytes of the file. @throws HansouError IO */
  overwriteStart(bytes: Uint8Array): void {
    this.attempt(file => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
    });
  }

  readWritten(): ByteSource {
    return {
      size: this.length,
      window: (start, end) => {
        const bytes = new Uint8Array(end - start);
        this.attempt(file => {
          for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, bytes.length - at, start + at);
        });
        return { bytes, data: new DataView(bytes.buffer), origin: start };
      },
    };
  }

  /**
   * Flushes the temporary file to disk and puts it in its place, by default instead of what is at `path`.
   * @throws HansouError IO, and what `place` throws
   */
  commit(place: PlaceFile = finished => renameSync(finished, this.path)): void {
    this.attempt(file => {
      fsyncSync(file);
      this.file = undefined;
      closeSync(file);
      place(this.tempPath);
      rmSync(this.tempPath, { force: true });
    });
  }

  /** Removes the temporary file and leaves the old content in place. Does nothing after `commit`. */
  discard(): void {
    if (this.file === undefined) return;
    const { file } = this;
    this.file = undefined;
    try {
      closeSync(file);
    } finally {
      rmSync(this.tempPath, { force: true });
    }
  }

  private attempt(act: (file: number) => void): void {
    try {
      act(this.file as number);
    } catch (cause) {
      this.discard();
      rmSync(this.tempPath, { force: true });
      if (cause instanceof HansouError) throw cause;
      throw new HansouError('IO', `${this.path} was not written`, {
        expected: 'a writable folder',
        got: cause instanceof Error ? cause.message : String(cause),
        hint: 'Check that the folder exists, that you may write to it, and that the disk has space.',
        cause,
      });
    }
  }
}

/**
 * Checks that a path is free or a regular file. A rename would replace a device or a pipe, and fail on a folder only at
 * the end.
 * @throws HansouError IO if the path is a folder, a device or a pipe
 */
export function requireFileTarget(path: string): void {
  const found = statTarget(path);
  if (!found || found.isFile()) return;
  throw new HansouError('IO', `${path} was not written`, {
    expected: 'a path that is free or a regular file',
    got: found.isDirectory() ? 'a folder' : 'a device or a pipe',
    hint: 'Give the path of a file.',
  });
}

/** What stands at a path; undefined if it is free. @throws HansouError IO if the path cannot be one */
function statTarget(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw new HansouError('IO', `${path.replaceAll('\0', ' ')} cannot be written`, {
      expected: 'a path in a folder that you may write to',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Give the path of a file.',
      cause,
    });
  }
}
