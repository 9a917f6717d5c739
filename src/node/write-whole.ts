import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { HansouError } from '../errors.ts';

/**
 * Writes a file so that it is never half there: into a new file beside it, flushed to the disk, then renamed.
 * Whatever happens, the path holds what it held before or all of the new bytes.
 * @throws HansouError IO
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const draft = `${path}.${process.pid}.part`;
  let file: number | undefined;
  try {
    file = openSync(draft, 'w');
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
    closeSync(file);
    file = undefined;
    renameSync(draft, path);
  } catch (cause) {
    if (file !== undefined) closeSync(file);
    rmSync(draft, { force: true });
    throw new HansouError('IO', `${path} was not written`, {
      expected: 'a place that can be written to',
      got: cause instanceof Error ? cause.message : String(cause),
      todo: 'Check the folder, its rights and the room on the disk.',
      cause,
    });
  }
}
