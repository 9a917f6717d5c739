/** The threads of a large build: starts them, sends them tasks, and collects their results. */
import type { Worker } from 'node:worker_threads';
import { HansouError } from '../../errors.ts';
import { startThread } from '../start-thread.ts';
import { openError, type ThreadError } from '../thread-error.ts';
import type { AssignedDocuments, BuildTask, EncodeTermsTask, TaskSetup, TaskWorker } from './build-task.ts';

/** What a thread answers when a task has ended. */
export type TaskResult = { readonly files: string[] } | { readonly failure: ThreadError };

/** The threads of a build. The calling thread is the first of them; the others are started when needed. */
export class BuildThreadPool {
  private readonly workers: Worker[] = [];
  /** Why threads ended that were not closed. */
  private readonly deaths = new Map<Worker, Error>();

  /**
   * @param localWorker runs the tasks of the calling thread
   * @param count number of threads, including the calling one
   */
  constructor(
    private readonly setup: TaskSetup,
    private readonly localWorker: TaskWorker,
    readonly count: number,
  ) {}

  /** Starts the other threads ahead of their first task, so that they load while this one continues. */
  start(): void {
    while (this.workers.length < this.count - 1) {
      const worker = startThread('build-worker', './build/build-worker.ts', this.setup);
      // A thread may also die between two tasks, when nothing waits for it.
      worker.once('error', error => this.deaths.set(worker, deathError(error)));
      worker.once('exit', () => {
        if (!this.deaths.has(worker)) this.deaths.set(worker, deathError());
      });
      this.workers.push(worker);
    }
  }

  /** Gives each thread the documents of its next task; the other threads begin to work on them. */
  assign(assignments: readonly AssignedDocuments[]): void {
    if (assignments.length > 1) this.start();
    assignments.forEach((documents, i) => {
      if (i === 0) this.localWorker.assign(documents);
      else this.workers[i - 1].postMessage(documents);
    });
  }

  /**
   * Runs one task on each thread, at most `count`. The first one runs here, before this method returns.
   * @param onProgress called with the progress of the calling thread; an exception from it ends the first task
   * @returns the files that each task wrote
   */
  runOnAll(tasks: readonly BuildTask[], onProgress: (done: number) => void): Promise<string[][]> {
    const others = this.runOnOthers(tasks.slice(1));
    return Promise.all([this.runHere(tasks[0], onProgress), others]).then(([here, rest]) => [here, ...rest]);
  }

  /** Runs one task on each of the other threads, at most `count - 1`. Returns the files that each task wrote. */
  runOnOthers(tasks: readonly BuildTask[]): Promise<string[][]> {
    if (tasks.length > 0) this.start();
    return Promise.all(tasks.map((task, i) => this.runOnWorker(this.workers[i], task)));
  }

  /** Runs a task on the calling thread, one range at each step. */
  encodeTermRangesHere(task: EncodeTermsTask): Generator<string, void> {
    return this.localWorker.encodeTermRanges(task);
  }

  /** Runs a task on the calling thread, before this method returns; errors reject the promise. */
  runHere(task: BuildTask, onProgress: (done: number) => void): Promise<string[]> {
    return new Promise(resolve => resolve(this.localWorker.run(task, onProgress)));
  }

  private runOnWorker(worker: Worker, task: BuildTask): Promise<string[]> {
    const death = this.deaths.get(worker);
    return death ? Promise.reject(death) : runOnWorker(worker, task);
  }

  /** Terminates the other threads, even during a task. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.terminate()));
  }
}

/** @param cause what the thread did not catch: that it had no memory left, for example */
function deathError(cause?: Error): HansouError {
  return new HansouError('IO', 'a thread of the build ended before its work was done', {
    expected: 'threads that live as long as the build',
    got: cause?.message ?? 'one that exited',
    hint: 'Check that there is enough memory, or build with fewer threads.',
    cause,
  });
}

function runOnWorker(worker: Worker, task: BuildTask): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined, files: string[] = []) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (error) reject(error);
      else resolve(files);
    };
    const onMessage = (result: TaskResult) => {
      if ('files' in result) done(undefined, result.files);
      else done(openError(result.failure));
    };
    const onError = (error: Error) => done(deathError(error));
    const onExit = () => done(deathError());
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
