/** The threads of a large build. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, HansouError } from '../../errors.ts';
import type { AssignedDocuments, BuildTask, EncodeTermsTask, TaskSetup, TaskWorker } from './build-task.ts';

/** What a thread says of a task. */
export type TaskResult =
  | { readonly files: string[] }
  | {
      /** A HansouError, in parts: structured clone keeps no class. */
      readonly refused: {
        readonly code: ErrorCode;
        readonly what: string;
        readonly expected: string;
        readonly got: string;
        readonly hint: string;
      };
    }
  | { readonly failed: Error };

/** Starts a thread: built, its module lies beside this one; from source it needs what runs the source. */
function startThread(workerData: TaskSetup): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('../build-worker.js', import.meta.url), { workerData });
  // `import.meta.resolve` would not survive the build for require.
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const url = new URL('./build-worker.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ tsImport }) => tsImport(${JSON.stringify(url)}, ${JSON.stringify(url)}))`;
  return new Worker(code, { eval: true, workerData });
}

/** The threads of a build, of which this one is the first. */
export class BuildThreadPool {
  private readonly workers: Worker[] = [];

  /**
   * @param localWorker does the tasks of this thread
   * @param count how many threads there are, with this one
   */
  constructor(
    private readonly setup: TaskSetup,
    private readonly localWorker: TaskWorker,
    readonly count: number,
  ) {}

  /** Starts the others: they make ready while this one does something else. */
  start(): void {
    while (this.workers.length < this.count - 1) this.workers.push(startThread(this.setup));
  }

  /** Gives each thread the documents of its task to come; the others begin to collect them. */
  assign(deliveries: readonly AssignedDocuments[]): void {
    if (deliveries.length > 1) this.start();
    deliveries.forEach((delivery, i) => {
      if (i === 0) this.localWorker.assign(delivery);
      else this.workers[i - 1].postMessage(delivery);
    });
  }

  /**
   * Does tasks, at most one for each thread, at once: the first one here, before this returns.
   * @param tell is told how far this thread is; what it throws ends the task
   * @returns the files of each
   */
  runOnAll(tasks: readonly BuildTask[], tell: (done: number) => void): Promise<string[][]> {
    const others = this.runOnOthers(tasks.slice(1));
    return Promise.all([this.runHere(tasks[0], tell), others]).then(([own, more]) => [own, ...more]);
  }

  /** Does tasks on the other threads, at most one for each. Returns the files of each. */
  runOnOthers(tasks: readonly BuildTask[]): Promise<string[][]> {
    if (tasks.length > 0) this.start();
    return Promise.all(tasks.map((task, i) => runOnWorker(this.workers[i], task)));
  }

  /** Does a task of ranges here, a range at a time. */
  encodeTermRangesHere(task: EncodeTermsTask): Generator<string, void> {
    return this.localWorker.encodeTermRanges(task);
  }

  /** Does a task here, before this returns. */
  runHere(task: BuildTask, tell: (done: number) => void): Promise<string[]> {
    return new Promise(resolve => resolve(this.localWorker.run(task, tell)));
  }

  /** Ends the other threads, whatever they do. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.terminate()));
  }
}

function runOnWorker(worker: Worker, task: BuildTask): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined, files: string[] = []) => {
      worker.off('message', onMessage).off('error', done).off('exit', onExit);
      if (error) reject(error);
      else resolve(files);
    };
    const onMessage = (answer: TaskResult) => {
      if ('files' in answer) done(undefined, answer.files);
      else if ('failed' in answer) done(answer.failed);
      else done(new HansouError(answer.refused.code, answer.refused.what, answer.refused));
    };
    const onExit = () => done(new Error('a thread of the build ended before its task was done'));
    worker.on('message', onMessage).on('error', done).on('exit', onExit);
    worker.postMessage(task);
  });
}
