/** Opens files without waiting: a pipe into which nobody writes holds an open up, and a device has no end. */
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';

/** For reading; the open of a pipe does not wait for a writer. Windows has no such flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A file that is open, and what it is. */
export interface OpenFile {
  readonly file: number;
  readonly stat: Stats;
}

/** Opens what stands at a path, whatever it is, without waiting. The caller closes it. @throws Error of the operating system */
export function openWithoutWaiting(path: string): OpenFile {
  const file = openSync(path, flags);
  try {
    return { file, stat: fstatSync(file) };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/**
 * Opens a regular file, which the caller closes.
 *
 * Law: whatever stands at the path, also if somebody put it there a moment ago, it is open at once or refused at once.
 *
 * @throws Error that says what it is instead (a pipe, a device, a folder), or of the operating system
 */
export function openRegularFile(path: string): OpenFile {
  // To open a pipe and to close it would take the bytes of a writer that waits.
  requireRegular(statSync(path));
  const opened = openWithoutWaiting(path);
  try {
    requireRegular(opened.stat);
    return opened;
  } catch (error) {
    closeSync(opened.file);
    throw error;
  }
}

function requireRegular(stat: Stats): void {
  if (!stat.isFile()) throw new Error(describeSpecialFile(stat));
}

/** The bytes of a regular file; undefined if there are more than `maxBytes`. @throws Error as `openRegularFile` */
export function readSmallFile(path: string, maxBytes: number): Buffer | undefined {
  const { file, stat } = openRegularFile(path);
  try {
    return stat.size > maxBytes ? undefined : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is at a path in place of a regular file. */
export function describeSpecialFile(stat: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}
