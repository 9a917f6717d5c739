/** Finds files of the project from any place the bench's code runs in. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The URL of a file of the project, given by its path from the project's root. The root is searched for upwards, because
 * this code also runs as part of the bundled child, in another folder.
 */
export function projectFile(path: string): URL {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const manifest = fileURLToPath(new URL('package.json', folder));
    if (existsSync(manifest) && /"name": "hansou"/.test(readFileSync(manifest, 'utf8'))) return new URL(path, folder);
    if (folder.pathname === '/') throw new Error('the bench is not inside the project');
  }
}
