/** The tasks of a child process and their answers: plain data that is sent between processes. */
import type { QueryMode } from '../engines/engine.ts';
import type { ReturnsAnswer } from '../native/native-task.ts';

export type Task = ColdTask | BuildTask | QueryTask | ReturnsTask | FindTask | SegmentTask;

/** Builds an index of the first `count` documents in an empty directory. */
export interface BuildTask {
  readonly kind: 'build';
  readonly engine: string;
  /** Path of a file with JSON lines of `{ title, text }`. */
  readonly documents: string;
  readonly count: number;
  readonly directory: string;
  /** Whether the saved files are also gzipped, after the clock has stopped. */
  readonly withGzip: boolean;
  /** Builds on all cores, in the engine's own way; by default on one thread. */
  readonly onAllCores?: boolean;
  /** The number of threads instead of one for each core. */
  readonly threads?: number;
}

export interface BuildAnswer {
  /** ms from texts in memory to saved bytes. */
  readonly milliseconds: number;
  /** Processor time of all threads in these ms, in ms. */
  readonly processorMilliseconds: number;
  /** Of these, ms of segmentation; undefined where the engine segments itself. */
  readonly segmentMilliseconds?: number;
  /** Size of the saved files, in bytes. */
  readonly bytes: number;
  readonly gzippedBytes?: number;
  /** Peak resident memory of the process, in bytes. */
  readonly peakMemory: number;
  /** Resident memory before building, with the texts and the dictionary loaded, in bytes. */
  readonly memoryBefore: number;
}

/** Opens a built index and measures queries. */
export interface QueryTask {
  readonly kind: 'query';
  readonly engine: string;
  readonly directory: string;
  /** Path of a file with a QuerySet. */
  readonly queryFile: string;
  /** Number of hits wanted. */
  readonly limit: number;
  /** Number of documents in the index. */
  readonly documentCount: number;
  /** Whether all hits are counted, after the clock has stopped. */
  readonly withCounts: boolean;
}

/** Opens an index of hansou and measures what it returns. */
export interface ReturnsTask {
  readonly kind: 'returns';
  readonly directory: string;
  /** Path of a file with a QuerySet. */
  readonly queryFile: string;
  /** Number of hits wanted. */
  readonly limit: number;
  /** Number of documents in the index. */
  readonly documentCount: number;
}

/** The queries that are timed, and others of the same kinds that are asked before the clock starts. */
export interface QuerySet {
  readonly timed: Readonly<Record<QueryMode, readonly string[]>>;
  readonly warmUps: Readonly<Record<QueryMode, readonly string[]>>;
}

export interface QueryAnswer {
  /** ms from bytes in memory (or the path of a database) to an open index. */
  readonly open: number;
  /** ms of the first query. */
  readonly firstQuery: number;
  /** ms per query, over the hundred queries after the first. */
  readonly nextQueries: number;
  /** Memory of the open index with its file, in bytes: heap and buffers. */
  readonly heap: number;
  /** The same as resident memory. */
  readonly resident: number;
  readonly modes: Partial<Record<QueryMode, Timing>>;
  readonly withSnippets: Partial<Record<QueryMode, Timing>>;
  /** Mean number of documents that match. */
  readonly hits: Partial<Record<QueryMode, number>>;
}

/** Times of the queries of one kind, in ms per query. */
export interface Timing {
  /** Number of queries that were timed: less than all when they used up the time of their kind. */
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

/** Builds an index and returns which documents it finds. Nothing is timed. */
export interface FindTask {
  readonly kind: 'find';
  readonly engine: string;
  readonly documents: string;
  readonly count: number;
  readonly directory: string;
  /** Path of a file with a list of FindQuery. */
  readonly queryFile: string;
}

export interface FindQuery {
  readonly query: string;
  readonly mode: QueryMode;
  readonly limit: number;
}

export interface FindAnswer {
  /** For each query the documents found, best first. */
  readonly found: readonly (readonly number[])[];
}

/** Segments texts with one segmenter. */
export interface SegmentTask {
  readonly kind: 'segment';
  readonly segmenter: string;
  readonly documents: string;
  /** Number of characters to segment. */
  readonly characters: number;
  /** ms during which the texts are segmented again and again; the median pass counts. */
  readonly milliseconds: number;
  /** Whether the word ends in the first texts are returned. */
  readonly withWordEnds: boolean;
}

export interface SegmentAnswer {
  /** ms from nothing to the first word. */
  readonly load: number;
  /** Memory of the loaded segmenter, in bytes: heap and buffers. */
  readonly heap: number;
  /** The same as resident memory. */
  readonly resident: number;
  /** Characters per second, segmenting into words as strings. */
  readonly words?: number;
  /** Characters per second, segmenting into words with their offsets. */
  readonly wordsWithOffsets?: number;
  /** Characters per second, segmenting into offsets only. */
  readonly offsetsOnly?: number;
  /** For each of the first texts, the offsets at which words end. */
  readonly wordEnds?: readonly (readonly number[])[];
}

/** Asks an index in a process that has just started. Its child is `cold-child.ts`, which loads nothing else. */
export interface ColdTask {
  readonly kind: 'cold';
  readonly engine: string;
  readonly directory: string;
  /** Path of the bundled `src/index.ts`. */
  readonly library: string;
  /** The documents, from which the texts of a peer's hits are taken; undefined when ids alone are wanted. */
  readonly documents?: string;
  readonly mode: ColdMode;
  readonly queries: readonly string[];
}

export type ColdMode = QueryMode | 'suggest';

/** Times in ms. */
export interface ColdAnswer {
  /** Importing the package, and for a peer that is given jieba's words also jieba and its dictionary. */
  readonly import: number;
  /** From bytes in memory (or the path of a database) to an open index. */
  readonly open: number;
  /** By query, in their order. */
  readonly times: readonly number[];
}

/** The answer to each kind of task. */
export interface Answers {
  readonly cold: ColdAnswer;
  readonly build: BuildAnswer;
  readonly query: QueryAnswer;
  readonly returns: ReturnsAnswer;
  readonly find: FindAnswer;
  readonly segment: SegmentAnswer;
}
