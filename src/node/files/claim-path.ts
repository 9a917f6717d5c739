/** Puts a finished file at a path that was free when it was chosen, which another process may have chosen too. */
import { closeSync, linkSync, openSync, renameSync } from 'node:fs';

/**
 * Puts a finished file at a path unless something is there. It may stay at its old path too.
 *
 * Law: of all processes that claim a path, one gets it; what is there is never replaced.
 *
 * @returns whether it is there
 * @throws Error of the operating system
 */
export function claimPath(finished: string, path: string): boolean {
  try {
    try {
      linkSync(finished, path);
    } catch (error) {
      if (isTaken(error)) return false;
      // A disk that has no hard links: an empty file claims the path.
      closeSync(openSync(path, 'wx'));
      renameSync(finished, path);
    }
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}
