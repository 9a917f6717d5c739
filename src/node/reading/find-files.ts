import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { HansouError } from '../../errors.ts';
import { requireIterable, requireString } from '../../validate.ts';
import { formatFromExtension, knownExtensions } from './format.ts';

/** A file to read. */
export interface InputFile {
  /** As it was named, with `/` between folders; `-` is standard input. */
  readonly name: string;
  /** Bytes as it lies there; 0 when that cannot be known. */
  readonly bytes: number;
  /** Where it really lies, links followed. */
  readonly realPath: string;
  /** Why it cannot be read, where that is known: a folder without rights, a link that leads nowhere. */
  readonly error?: HansouError;
}

/** What standard input is called. */
export const standardInput = '-';

/**
 * The files that these words name: a file, a folder (all files below it whose ending names a format, but hidden ones and
 * `node_modules`), a glob (`papers/2022-*.txt`, `**` for any folders), or `-`.
 *
 * Law: every file comes once, under its first name; a folder's and a glob's files by name, in the order of code units. What
 * cannot be reached below a folder is not left out: it comes with its error.
 *
 * @throws HansouError IO when there is no such file, or a folder or glob holds none; BAD_ARGUMENT
 */
export function findFiles(words: readonly string[]): InputFile[] {
  const found: InputFile[] = [];
  const seen = new Set<string>();
  const take = (file: InputFile) => {
    if (seen.has(file.realPath)) return;
    seen.add(file.realPath);
    found.push(file);
  };
  for (const word of requireIterable(words, 'file names')) {
    requireString(word, 'a file name');
    if (word === standardInput) {
      take({ name: word, bytes: 0, realPath: word });
      continue;
    }
    const stat = statOf(word);
    if (stat instanceof HansouError) throw stat;
    if (stat?.isDirectory()) for (const file of filesIn(word)) take(file);
    else if (stat) take(foundFile(word, stat));
    else if (isDynamicPattern(word)) for (const path of filesLike(word)) take(foundFile(path, statOf(path)));
    else throw missing(word, 'a file, a folder, a glob or -', 'no such file', 'Check the name.');
  }
  return found;
}

/** The files below a folder, links followed, but no folder twice. */
function filesIn(folder: string): InputFile[] {
  const found: InputFile[] = [];
  const seen = new Set<string>();
  const folders = [folder];
  for (let path = folders.pop(); path !== undefined; path = folders.pop()) {
    let entries: Dirent[];
    try {
      const place = realpathSync(path);
      if (seen.has(place)) continue;
      seen.add(place);
      entries = readdirSync(path, { withFileTypes: true });
    } catch (cause) {
      found.push({ name: withSlashes(path), bytes: 0, realPath: path, error: unreadableFileError(path, cause) });
      continue;
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const inside = join(path, entry.name);
      const stat = entry.isSymbolicLink() ? statOf(inside) : entry;
      if (stat !== undefined && !(stat instanceof HansouError) && stat.isDirectory()) {
        if (entry.name !== 'node_modules') folders.push(inside);
      } else if (formatFromExtension(entry.name) !== undefined) {
        if (stat === undefined || stat instanceof HansouError) found.push(foundFile(inside, stat));
        else if (stat.isFile()) found.push(foundFile(inside, statOf(inside)));
      }
    }
  }
  const hint = 'Name the files, or a glob, and say their format.';
  if (found.length === 0) throw missing(folder, `files that end in .${knownExtensions.join(', .')}`, 'none', hint);
  return found.sort((a, b) => byUnits(a.name, b.name));
}

function filesLike(glob: string): string[] {
  const names = globSync(withSlashes(glob), { expandDirectories: false, absolute: isAbsolute(glob) });
  if (names.length === 0) throw missing(glob, 'a file that it matches', 'none', 'Check the pattern, and quote it.');
  return names.sort(byUnits);
}

function foundFile(path: string, stat: Stats | HansouError | undefined): InputFile {
  const file = { name: withSlashes(path), bytes: 0, realPath: path };
  if (stat instanceof HansouError) return { ...file, error: stat };
  if (stat === undefined)
    return { ...file, error: missing(file.name, 'a file', 'none, or a link to none', 'Check what it links to.') };
  // A pipe has no other name.
  if (!stat.isFile()) return file;
  try {
    return { ...file, bytes: stat.size, realPath: realpathSync(path) };
  } catch (cause) {
    return { ...file, error: unreadableFileError(path, cause) };
  }
}

/** What stands at a path; undefined for nothing, an error where nobody may look. */
function statOf(path: string): Stats | HansouError | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    return unreadableFileError(path, cause);
  }
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function missing(word: string, expected: string, got: string, hint: string): HansouError {
  return new HansouError('IO', `${word} cannot be read`, { expected, got, hint });
}

/** The error of a file or folder that the system does not give. */
export function unreadableFileError(file: string, cause: unknown): HansouError {
  return new HansouError('IO', `${file} cannot be read`, {
    expected: 'a file or folder that can be read',
    got: cause instanceof Error ? cause.message : String(cause),
    hint: 'Check the name and its rights.',
    cause,
  });
}
