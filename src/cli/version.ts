/** The version of hansou. */
import { readFileSync } from 'node:fs';

/** The version in package.json, which is one folder above the built file and two above the source; `unknown` without it. */
export function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const file = readFileSync(new URL(path, import.meta.url), 'utf8');
      const { name, version } = JSON.parse(file) as { name?: string; version?: string };
      if (name === 'hansou' && version) return version;
    } catch {
      // Try the other path.
    }
  }
  return 'unknown';
}
