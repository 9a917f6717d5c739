/** Finds the files that names, folders and globs stand for. */
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { HansouError } from '../../errors.ts';
import { requireIterable, requireString } from '../../validate.ts';
import { formatFromExtension, knownExtensions } from './format.ts';

/** A file to read. */
export interface InputFile {
  /** The name under which it was found, with `/` between folders; `-` for standard input. */
  readonly name: string;
  /** Its path below the folder that was named, with `/`; the file name when it was named itself, or by a glob. */
  readonly path: string;
  /** Size in bytes on disk; 0 if unknown. */
  readonly bytes: number;
  /** Its path with all links resolved. */
  readonly realPath: string;
  /** Why the file cannot be read, if that is known: a folder without permission, a broken link. */
  readonly error?: HansouError;
}

/** The name that stands for standard input. */
export const standardInput = '-';

/**
 * Finds the files for a list of names. A name is a file, a folder (all files below it with a known extension, except hidden
 * ones and `node_modules`), a glob (`papers/2022-*.txt`, `**` for any folders), or `-`.
 *
 * Law: each file is listed once, under the first name that finds it; the files of a folder or glob are sorted by name, in the
 * order of UTF-16 units. Files and folders below a folder that cannot be accessed are listed with their error.
 *
 * @throws HansouError IO when a file does not exist, or a folder or glob contains none; BAD_ARGUMENT
 */
export function findFiles(names: readonly string[]): InputFile[] {
  const found: InputFile[] = [];
  const seen = new Set<string>();
  const add = (file: InputFile) => {
    if (seen.has(file.realPath)) return;
    seen.add(file.realPath);
    found.push(file);
  };
  for (const name of requireIterable(names, 'file names')) {
    requireString(name, 'a file name');
    if (name === standardInput) {
      add({ name, path: name, bytes: 0, realPath: name });
      continue;
    }
    const stat = tryStat(name);
    if (stat instanceof HansouError) throw stat;
    if (stat?.isDirectory()) for (const file of filesIn(name)) add(file);
    else if (stat) add(toInputFile(name, stat));
    else if (isDynamicPattern(name)) for (const path of expandGlob(name)) add(toInputFile(path, tryStat(path)));
    else throw notFoundError(name, 'a file, a folder, a glob or -', 'no such file', 'Check the name.');
  }
  return found;
}

/** The files below a folder. Links are followed, but no folder is read twice. */
function filesIn(folder: string): InputFile[] {
  const found: InputFile[] = [];
  const seen = new Set<string>();
  const folders = [folder];
  for (let path = folders.pop(); path !== undefined; path = folders.pop()) {
    let entries: Dirent[];
    try {
      const realPath = realpathSync(path);
      if (seen.has(realPath)) continue;
      seen.add(realPath);
      entries = readdirSync(path, { withFileTypes: true });
    } catch (cause) {
      found.push({ ...toInputFile(path, unreadableFileError(path, cause), folder), realPath: path });
      continue;
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const inside = join(path, entry.name);
      const stat = entry.isSymbolicLink() ? tryStat(inside) : entry;
      if (stat !== undefined && !(stat instanceof HansouError) && stat.isDirectory()) {
        if (entry.name !== 'node_modules') folders.push(inside);
      } else if (formatFromExtension(entry.name) !== undefined) {
        if (stat === undefined || stat instanceof HansouError) found.push(toInputFile(inside, stat, folder));
        else if (stat.isFile()) found.push(toInputFile(inside, tryStat(inside), folder));
      }
    }
  }
  const hint = 'Name the files or a glob, and set the format.';
  if (found.length === 0)
    throw notFoundError(folder, `files that end in .${knownExtensions.join(', .')}`, 'none', hint);
  return found.sort((a, b) => compareUnits(a.name, b.name));
}

function expandGlob(glob: string): string[] {
  const names = globSync(withSlashes(glob), { expandDirectories: false, absolute: isAbsolute(glob) });
  if (names.length === 0) throw notFoundError(glob, 'a matching file', 'none', 'Check the pattern, and quote it.');
  return names.sort(compareUnits);
}

function toInputFile(path: string, stat: Stats | HansouError | undefined, folder?: string): InputFile {
  const below = withSlashes(folder === undefined ? basename(path) : relative(folder, path));
  const file = { name: withSlashes(path), path: below, bytes: 0, realPath: path };
  if (stat instanceof HansouError) return { ...file, error: stat };
  if (stat === undefined)
    return { ...file, error: notFoundError(file.name, 'a file', 'none, or a broken link', 'Check where it links to.') };
  // A pipe has no real path.
  if (!stat.isFile()) return file;
  try {
    return { ...file, bytes: stat.size, realPath: realpathSync(path) };
  } catch (cause) {
    return { ...file, error: unreadableFileError(path, cause) };
  }
}

/** The stats of a path; undefined if it does not exist, an error if it cannot be accessed. */
function tryStat(path: string): Stats | HansouError | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    return unreadableFileError(path, cause);
  }
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function notFoundError(name: string, expected: string, got: string, hint: string): HansouError {
  return new HansouError('IO', `${name} cannot be read`, { expected, got, hint });
}

/** The error for a file or folder that the operating system refuses to read. */
export function unreadableFileError(file: string, cause: unknown): HansouError {
  return new HansouError('IO', `${file} cannot be read`, {
    expected: 'a readable file or folder',
    got: cause instanceof Error ? cause.message : String(cause),
    hint: 'Check the name, and that you may read it.',
    cause,
  });
}
