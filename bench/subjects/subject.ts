/** One engine in one configuration. The same few questions are put to all of them. */
import type { Cutter } from '../segmenters/cutter.ts';

/** What is indexed. A subject knows documents by their place in the list, from 0. */
export interface BenchDocument {
  readonly title: string;
  readonly text: string;
}

/**
 * How a query is meant. `all`: every word must stand in a document. `any`: one is enough, the best first. `quoted`: the
 * literal piece. `question`: a long string in natural language, the best first.
 */
export type QueryMode = 'all' | 'any' | 'quoted' | 'question';
export const queryModes: readonly QueryMode[] = ['all', 'any', 'quoted', 'question'];

export interface SubjectInfo {
  /** For the command line: `flexsearch-words`. */
  readonly name: string;
  /** For tables: `FlexSearch, jieba's words`. */
  readonly title: string;
  /** The npm package, when it is not hansou. */
  readonly package?: string;
  /** Whose words: the same for all (`jieba`), or what the engine itself makes of Chinese (`own`). */
  readonly words: 'jieba' | 'own';
  /** How it is configured, and why this fits it best. */
  readonly configuration: string;
  /** Where its makers say so. */
  readonly documentation: string;
  /** What it can be asked. What is missing here, it cannot. */
  readonly modes: readonly QueryMode[];
  /** Whether it gives back a marked passage of a Chinese text. */
  readonly hasSnippets: boolean;
  /** Whether its file holds the texts themselves. */
  readonly holdsTexts: boolean;
  /** Measured in every round, however long it takes. */
  readonly isMain?: boolean;
  /** It is not asked to index more documents than this; the reason stands in `configuration`. */
  readonly mostDocuments?: number;
  /** Only builds: its search runs in a page. */
  readonly buildsOnly?: boolean;
}

export interface Answer {
  /** Documents by number, the best first. */
  readonly documents: readonly number[];
  /** How many there are in all; undefined when the engine only tells those that it gives. */
  readonly total?: number;
  /** The marked passages, as the engine gives them, when they were asked for. */
  readonly snippets?: readonly string[];
}

export interface OpenedSubject {
  search(query: string, mode: QueryMode, limit: number, withSnippets: boolean): Answer | Promise<Answer>;
}

export interface Subject {
  readonly info: SubjectInfo;
  /** Loads its dictionary, before the clock starts. */
  prepare?(): Promise<void>;
  /** ms to cut the texts into words, where words are not cut by the shared cutter. */
  segmentOnly?(documents: readonly BenchDocument[]): number;
  /** Makes the index and saves it in the (empty) directory: texts in memory to bytes in files. */
  build(documents: readonly BenchDocument[], directory: string, words: Cutter): Promise<void>;
  /** The same on all cores, where the engine has a way to do so and does not do it anyway. */
  buildOnAllCores?(documents: readonly BenchDocument[], directory: string): Promise<void>;
  /** Reads the files into memory; what an engine does besides is `open`. */
  load(directory: string): Promise<LoadedSubject>;
}

/** Files in memory. `open` is timed: from bytes (or the path of a database) to an index that answers. */
export interface LoadedSubject {
  open(words: Cutter): Promise<OpenedSubject>;
}

/** Title and text as one, for engines that are asked one text. */
export function wholeText({ title, text }: BenchDocument): string {
  return title ? `${title}\n${text}` : text;
}
