/** What is written beside a file before it takes its place: how it is called, and what becomes of it when a process is killed. */
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The path of what this process writes before it takes the place of a file. */
export function tempPathOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.temp-${process.pid}`);
}

/**
 * Removes what killed processes left behind that wrote the same file. Law: what a living process writes stays.
 * @throws Error when the folder cannot be read
 */
export function removeLeftBehind(path: string): void {
  const prefix = `.${basename(path)}.temp-`;
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
      rmSync(join(dirname(path), name), { recursive: true, force: true });
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // EPERM: the process is alive but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
