import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { HansouError } from '../../errors.ts';
import { knownEndings } from './format.ts';

/** A file to read. */
export interface FoundFile {
  /** As it was named, with `/` between folders; `-` is standard input. */
  readonly name: string;
  /** Bytes as it lies there; 0 when that cannot be known. */
  readonly bytes: number;
}

/** What standard input is called. */
export const standardInput = '-';

const inFolders = `**/*.{${knownEndings.join(',')}}{,.gz}`;

/**
 * The files that these words name: a file, a folder (all files below it whose ending names a format, but hidden ones and
 * `node_modules`), a glob (`papers/2022-*.txt`, `**` for any folders), or `-`.
 *
 * Law: every file comes once, under its first name; a folder's and a glob's files by name, in the order of code units.
 *
 * @throws HansouError IO when there is no such file, or a folder or glob holds none
 */
export function findFiles(words: readonly string[]): FoundFile[] {
  const found: FoundFile[] = [];
  const seen = new Set<string>();
  const take = (path: string, bytes: number) => {
    const place = path === standardInput ? path : realpathSync(path);
    if (seen.has(place)) return;
    seen.add(place);
    found.push({ name: withSlashes(path), bytes });
  };
  for (const word of words) {
    if (word === standardInput) {
      take(word, 0);
      continue;
    }
    const stat = statSync(word, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const path of filesIn(word)) take(path, sizeOf(path));
    else if (stat) take(word, stat.isFile() ? stat.size : 0);
    else if (isDynamicPattern(word)) for (const path of filesLike(word)) take(path, sizeOf(path));
    else throw missing(word, 'a file, a folder, a glob or -', 'no such file', 'Check the name.');
  }
  return found;
}

function filesIn(folder: string): string[] {
  const names = globSync(inFolders, { cwd: folder, ignore: '**/node_modules/**', caseSensitiveMatch: false });
  const todo = 'Name the files, or a glob, and say their format.';
  if (names.length === 0) throw missing(folder, `files that end in .${knownEndings.join(', .')}`, 'none', todo);
  return names.sort(byUnits).map(name => join(folder, name));
}

function filesLike(glob: string): string[] {
  const names = globSync(withSlashes(glob), { expandDirectories: false, absolute: isAbsolute(glob) });
  if (names.length === 0) throw missing(glob, 'a file that it matches', 'none', 'Check the pattern, and quote it.');
  return names.sort(byUnits);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function missing(word: string, expected: string, got: string, todo: string): HansouError {
  return new HansouError('IO', `${word} cannot be read`, { expected, got, todo });
}
