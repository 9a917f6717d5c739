/** The folder beside its output where a large build keeps what it has so far. */
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { HansouError } from '../../errors.ts';

/**
 * Makes a new one. Those that killed builds of the same output left there are removed.
 * @throws HansouError IO
 */
export function createTempFolder(output: string): string {
  const beginning = `.${basename(output)}.parts-`;
  return attempt(output, () => {
    for (const name of readdirSync(dirname(output)))
      if (name.startsWith(beginning) && !isAlive(Number.parseInt(name.slice(beginning.length), 10)))
        rmSync(join(dirname(output), name), { recursive: true, force: true });
    return mkdtempSync(join(dirname(output), `${beginning}${process.pid}-`));
  });
}

export function removeTempFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a file that is of use to this build only, so nothing waits for the disk. @throws HansouError IO */
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

/** A whole file of that kind. Returns its path. @throws HansouError IO, and what `fill` throws */
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
      expected: 'a folder that can be written to',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Check the folder, its rights and the room on the disk.',
      cause,
    });
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Not ours to signal is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
