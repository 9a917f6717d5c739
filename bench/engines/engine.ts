/** What the bench asks of an engine in one configuration. All engines are asked the same. */
import type { SharedTokenizer } from '../segmenters/shared-tokenizer.ts';

/** A document to index. Engines number documents by their place in the list, from 0. */
export interface BenchDocument {
  readonly title: string;
  readonly text: string;
}

/**
 * How a query is meant. `all`: every word must occur in a document. `any`: one word is enough, best documents first.
 * `quoted`: a phrase, literally. `question`: a long string in natural language, best documents first.
 */
export type QueryMode = 'all' | 'any' | 'quoted' | 'question';
export const queryModes: readonly QueryMode[] = ['all', 'any', 'quoted', 'question'];

export interface EngineInfo {
  /** The name on the command line: `flexsearch-own`. */
  readonly name: string;
  /** The name in tables: `FlexSearch, own Chinese`. */
  readonly title: string;
  /** The npm package; none for hansou. */
  readonly package?: string;
  /** `jieba`: the words that all peers are given. `own`: the engine's own support for Chinese. */
  readonly words: 'jieba' | 'own';
  /** The configuration, and why it suits the engine best. */
  readonly configuration: string;
  /** The page of its makers that documents the configuration. */
  readonly documentation: string;
  /** The modes it supports. */
  readonly modes: readonly QueryMode[];
  /** Whether it returns a highlighted passage of a Chinese text. */
  readonly hasSnippets: boolean;
  /** Whether its file includes the texts. */
  readonly includesTexts: boolean;
  /** Measured in every round, however slow it is. */
  readonly isMain?: boolean;
  /** Maximum number of documents it is given; `configuration` says why. */
  readonly maxDocuments?: number;
  /** Only builds: its search runs in a web page. */
  readonly buildsOnly?: boolean;
}

interface Answer {
  /** Numbers of documents, best first. */
  readonly documents: readonly number[];
  /** Number of matching documents; undefined when the engine only counts those that it returns. */
  readonly total?: number;
  /** The highlighted passages as the engine returns them, when they were asked for. */
  readonly snippets?: readonly string[];
}

export interface SearchSettings {
  /** Maximum number of documents. */
  readonly limit: number;
  readonly withSnippets: boolean;
}

/** An open index. */
export interface OpenedEngine {
  search(query: string, mode: QueryMode, settings: SearchSettings): Answer | Promise<Answer>;
  /** Reads a document, for an engine that stores the texts itself. */
  readTexts?(document: number): BenchDocument;
}

export interface Engine {
  readonly info: EngineInfo;
  /** Loads its dictionary before the clock starts. */
  prepare?(): Promise<void>;
  /** Measures the time of segmenting the texts, in ms, for an engine that does not use the shared tokenizer. */
  timeSegmenting?(documents: readonly BenchDocument[]): number;
  /** Builds the index from texts in memory and saves it in an empty directory. */
  build(documents: readonly BenchDocument[], directory: string, tokenizer: SharedTokenizer): Promise<void>;
  /** Builds on all cores, or on a number of threads, for an engine that can do so and does not always do so. */
  buildOnAllCores?(documents: readonly BenchDocument[], directory: string, threads?: number): Promise<void>;
  /** Reads the files into memory. Everything else is part of `open`. */
  load(directory: string): Promise<LoadedEngine>;
}

/** The files of an index in memory. */
interface LoadedEngine {
  /** Opens the index; this is timed. */
  open(tokenizer: SharedTokenizer): Promise<OpenedEngine>;
}

/** Joins title and text, for engines that index a single text. */
export function titleAndText({ title, text }: BenchDocument): string {
  return title ? `${title}\n${text}` : text;
}
