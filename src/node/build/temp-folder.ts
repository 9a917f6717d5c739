/** The folder beside the output where a large build keeps its temporary files. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { HansouError } from '../../errors.ts';
import { removeLeftBehind, tempPathOf } from '../files/temp-names.ts';

/**
 * Creates the folder, and removes those that killed builds of the same output left behind.
 * @throws HansouError IO
 */
export function createTempFolder(output: string): string {
  return attempt(output, () => {
    removeLeftBehind(output);
    return mkdtempSync(`${tempPathOf(output)}-`);
  });
}

/** Removes the folder with everything in it; does nothing if it is gone. */
export function removeTempFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a file that only this build needs, and therefore does not flush it to disk. @throws HansouError IO */
export class TempFileWriter implements ByteSink {
  private readonly file: number;

  constructor(private readonly path: string) {
    this.file = attempt(path, () => openSync(path, 'w'));
  }

  write(bytes: Uint8Array): void {
    attempt(this.path, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    });
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Writes a whole temporary file and returns its path. @throws HansouError IO, and what `fill` throws */
export function writeTempFile(path: string, fill: (sink: ByteSink) => void): string {
  const writer = new TempFileWriter(path);
  try {
    fill(writer);
  } finally {
    writer.close();
  }
  return path;
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new HansouError('IO', `${path} was not written`, {
      expected: 'a writable folder',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Check that the folder exists, that you may write to it, and that the disk has space.',
      cause,
    });
  }
}
