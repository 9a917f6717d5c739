/** What the part `native` compares: hansou and the engines in Rust, each asked in its own way. */
import type { Bench } from '../bench.ts';
import type { Engine } from '../engines/engine.ts';
import { runNative } from './native-program.ts';
import type {
  NativeBuildAnswer,
  NativeBuildTask,
  NativeQueryTask,
  NativeSegmentAnswer,
  NativeSegmentTask,
  NativeTerms,
  ReturnsAnswer,
} from './native-task.ts';

/** An engine that builds an index and answers. */
export interface NativeEngine {
  readonly name: string;
  readonly title: string;
  /** Builds on a number of threads; the index of one thread is kept for `ask`. */
  build(threads: number): Promise<BuildFigures>;
  /** Asks the index; undefined for an engine that only builds. */
  ask?(queryFile: string): Promise<ReturnsAnswer>;
}

export type BuildFigures = Pick<NativeBuildAnswer, 'milliseconds' | 'processorMilliseconds' | 'bytes'> &
  Partial<Pick<NativeBuildAnswer, 'load'>>;

/** Something that cuts texts. */
export interface NativeSegmenter {
  readonly name: string;
  readonly title: string;
  cut(characters: number, milliseconds: number): Promise<NativeSegmentAnswer>;
}

/** Number of documents wanted. */
const limit = 10;

/** hansou, by its own child process. */
export function hansouEngine(bench: Bench, hansou: Engine): NativeEngine {
  const { corpus } = bench.context;
  const directoryOf = (threads: number) => `native-hansou-${threads}`;
  let directory = '';
  return {
    name: 'hansou',
    title: 'hansou',
    async build(threads) {
      const created = bench.createDirectory(directoryOf(threads));
      if (threads === 1) directory = created;
      return bench.run({
        kind: 'build',
        engine: hansou.info.name,
        documents: corpus.path,
        count: corpus.count,
        directory: created,
        withGzip: false,
        ...(threads > 1 && { onAllCores: true, threads }),
      });
    },
    ask: queryFile => bench.run({ kind: 'returns', directory, queryFile, limit, documentCount: corpus.count }),
  };
}

/** tantivy with terms of a kind. */
export function tantivyEngine(
  bench: Bench,
  { terms, title, hasTitles, isSmall = false }: TantivyOptions,
): NativeEngine {
  const { corpus } = bench.context;
  const name = `tantivy-${terms}${isSmall ? '-small' : ''}`;
  let directory = '';
  return {
    name,
    title,
    async build(threads) {
      const created = bench.createDirectory(`native-${name}-${threads}`);
      if (threads === 1) directory = created;
      const { path: documents, count } = corpus;
      const task = { kind: 'build', terms, documents, count, directory: created, threads, isSmall } as const;
      return runNative<NativeBuildTask>(bench.writeDataFile(task satisfies NativeBuildTask));
    },
    ...(!isSmall && {
      ask(queryFile) {
        const task = { kind: 'query', terms, directory, queryFile, limit, hasTitles } as const;
        return runNative<NativeQueryTask>(bench.writeDataFile(task satisfies NativeQueryTask));
      },
    }),
  };
}

interface TantivyOptions {
  readonly terms: NativeTerms;
  readonly title: string;
  readonly hasTitles: boolean;
  /** Whether texts are compressed as small as tantivy can; then it only builds. */
  readonly isSmall?: boolean;
}

/** hansou's `cut`, `segment` and `eachToken`. */
export function hansouSegmenter(bench: Bench): NativeSegmenter {
  return {
    name: 'hansou',
    title: 'hansou',
    async cut(characters, milliseconds) {
      const documents = bench.context.corpus.path;
      const task = { kind: 'segment', segmenter: 'hansou', documents, characters, milliseconds } as const;
      const {
        load,
        words = Number.NaN,
        wordsWithOffsets = Number.NaN,
        offsetsOnly,
      } = await bench.run({ ...task, withWordEnds: false });
      return { load, words, wordsWithOffsets, ...(offsetsOnly !== undefined && { offsetsOnly }) };
    },
  };
}

/** A segmenter in Rust. */
export function rustSegmenter(bench: Bench, segmenter: 'jieba' | 'charabia', title: string): NativeSegmenter {
  return {
    name: segmenter,
    title,
    cut(characters, milliseconds) {
      const documents = bench.context.corpus.path;
      const task = { kind: 'segment', segmenter, documents, characters, milliseconds } as const;
      return runNative<NativeSegmentTask>(bench.writeDataFile(task satisfies NativeSegmentTask));
    },
  };
}
