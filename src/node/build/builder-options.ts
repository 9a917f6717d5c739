/** What a build is given and tells: options of an `IndexBuilder`, what its file holds beside the documents, progress, result. */
import { checkFields } from '../../fields.ts';
import type { Schema } from '../../index/schema.ts';
import type { EarlierFiles } from '../../index/segment/earlier-files.ts';
import { type AnalysisOptions, analysisChecks } from '../../index-options.ts';
import {
  checkCount,
  checkFunction,
  checkPositiveCount,
  checkString,
  invalid,
  isCount,
  type OptionRules,
} from '../../validate.ts';

/** The progress of a build. */
export interface BuildProgress {
  /** `adding` documents, then `merging` them to the file. */
  readonly phase: 'adding' | 'merging';
  /** Number of documents added so far. */
  readonly documents: number;
  /** Bytes of the file written so far; 0 while adding. */
  readonly bytes: number;
  /** Seconds since the builder was created. */
  readonly seconds: number;
  /** Estimated seconds until all documents are added; undefined without `expectedDocuments`, and outside of `adding`. */
  readonly secondsLeft: number | undefined;
}

/** Options of an `IndexBuilder`. */
export interface BuilderOptions<S extends Schema> extends AnalysisOptions {
  /** The fields of the index. */
  readonly fields: S;
  /** Path of the index file. The file appears whole or not at all; an existing file stays in place until then. */
  readonly output: string;
  /**
   * Number of threads; default one for each core, at most 8. With 1, and with a custom segmenter (which cannot be sent to
   * other threads), everything runs on the calling thread.
   */
  readonly threads?: number;
  /** Number of documents to come, if known: used to estimate `secondsLeft`. */
  readonly expectedDocuments?: number;
  /** Called at most ten times a second while documents are added and the file is written. An exception from it ends the build. */
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Aborts the build: everything it wrote is removed, and its methods reject with the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** The rules for the options of an `IndexBuilder`. */
export const builderRules: OptionRules<BuilderOptions<Schema>> = {
  owner: 'IndexBuilder',
  checks: {
    fields: checkFields,
    output: checkString,
    threads: checkPositiveCount,
    expectedDocuments: checkCount,
    onProgress: checkFunction,
    signal: (name, value) => {
      if (!(value instanceof AbortSignal)) throw invalid(name, 'an AbortSignal', value);
    },
    ...analysisChecks,
  },
  required: ['fields', 'output'],
  example: "{ fields: { title: text({ weight: 3 }), body: text() }, output: 'site.hansou' }",
};

/** What a file holds beside its documents. */
export interface BuildExtras {
  /** Bytes that the file keeps for the program that builds it. */
  readonly attachment?: Uint8Array;
  /** For a file that is opened together with earlier ones: the ids of their documents that it removes. */
  readonly earlier?: EarlierFiles;
}

export const extrasRules: OptionRules<BuildExtras> = {
  owner: 'finish',
  checks: {
    attachment: (name, value) => {
      if (!(value instanceof Uint8Array)) throw invalid(name, 'a Uint8Array', value);
    },
    earlier: (name, value) => {
      const { ids, checksums = [] } = (value ?? {}) as { readonly ids?: unknown; readonly checksums?: unknown };
      const isList = (list: unknown, isEach: (each: unknown) => boolean) =>
        Array.isArray(list) && Array.from(list).every(isEach);
      if (!isList(ids, id => typeof id === 'string' && id !== '') || !isList(checksums, isCount))
        throw invalid(name, '{ ids, checksums? } with ids of documents', value);
    },
  },
  example: "{ earlier: { ids: ['1'] } }",
};

/** What was built. */
export interface BuildResult {
  /** Number of documents in the index. */
  readonly documents: number;
  /** Size of the index file in bytes. */
  readonly bytes: number;
  /** Seconds from the creation of the builder to the finished file. */
  readonly seconds: number;
}
