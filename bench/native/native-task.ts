/** The tasks of the program in Rust and their answers: JSON that is written by one side and read by the other. */
import type { Timing } from '../measure/task.ts';

/** What an index of tantivy is made of; `src/tokenizers.rs` says how. */
export type NativeTerms = 'words' | 'characters' | 'charabia';

/** Builds an index in an empty directory. */
export interface NativeBuildTask {
  readonly kind: 'build';
  readonly terms: NativeTerms;
  /** Path of a file with JSON lines of `{ title, text }`. */
  readonly documents: string;
  readonly count: number;
  readonly directory: string;
  readonly threads: number;
  /** Whether texts are compressed as small as tantivy can. */
  readonly isSmall: boolean;
}

export interface NativeBuildAnswer {
  /** ms from nothing to the first term: loading the dictionary, which is not part of the build. */
  readonly load: number;
  /** ms from texts in memory to saved files. */
  readonly milliseconds: number;
  /** Processor time of all threads, in ms. */
  readonly processorMilliseconds: number;
  readonly bytes: number;
  /** Number of segments: one for each thread. */
  readonly segments: number;
}

/** Opens an index and asks it queries. */
export interface NativeQueryTask {
  readonly kind: 'query';
  readonly terms: NativeTerms;
  readonly directory: string;
  /** Path of a file with a QuerySet. */
  readonly queryFile: string;
  /** Number of documents wanted. */
  readonly limit: number;
  /** Whether some document has a title. */
  readonly hasTitles: boolean;
}

/** The times of queries of one kind, by what is asked for. */
export interface ReturnTimings {
  /** The numbers of the best documents, which nobody but the engine knows. */
  readonly numbers?: Timing;
  /** The same, and how many documents match. */
  readonly totals?: Timing;
  /** The ids of the best documents, as strings. */
  readonly ids: Timing;
  /** The best documents with their texts, and a snippet of each. */
  readonly snippets: Timing;
}

/** The kinds of queries; questions ask for any of their words. */
export const returnModes = ['any', 'all', 'question', 'quoted'] as const;
export type ReturnMode = (typeof returnModes)[number];

export interface ReturnsAnswer extends Readonly<Record<ReturnMode, ReturnTimings>> {
  /** For each quoted piece the ids of all documents in which it was found. */
  readonly found: readonly (readonly string[])[];
  /** Number of snippets at which the engine failed. */
  readonly panics?: number;
}

/** Cuts texts into words. */
export interface NativeSegmentTask {
  readonly kind: 'segment';
  readonly segmenter: 'jieba' | 'charabia';
  readonly documents: string;
  /** Number of UTF-16 units to cut. */
  readonly characters: number;
  /** ms during which each kind of cut is repeated; the median pass counts. */
  readonly milliseconds: number;
}

export interface NativeSegmentAnswer {
  /** ms from nothing to the first word. */
  readonly load: number;
  /** Characters per second, cutting into words. */
  readonly words: number;
  readonly wordsWithOffsets: number;
  /** Without words as strings; missing where words are pieces of the text. */
  readonly offsetsOnly?: number;
}

/** The answer to each kind of task. */
export interface NativeAnswers {
  readonly build: NativeBuildAnswer;
  readonly query: ReturnsAnswer;
  readonly segment: NativeSegmentAnswer;
}
export type NativeTask = NativeBuildTask | NativeQueryTask | NativeSegmentTask;
