/** The worker threads of a large build, and who is free. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, HansouError } from '../errors.ts';
import type { Chunk, ChunkSetup } from './build-chunk.ts';

/** What a thread says of a chunk. */
export type ChunkAnswer =
  | { readonly files: readonly string[] }
  | {
      /** A HansouError, in parts: structured clone keeps no class. */
      readonly refused: {
        readonly code: ErrorCode;
        readonly what: string;
        readonly expected: string;
        readonly got: string;
        readonly todo: string;
      };
    }
  | { readonly failed: Error };

/** Starts a thread: built, its module lies beside this one; from source it needs what runs the source. */
function startThread(workerData: ChunkSetup): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./build-worker.js', import.meta.url), { workerData });
  // `import.meta.resolve` would not survive the build for require.
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const url = new URL('./build-worker.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ tsImport }) => tsImport(${JSON.stringify(url)}, ${JSON.stringify(url)}))`;
  return new Worker(code, { eval: true, workerData });
}

/** So many threads at most, each with one chunk at a time. */
export class BuildThreads {
  private readonly free: Worker[] = [];
  private readonly all: Worker[] = [];
  private readonly waiting: ((worker: Worker) => void)[] = [];

  constructor(
    private readonly setup: ChunkSetup,
    private readonly count: number,
  ) {}

  /**
   * Freezes a chunk on the next thread that is free. `taken` resolves once one has taken it: wait for that before the
   * next chunk, and no more than one waits in memory.
   */
  freeze(chunk: Chunk): { readonly taken: Promise<void>; readonly files: Promise<readonly string[]> } {
    const worker = this.acquire();
    return { taken: worker.then(() => undefined), files: worker.then(each => this.run(each, chunk)) };
  }

  /** Starts all threads: they make ready while this one does something else. */
  start(): void {
    while (this.all.length < this.count) this.free.push(this.startThread());
  }

  /** Ends all threads, whatever they do. */
  async close(): Promise<void> {
    await Promise.all(this.all.map(worker => worker.terminate()));
  }

  private acquire(): Promise<Worker> {
    const free = this.free.pop();
    if (free) return Promise.resolve(free);
    if (this.all.length < this.count) return Promise.resolve(this.startThread());
    return new Promise(resolve => this.waiting.push(resolve));
  }

  private startThread(): Worker {
    const worker = startThread(this.setup);
    this.all.push(worker);
    return worker;
  }

  private release(worker: Worker): void {
    const next = this.waiting.shift();
    if (next) next(worker);
    else this.free.push(worker);
  }

  private run(worker: Worker, chunk: Chunk): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | undefined, files: readonly string[] = []) => {
        worker.off('message', onMessage).off('error', done).off('exit', onExit);
        if (error) reject(error);
        else {
          this.release(worker);
          resolve(files);
        }
      };
      const onMessage = (answer: ChunkAnswer) => {
        if ('files' in answer) done(undefined, answer.files);
        else if ('failed' in answer) done(answer.failed);
        else done(new HansouError(answer.refused.code, answer.refused.what, answer.refused));
      };
      const onExit = () => done(new Error('a thread of the build ended before its chunk was done'));
      worker.on('message', onMessage).on('error', done).on('exit', onExit);
      worker.postMessage(chunk);
    });
  }
}
