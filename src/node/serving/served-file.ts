/** Which file of a folder belongs to the path of a request? */
import { realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/** What stands at a path. */
export type Served =
  | { readonly file: string }
  /** A folder that was asked for without the slash at its end: the address to go to, relative to the one asked for. */
  | { readonly redirect: string }
  | { readonly text: string; readonly type: string };

/**
 * Finds the file for the path of an address: the file itself, `index.html` of a folder, or the page with `.html` left out.
 *
 * Law: the file lies in the folder, also when links are followed, and no part of its path below it begins with a dot.
 * Whatever the path is (encoded dots, NUL, backslashes, bytes that are no UTF-8), the answer is such a file or undefined.
 *
 * @param folder its real path, without links
 * @param path the path as it stands in the address, encoded
 */
export function findServedFile(folder: string, path: string): Served | undefined {
  const parts = decodePath(path);
  if (!parts) return undefined;
  const whole = join(folder, ...parts);
  const isFolderAddress = path.endsWith('/');
  const candidates = isFolderAddress ? [join(whole, 'index.html')] : [whole, `${whole}.html`];
  for (const candidate of candidates) {
    const found = findInside(folder, candidate);
    if (!found) continue;
    if (found.stat.isFile()) return { file: found.realPath };
    if (found.stat.isDirectory() && findInside(folder, join(candidate, 'index.html'))?.stat.isFile())
      return { redirect: `${encodeURIComponent(basename(candidate))}/` };
  }
  return undefined;
}

/** The decoded parts of a path; undefined if one of them cannot be the name of a file that may be seen. */
function decodePath(path: string): string[] | undefined {
  if (!path.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '') continue;
    let name: string;
    try {
      name = decodeURIComponent(part);
    } catch {
      return undefined;
    }
    if (name.startsWith('.') || /[/\\\0]/.test(name)) return undefined;
    // On Windows: another drive, or a stream of a file.
    if (sep === '\\' && name.includes(':')) return undefined;
    parts.push(name);
  }
  return parts;
}

/** A file or folder with its links resolved; undefined if it is missing, cannot be read, or lies elsewhere. */
function findInside(folder: string, path: string): { readonly realPath: string; readonly stat: Stats } | undefined {
  try {
    const realPath = realpathSync(path);
    const below = relative(folder, realPath).split(sep);
    if (below.some(part => part.startsWith('.')) || join(folder, ...below) !== realPath) return undefined;
    return { realPath, stat: statSync(realPath) };
  } catch {
    return undefined;
  }
}
