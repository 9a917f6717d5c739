/** Finds the files that names, folders and globs stand for. */
import { realpathSync, type Stats, statSync } from 'node:fs';
import { basename, isAbsolute, relative, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { HansouError } from '../../errors.ts';
import { requireIterable, requireString } from '../../validate.ts';
import { describeSpecialFile } from '../files/regular-file.ts';
import { notFoundError, unreadableFileError } from './file-errors.ts';
import { findInFolder } from './find-in-folder.ts';
import { knownExtensions } from './format.ts';
import type { LeftOut } from './left-out.ts';

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
  /** Whether it is a pipe that was named, which can be read only once. */
  readonly isPipe?: true;
  /** Why the file cannot be read, if that is known: a folder without permission, a broken link. */
  readonly error?: HansouError;
}

/** The name that stands for standard input. */
export const standardInput = '-';

/**
 * Finds the files for a list of names. A name is a file, a folder, a glob (`papers/2022-*.txt`, `**` for any folders), or `-`.
 * Of a folder, all files below it with a known extension are found, except hidden ones, `node_modules`, files about a
 * project (README, LICENSE, package.json …, see project-files.ts), and what links lead to outside of it. A glob finds nothing
 * in `node_modules` unless it names it. A file that is named itself is found in any case.
 *
 * Law: each file is listed once, under the first name that finds it; the files of a folder or glob are sorted by name, in the
 * order of UTF-16 units. Files and folders below a folder that cannot be accessed are listed with their error; all others
 * are left out by name.
 *
 * @param onLeftOut called for each file and folder below a folder, or found by a glob, that is not read
 * @throws HansouError IO when a file does not exist or is a device, or a glob matches none; BAD_FILE when a folder has none;
 *   BAD_ARGUMENT
 */
export function findFiles(names: readonly string[], onLeftOut: (leftOut: LeftOut) => void = () => {}): InputFile[] {
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
    if (stat?.isDirectory()) for (const file of filesIn(name, onLeftOut)) add(file);
    else if (stat) {
      // A pipe that is named is read: `hansou build <(zcat pages.gz)`.
      if (!stat.isFile() && !stat.isFIFO())
        throw notFoundError(
          name,
          'a file, a folder, a glob or -',
          describeSpecialFile(stat),
          'Name a file, or - to read standard input.',
        );
      add(toInputFile(name, stat));
    } else if (isDynamicPattern(name)) for (const file of expandGlob(name, onLeftOut)) add(file);
    else throw notFoundError(name, 'a file, a folder, a glob or -', 'no such file', 'Check the name.');
  }
  return found;
}

/** The files below a folder, sorted. */
function filesIn(folder: string, onLeftOut: (leftOut: LeftOut) => void): InputFile[] {
  const { files, leftOut } = findInFolder(folder);
  if (files.length === 0)
    throw new HansouError('BAD_FILE', `${folder} has no file that can be read`, {
      expected: `files that end in .${knownExtensions.join(', .')}`,
      got: 'none',
      hint: 'Name the files or a glob, and set the format.',
    });
  for (const { path, kind } of sortByUnits(leftOut, each => each.path)) onLeftOut({ file: withSlashes(path), kind });
  return sortByUnits(files, ({ path }) => path).map(({ path, error }) =>
    toInputFile(path, error ?? tryStat(path), folder),
  );
}

function expandGlob(glob: string, onLeftOut: (leftOut: LeftOut) => void): InputFile[] {
  const names = globSync(withSlashes(glob), {
    expandDirectories: false,
    // Links to devices are named.
    onlyFiles: false,
    absolute: isAbsolute(glob),
  });
  const packages = new Set<string>();
  const files: InputFile[] = [];
  for (const name of sortByUnits(names, each => each)) {
    const folder = glob.includes('node_modules') ? undefined : /^(?:.*?\/)?node_modules(?=\/)/.exec(name)?.[0];
    if (folder !== undefined) {
      if (!packages.has(folder)) onLeftOut({ file: folder, kind: 'installed package' });
      packages.add(folder);
      continue;
    }
    const stat = tryStat(name);
    if (stat === undefined || stat instanceof HansouError || stat.isFile()) files.push(toInputFile(name, stat));
    else if (!stat.isDirectory()) onLeftOut({ file: withSlashes(name), kind: 'special file' });
  }
  if (files.length === 0) throw notFoundError(glob, 'a matching file', 'none', 'Check the pattern, and quote it.');
  return files;
}

function toInputFile(path: string, stat: Stats | HansouError | undefined, folder?: string): InputFile {
  const below = withSlashes(folder === undefined ? basename(path) : relative(folder, path));
  const file = { name: withSlashes(path), path: below, bytes: 0, realPath: path };
  if (stat instanceof HansouError) return { ...file, error: stat };
  if (stat === undefined)
    return { ...file, error: notFoundError(file.name, 'a file', 'none, or a broken link', 'Check where it links to.') };
  // A pipe has no real path.
  if (stat.isFIFO() && folder === undefined) return { ...file, isPipe: true };
  // It was put there while the folder was looked through.
  if (!stat.isFile()) return { ...file, error: unreadableFileError(file.name, new Error(describeSpecialFile(stat))) };
  try {
    return { ...file, bytes: stat.size, realPath: realpathSync.native(path) };
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

function sortByUnits<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...values].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function withSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
