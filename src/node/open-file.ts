/** Opens an index file for searching without reading it into memory. */
import { type AnalysisOptions, createAnalyzer, createSynonyms } from '../analysis-options.ts';
import { LiveIndex } from '../index/live/live-index.ts';
import type { Schema } from '../index/schema.ts';
import { SearchIndex } from '../search-index.ts';
import { requireOptions } from '../validate.ts';
import { FileSource } from './file-source.ts';

/** An index that stays in its file: a query reads only the bytes it needs, and few of them are cached. */
export class FileIndex<S extends Schema = Schema> extends SearchIndex<S> {
  /** Called by `openFile`. */
  constructor(
    private readonly source: FileSource,
    options: AnalysisOptions,
  ) {
    super(LiveIndex.open(source, createAnalyzer(options)), createSynonyms(options.synonyms));
  }

  /** Closes the file. Searching throws afterwards. */
  close(): void {
    this.source.close();
  }
}

/** Options of `openFile`. */
export interface OpenFileOptions extends AnalysisOptions {
  /** Maximum number of bytes of the file to cache in memory; default 32 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Opens an index file of any size without reading it into memory: for indexes larger than memory, or for a single query.
 * Documents added later are kept in memory; the file itself never changes. An index that fits in memory is faster with
 * `openIndex`.
 * @param path a file that must not change while it is open
 * @throws HansouError IO, BAD_INDEX, FORMAT_VERSION or BAD_ARGUMENT
 */
export function openFile<S extends Schema = Schema>(path: string, options: OpenFileOptions = {}): FileIndex<S> {
  const source = new FileSource(path, requireOptions(options).cacheBytes);
  try {
    return new FileIndex<S>(source, options);
  } catch (error) {
    source.close();
    throw error;
  }
}
