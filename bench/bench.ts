import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Corpus } from './corpus/corpus.ts';
import { inRounds } from './measure/rounds.ts';
import { ChildFailed, runInChild } from './measure/run-child.ts';
import { median } from './measure/statistics.ts';
import type { Answers, QuerySet, Task } from './measure/task.ts';
import type { BenchOptions } from './options.ts';
import type { DrawnQueries } from './queries/draw.ts';
import type { Cell } from './report/report.ts';
import type { Skips } from './skips.ts';
import type { Subject } from './subjects/subject.ts';

/** What every part works with. */
export interface BenchContext {
  readonly options: BenchOptions;
  /** The bundled child. */
  readonly script: string;
  readonly corpus: Corpus;
  readonly queries: DrawnQueries;
  /** Others like them, to be asked before. */
  readonly warmUps: DrawnQueries;
  /** Whose words the peers get. */
  readonly wordsName: string;
  readonly subjects: readonly Subject[];
  readonly skips: Skips;
  readonly directory: string;
  log(line: string): void;
}

/** One run of the bench: children, rounds, places for files. */
export class Bench {
  /** By subject, where its index of the corpus lies, when this run has built it. */
  private readonly built = new Map<string, string>();
  private files = 0;

  constructor(readonly context: BenchContext) {}

  run<T extends Task>(task: T): Promise<Answers[T['kind']]> {
    return runInChild(this.context.script, task);
  }

  /** An empty directory, one for each name. */
  emptyDirectory(name: string): string {
    const path = join(this.context.directory, 'built', name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Writes data for a child into a file. */
  dataFile(data: unknown): string {
    const path = join(this.context.directory, `data-${++this.files}.json`);
    writeFileSync(path, JSON.stringify(data));
    return path;
  }

  /** The queries of the run for a child. */
  queryFile(): string {
    const { queries, warmUps } = this.context;
    return this.dataFile({ asked: queries, before: warmUps } satisfies QuerySet);
  }

  /** Documents that a subject is given: all, or as many as it can take. */
  countFor(subject: Subject, count = this.context.corpus.count): number {
    return Math.min(count, subject.info.mostDocuments ?? count);
  }

  remember(subject: Subject, directory: string): void {
    this.built.set(subject.info.name, directory);
  }

  /** Where the subject’s index of the corpus lies; builds it when this run has not. */
  async builtDirectory(subject: Subject): Promise<string> {
    const known = this.built.get(subject.info.name);
    if (known !== undefined) return known;
    const directory = this.emptyDirectory(subject.info.name);
    this.context.log(`building ${subject.info.name}`);
    await this.run({
      kind: 'build',
      subject: subject.info.name,
      documents: this.context.corpus.path,
      count: this.countFor(subject),
      directory,
      withGzip: false,
    });
    this.remember(subject, directory);
    return directory;
  }

  /** Rounds over subjects; those that fail are named in `notes`. */
  rounds<A>(
    subjects: readonly Subject[],
    notes: string[],
    run: (subject: Subject, round: number) => Promise<A>,
  ): Promise<Map<string, A[]>> {
    return inRounds(
      subjects,
      {
        rounds: this.context.options.isSmoke ? 1 : this.context.options.rounds,
        nameOf: subject => subject.info.name,
        isMain: subject => subject.info.isMain ?? false,
        log: line => this.context.log(line),
        failed: (subject, reason) => notes.push(`${subject.info.title} failed: ${reason}`),
      },
      run,
    );
  }

  /** Does one task for each subject; those that fail are named in `notes`. */
  async each<A>(
    subjects: readonly Subject[],
    notes: string[],
    run: (subject: Subject) => Promise<A>,
  ): Promise<Map<string, A>> {
    const answers = new Map<string, A>();
    for (const subject of subjects) {
      const start = performance.now();
      try {
        answers.set(subject.info.name, await run(subject));
      } catch (error) {
        if (!(error instanceof ChildFailed)) throw error;
        notes.push(`${subject.info.title} failed: ${error.message}`);
      }
      this.context.log(`${subject.info.name}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    return answers;
  }
}

export const megabyte = 1e6;

/** The cell of a figure over its rounds; `missing` when there is none. */
export function cellOf(values: readonly (number | undefined)[] | undefined, missing = 'failed'): Cell {
  const known = (values ?? []).filter(value => value !== undefined);
  if (known.length === 0) return { words: missing };
  return { value: median(known), low: Math.min(...known), high: Math.max(...known), rounds: known.length };
}

/** A figure that is not measured in rounds. */
export function exact(value: number | undefined, missing = '—'): Cell {
  return value === undefined || Number.isNaN(value) ? { words: missing } : { value };
}

/** Whether a package lies beside the bench or the project. */
export function isInstalled(name: string): boolean {
  return ['./node_modules/', '../node_modules/'].some(folder =>
    existsSync(fileURLToPath(new URL(`${folder}${name}/package.json`, import.meta.url))),
  );
}
