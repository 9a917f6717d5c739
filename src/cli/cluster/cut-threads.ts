/** Threads that cut documents for a cluster, so that `hansou cluster push` uses all cores. */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { Analyzer } from '../../analysis/analyzer.ts';
import { HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import type { Lexicon, PackedLexicon } from '../../lexicon/lexicon.ts';
import { startThread } from '../../node/start-thread.ts';
import { openError, type ThreadError } from '../../node/thread-error.ts';
import { DocumentEncoder, type OrderedDocument } from '../../opensearch/documents/cluster-document.ts';
import { type DocumentCutter, LocalCutter } from '../../opensearch/documents/document-writer.ts';
import { createSegmenter } from '../../segment/dictionary-segmenter.ts';

/** What a thread is given when it starts. */
export interface CutSetup {
  readonly fields: Schema;
  readonly lexicon: PackedLexicon;
}

/** Documents that a thread is to cut. */
export interface CutRequest {
  readonly number: number;
  readonly documents: readonly OrderedDocument[];
}

/** What a thread answers. */
export type CutReply =
  | { readonly number: number; readonly sources: readonly string[] }
  | { readonly number: number; readonly failure: ThreadError };

interface Waiting {
  readonly worker: Worker;
  resolve(sources: readonly string[]): void;
  reject(error: Error): void;
}

const maxThreads = 8;

/** Cuts the first batch here, since often there is no other, and gives each further one to the thread that has the fewest. */
export class CutThreads implements DocumentCutter {
  private readonly workers: Worker[] = [];
  private readonly setup: CutSetup;
  private first: DocumentCutter | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private failure: Error | undefined;
  private last = 0;

  constructor(
    fields: Schema,
    lexicon: Lexicon,
    readonly threads = Math.min(maxThreads, availableParallelism()),
  ) {
    this.setup = { fields, lexicon: lexicon.pack() };
    this.first = new LocalCutter(new DocumentEncoder(fields, new Analyzer(createSegmenter({ lexicon }))));
  }

  cut(documents: readonly OrderedDocument[]): Promise<readonly string[]> {
    const { first } = this;
    this.first = undefined;
    if (first) return first.cut(documents);
    if (this.failure) return Promise.reject(this.failure);
    while (this.workers.length < this.threads) this.workers.push(this.start());
    const loads = new Map(this.workers.map(worker => [worker, 0]));
    for (const { worker } of this.waiting.values()) loads.set(worker, loads.get(worker)! + 1);
    const [[worker]] = [...loads].sort(([, a], [, b]) => a - b);
    const number = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { worker, resolve, reject });
      worker.postMessage({ number, documents } satisfies CutRequest);
    });
  }

  /** Ends the threads, even while they cut. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.removeAllListeners('exit').terminate()));
  }

  private start(): Worker {
    const worker = startThread('cut-worker', '../cli/cluster/cut-worker.ts', this.setup);
    worker.on('message', (reply: CutReply) => this.onReply(reply));
    worker.once('error', error => this.fail(error));
    worker.once('exit', () => this.fail(endedError()));
    return worker;
  }

  private onReply(reply: CutReply): void {
    const waiting = this.waiting.get(reply.number);
    this.waiting.delete(reply.number);
    if ('failure' in reply) waiting?.reject(openError(reply.failure));
    else waiting?.resolve(reply.sources);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function endedError(): HansouError {
  return new HansouError('IO', 'a thread that cuts documents ended before its work was done', {
    expected: 'threads that live as long as the run',
    got: 'one that exited',
    hint: 'Check that there is enough memory; what was acknowledged stays, and the next run goes on behind it.',
  });
}
