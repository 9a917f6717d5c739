import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * A file of the project by its path from the top. This code also runs bundled, from another folder, so the top is
 * looked for.
 */
export function projectFile(path: string): URL {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const manifest = fileURLToPath(new URL('package.json', folder));
    if (existsSync(manifest) && /"name": "hansou"/.test(readFileSync(manifest, 'utf8'))) return new URL(path, folder);
    if (folder.pathname === '/') throw new Error('the bench lies outside of the project');
  }
}
