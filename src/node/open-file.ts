/** Opens an index file for searching without reading it into memory. */
import { LiveIndex } from '../index/live/live-index.ts';
import type { Schema } from '../index/schema.ts';
import { type AnalysisOptions, analysisChecks, createAnalyzer } from '../index-options.ts';
import { SearchIndex } from '../search-index.ts';
import { createSynonyms } from '../synonym-options.ts';
import { checkNonNegative, checkOptions, type OptionRules, requireString } from '../validate.ts';
import { openFileSource } from './split-file.ts';

/** An index that stays in its file: a query reads only the bytes it needs, and few of them are cached. */
export interface FileIndex<S extends Schema = Schema> extends SearchIndex<S> {
  /**
   * Whether the path leads to another file than the one that is open, or to none: time to open it again. Until then the index
   * answers from the file that it opened.
   */
  isReplaced(): boolean;
  /** Closes the file. Later calls that read it throw a HansouError IO. */
  close(): void;
}

/** Options of `openFile`. */
export interface OpenFileOptions extends AnalysisOptions {
  /** Maximum number of bytes of the file to cache in memory (default 32 MiB). */
  readonly cacheBytes?: number;
}

const openFileRules: OptionRules<OpenFileOptions> = {
  owner: 'openFile',
  checks: { cacheBytes: checkNonNegative, ...analysisChecks },
  example: '{ cacheBytes: 64 * 2 ** 20 }',
};

/**
 * Opens an index file of any size without reading it into memory: for indexes larger than memory, or for a single query.
 * Documents added later are kept in memory; the file itself never changes. An index that fits in memory is faster with
 * `openIndex`.
 * @param path the file. Another one may be renamed to its place at any time: the index keeps its answers, and `isReplaced`
 *   tells. When the file itself is written into, reading throws FILE_CHANGED
 * @throws HansouError IO, FILE_CHANGED, BAD_INDEX, FORMAT_VERSION, BAD_ARGUMENT or BAD_DICTIONARY
 */
export function openFile<S extends Schema = Schema>(path: string, options: OpenFileOptions = {}): FileIndex<S> {
  requireString(path, 'the path');
  checkOptions(openFileRules, options, undefined);
  const source = openFileSource(path, options.cacheBytes);
  try {
    const index = SearchIndex.create<S>(LiveIndex.open(source, createAnalyzer(options)), createSynonyms(options));
    return Object.assign(index, { close: () => source.close(), isReplaced: () => source.isReplaced });
  } catch (error) {
    source.close();
    throw error;
  }
}
