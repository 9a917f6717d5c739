/** Opens an index file for searching without reading it into memory. */
import { LiveIndex } from '../index/live/live-index.ts';
import type { Schema } from '../index/schema.ts';
import { type AnalysisOptions, analysisChecks, createAnalyzer } from '../index-options.ts';
import { SearchIndex } from '../search-index.ts';
import { createSynonyms } from '../synonym-options.ts';
import { checkNonNegative, checkOptions, type OptionRules, requireOneOrMore, requireString } from '../validate.ts';
import { defaultCacheBytes } from './files/file-source.ts';
import { openFileSources } from './files/open-sources.ts';

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
  /** Maximum number of bytes of the file, or of all files, to cache in memory (default 32 MiB). */
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
 * @param path the file, or several that are opened as one (see `openIndex`). Another one may be renamed to its place at any time: the index keeps its answers, and `isReplaced`
 *   tells. When the file itself is written into, reading throws FILE_CHANGED
 * @throws HansouError IO, FILE_CHANGED, BAD_INDEX, SCHEMA_MISMATCH, ANALYSIS_MISMATCH, FORMAT_VERSION, BAD_ARGUMENT or BAD_DICTIONARY
 */
export function openFile<S extends Schema = Schema>(
  path: string | readonly string[],
  options: OpenFileOptions = {},
): FileIndex<S> {
  const paths = requireOneOrMore(path).map(each => requireString(each, 'the path'));
  checkOptions(openFileRules, options, undefined);
  const sources = openFileSources(paths, options.cacheBytes ?? defaultCacheBytes);
  const close = () => {
    for (const source of sources) source.close();
  };
  try {
    const live = LiveIndex.openAll(sources, createAnalyzer(options), paths);
    const index = SearchIndex.create<S>(live, createSynonyms(options));
    return Object.assign(index, { close, isReplaced: () => sources.some(source => source.isReplaced) });
  } catch (error) {
    close();
    throw error;
  }
}
