/** One run of the bench: its material, its child processes, its rounds and its files. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Corpus } from './corpus/corpus.ts';
import type { Engine } from './engines/engine.ts';
import { runInRounds } from './measure/rounds.ts';
import { ChildFailed, runInChild } from './measure/run-child.ts';
import { median } from './measure/statistics.ts';
import type { Answers, QuerySet, Task } from './measure/task.ts';
import type { BenchOptions } from './options.ts';
import type { DrawnQueries } from './queries/draw.ts';
import type { Cell } from './report/report.ts';
import type { Skips } from './skips.ts';

/** What all parts of a run share. */
export interface BenchContext {
  readonly options: BenchOptions;
  /** The path of the bundled child. */
  readonly script: string;
  readonly corpus: Corpus;
  readonly queries: DrawnQueries;
  /** Other queries of the same kinds, asked before those that are timed. */
  readonly warmUps: DrawnQueries;
  /** The segmenter whose words the peers are given. */
  readonly wordsName: string;
  readonly engines: readonly Engine[];
  readonly skips: Skips;
  /** A directory for the files of this run. */
  readonly directory: string;
  log(line: string): void;
}

/** Runs tasks in child processes for the parts of the bench. */
export class Bench {
  /** Engine name to the directory of its index of the corpus, as far as this run has built it. */
  private readonly indexDirectories = new Map<string, string>();
  private dataFileCount = 0;

  constructor(readonly context: BenchContext) {}

  /** Runs a task in a process of its own. */
  run<T extends Task>(task: T): Promise<Answers[T['kind']]> {
    return runInChild(this.context.script, task);
  }

  /** Creates an empty directory; the same name always has the same directory. */
  createDirectory(name: string): string {
    const path = join(this.context.directory, 'built', name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Writes data for a child process into a file. */
  writeDataFile(data: unknown): string {
    const path = join(this.context.directory, `data-${++this.dataFileCount}.json`);
    writeFileSync(path, JSON.stringify(data));
    return path;
  }

  /** Writes the queries of the run into a file for child processes. */
  writeQueryFile(): string {
    const { queries, warmUps } = this.context;
    return this.writeDataFile({ timed: queries, warmUps } satisfies QuerySet);
  }

  /** The number of documents an engine is given: all, or as many as it can take. */
  documentCountFor(engine: Engine, count = this.context.corpus.count): number {
    return Math.min(count, engine.info.maxDocuments ?? count);
  }

  /** Remembers where the engine's index of the corpus is. */
  rememberIndex(engine: Engine, directory: string): void {
    this.indexDirectories.set(engine.info.name, directory);
  }

  /** The directory of the engine's index of the corpus, which is built first when this run has not built it yet. */
  async indexDirectory(engine: Engine): Promise<string> {
    const known = this.indexDirectories.get(engine.info.name);
    if (known !== undefined) return known;
    const directory = this.createDirectory(engine.info.name);
    this.context.log(`building ${engine.info.name}`);
    await this.run({
      kind: 'build',
      engine: engine.info.name,
      documents: this.context.corpus.path,
      count: this.documentCountFor(engine),
      directory,
      withGzip: false,
    });
    this.rememberIndex(engine, directory);
    return directory;
  }

  /** Measures engines in rounds, by default as many as the options say. Engines that fail are named in `notes`. */
  runInRounds<A>(
    engines: readonly Engine[],
    notes: string[],
    run: (engine: Engine, round: number) => Promise<A>,
    rounds = this.context.options.isSmoke ? 1 : this.context.options.rounds,
  ): Promise<Map<string, A[]>> {
    return runInRounds(
      engines,
      {
        rounds,
        nameOf: engine => engine.info.name,
        isMain: engine => engine.info.isMain ?? false,
        log: line => this.context.log(line),
        onFailure: (engine, reason) => notes.push(`${engine.info.title} failed: ${reason}`),
      },
      run,
    );
  }

  /** Runs one task for each engine. Engines that fail are named in `notes`. */
  async runOnce<A>(
    engines: readonly Engine[],
    notes: string[],
    run: (engine: Engine) => Promise<A>,
  ): Promise<Map<string, A>> {
    const answers = new Map<string, A>();
    for (const engine of engines) {
      const start = performance.now();
      try {
        answers.set(engine.info.name, await run(engine));
      } catch (error) {
        if (!(error instanceof ChildFailed)) throw error;
        notes.push(`${engine.info.title} failed: ${error.message}`);
      }
      this.context.log(`${engine.info.name}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    return answers;
  }
}

export const bytesPerMegabyte = 1e6;

/** Makes the cell of a figure that was measured in rounds; `missing` stands for a figure that has no value. */
export function roundsCell(values: readonly (number | undefined)[] | undefined, missing = 'failed'): Cell {
  const known = (values ?? []).filter(value => value !== undefined);
  if (known.length === 0) return { words: missing };
  return { value: median(known), low: Math.min(...known), high: Math.max(...known), rounds: known.length };
}

/** Makes the cell of a figure that is the same in every round. */
export function exactCell(value: number | undefined, missing = '—'): Cell {
  return value === undefined || Number.isNaN(value) ? { words: missing } : { value };
}

/** Whether a package is installed, in bench/ or in the project. */
export function isInstalled(name: string): boolean {
  return ['./node_modules/', '../node_modules/'].some(folder =>
    existsSync(fileURLToPath(new URL(`${folder}${name}/package.json`, import.meta.url))),
  );
}
