import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { ContainerOutput } from '../bytes/container-writer.ts';
import { HansouError } from '../errors.ts';

/**
 * A file that is written as a stream and is never half there: into a new file beside it, flushed to the disk, then
 * renamed.
 *
 * Law: whatever happens, even if the process is killed, the path holds what it held before or all of the new bytes.
 */
export class AtomicFile implements ContainerOutput {
  private file: number | undefined;
  /** Bytes written so far. */
  length = 0;

  /**
   * @param tempPath where the bytes stand until they are all there: on the same disk
   * @throws HansouError IO
   */
  constructor(
    readonly path: string,
    private readonly tempPath = `${path}.${process.pid}.part`,
  ) {
    requireFileTarget(path);
    this.attempt(() => {
      this.file = openSync(this.tempPath, 'w');
    });
  }

  write(bytes: Uint8Array): void {
    this.attempt(file => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, this.length + at);
    });
    this.length += bytes.length;
  }

  overwriteStart(bytes: Uint8Array): void {
    this.attempt(file => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
    });
  }

  /** Puts the file in its place. @throws HansouError IO */
  commit(): void {
    this.attempt(file => {
      fsyncSync(file);
      this.file = undefined;
      closeSync(file);
      renameSync(this.tempPath, this.path);
    });
  }

  /** Leaves what was there before. Nothing happens after `commit`. */
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
      throw new HansouError('IO', `${this.path} was not written`, {
        expected: 'a place that can be written to',
        got: cause instanceof Error ? cause.message : String(cause),
        hint: 'Check the folder, its rights and the room on the disk.',
        cause,
      });
    }
  }
}

/**
 * A rename would put the new file in the place of a device or a pipe, and fail on a folder at the very end.
 * @throws HansouError IO when something stands there that is no file
 */
export function requireFileTarget(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile()) return;
  throw new HansouError('IO', `${path} was not written`, {
    expected: 'a new file or one to write anew',
    got: found.isDirectory() ? 'a folder' : 'a device or a pipe',
    hint: 'Name a file.',
  });
}

/** Writes a file whole or not at all. @throws HansouError IO */
export function writeFileAtomically(path: string, bytes: Uint8Array): void {
  const file = new AtomicFile(path);
  file.write(bytes);
  file.commit();
}
