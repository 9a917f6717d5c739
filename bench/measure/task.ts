/** What a child process is asked to do, and what it answers: plain data that crosses between processes. */
import type { QueryMode } from '../subjects/subject.ts';

export type Task = BuildTask | QueryTask | FindTask | SegmentTask;

/** Builds an index of the first `count` documents into an empty directory. */
export interface BuildTask {
  readonly kind: 'build';
  readonly subject: string;
  /** JSON lines of `{ title, text }`. */
  readonly documents: string;
  readonly count: number;
  readonly directory: string;
  /** Whether the saved files are gzipped too, after the clock has stopped. */
  readonly withGzip: boolean;
  /** On all cores, by the subject's own way to do so; default one thread. */
  readonly onAllCores?: boolean;
}

export interface BuildAnswer {
  /** ms from texts in memory to saved bytes. */
  readonly build: number;
  /** ms of these in which words were cut; undefined where the engine does it inside. */
  readonly segment?: number;
  /** Bytes. */
  readonly saved: number;
  readonly gzipped?: number;
  readonly files: number;
  /** Peak resident memory of the process, bytes, and that before building: with the texts and the words. */
  readonly peak: number;
  readonly before: number;
}

/** Opens a built index and asks. */
export interface QueryTask {
  readonly kind: 'query';
  readonly subject: string;
  readonly directory: string;
  /** A file with a QuerySet. */
  readonly queries: string;
  readonly limit: number;
  /** How many documents the index holds: a limit that cuts nothing off. */
  readonly documents: number;
  /** Whether all hits are counted, after the clock has stopped. */
  readonly withCounts: boolean;
}

/** Queries, and others like them that are asked before the clock starts. */
export interface QuerySet {
  readonly asked: Readonly<Record<QueryMode, readonly string[]>>;
  readonly before: Readonly<Record<QueryMode, readonly string[]>>;
}

export interface QueryAnswer {
  /** ms from bytes in memory (or the path of a database) to an index that answers. */
  readonly open: number;
  /** ms of the very first query. */
  readonly first: number;
  /** ms a query, of the hundred that follow. */
  readonly firstHundred: number;
  /** Bytes of heap and buffers, and of resident memory, that the open index takes, its file included. */
  readonly heap: number;
  readonly resident: number;
  readonly modes: Partial<Record<QueryMode, Timing>>;
  readonly withSnippets: Partial<Record<QueryMode, Timing>>;
  /** The mean number of documents found, in all. */
  readonly hits: Partial<Record<QueryMode, number>>;
}

/** ms a query. */
export interface Timing {
  /** How many queries were asked: fewer than there are when these took all the time that a kind has. */
  readonly asked: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

/** Builds an index in memory or in a directory and says what it finds; nothing is timed. */
export interface FindTask {
  readonly kind: 'find';
  readonly subject: string;
  readonly documents: string;
  readonly count: number;
  readonly directory: string;
  /** A file with a list of these. */
  readonly asks: string;
}

export interface Ask {
  readonly query: string;
  readonly mode: QueryMode;
  readonly limit: number;
}

export interface FindAnswer {
  /** By ask: the documents found, the best first. */
  readonly found: readonly (readonly number[])[];
}

/** Cuts a text with one segmenter. */
export interface SegmentTask {
  readonly kind: 'segment';
  readonly segmenter: string;
  readonly documents: string;
  readonly characters: number;
  /** ms for which the texts are cut again and again; the median pass counts. */
  readonly milliseconds: number;
  /** Whether the places of the cuts in the first texts come back. */
  readonly withCuts: boolean;
}

export interface SegmentAnswer {
  /** ms from nothing to the first word. */
  readonly load: number;
  readonly heap: number;
  readonly resident: number;
  readonly characters: number;
  /** Characters a second: words as strings, as strings with their places, as numbers only. */
  readonly strings?: number;
  readonly offsets?: number;
  readonly numbers?: number;
  /** Where words end in the first texts, one list a text. */
  readonly cuts?: readonly (readonly number[])[];
}

export interface Answers {
  readonly build: BuildAnswer;
  readonly query: QueryAnswer;
  readonly find: FindAnswer;
  readonly segment: SegmentAnswer;
}
