/** Opens several files to be read together. */
import { type ClosableSource, openFileSource } from './split-file.ts';

/**
 * Opens files, each of which may stand in parts.
 * @param cacheBytes bytes to cache at most, of all files
 * @throws HansouError as `openFileSource`; then none stays open
 */
export function openFileSources(paths: readonly string[], cacheBytes?: number): ClosableSource[] {
  const sources: ClosableSource[] = [];
  try {
    for (const path of paths)
      sources.push(openFileSource(path, cacheBytes === undefined ? undefined : cacheBytes / paths.length));
    return sources;
  } catch (error) {
    for (const source of sources) source.close();
    throw error;
  }
}
