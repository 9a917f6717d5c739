import { type AnalysisOptions, createAnalyzer, createSynonyms } from '../analysis-options.ts';
import { LiveIndex } from '../index/live/live-index.ts';
import type { Schema } from '../index/schema.ts';
import { SearchIndex } from '../search-index.ts';
import { requireOptions } from '../validate.ts';
import { FileSource } from './file-source.ts';

/** An index that stays in its file: only what a query needs is read, and little of it kept. */
export class FileIndex<S extends Schema = Schema> extends SearchIndex<S> {
  /** Made by `openFile`. */
  constructor(
    private readonly source: FileSource,
    words: AnalysisOptions,
  ) {
    super(LiveIndex.open(source, createAnalyzer(words)), createSynonyms(words.synonyms));
  }

  /** Closes the file; asking throws afterwards. */
  close(): void {
    this.source.close();
  }
}

export interface OpenFileOptions extends AnalysisOptions {
  /** Bytes of the file to keep in memory; default 32 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Opens an index file of any size without reading it: for indexes larger than memory, or asked only once. What is
 * added goes to memory; the file itself is never changed. An index that fits into memory is faster with `openIndex`.
 * @param path a file that is not changed while it is open
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
