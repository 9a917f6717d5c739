/** Reads PDFs in a thread of their own, which ends with a file that takes too long or too much memory. */
import type { Worker } from 'node:worker_threads';
import { HansouError } from '../../../../errors.ts';
import { startThread } from '../../../start-thread.ts';
import { openError, type ThreadError } from '../../../thread-error.ts';
import type { PdfText } from './read-pdf-pages.ts';

/** What the thread is sent. */
export interface PdfRequest {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Repeated heads, folded, that stay in their page. */
  readonly keptHead: RegExp;
}

/** What it answers. */
export type PdfAnswer = { readonly text: PdfText } | { readonly failure: ThreadError };

/**
 * How long a file may take, in ms, and for each of its bytes: newspapers and theses take .3 s a MB. PDF.js has no bound, and does not
 * pause inside a string or a packed stream, so nothing but another thread can end it.
 */
const baseMs = 30_000;
const msPerByte = 0.01;

/** A thread that has answered, and waits for the next file. */
let idle: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/** What ends the reading of a file. */
interface Bounds {
  /** In ms; default by the size of the file. */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a PDF after those before it; each one's time begins with its turn.
 *
 * Law: whatever a file does to the thread, it is answered or refused, and those behind it are read: a file whose thread dies is
 * refused only if the thread had read nothing before it.
 *
 * @throws HansouError see `readPdfPages`; BAD_FILE for one that takes longer than its limit, more memory than a thread has, or
 *   ends its thread; the reason of the signal
 */
export function readPdfInThread(request: PdfRequest, bounds: Bounds = {}): Promise<PdfText> {
  const reading = last.then(() => read(request, bounds));
  last = reading.catch(() => {});
  return reading;
}

async function read(request: PdfRequest, bounds: Bounds): Promise<PdfText> {
  bounds.signal?.throwIfAborted();
  const waiting = idle;
  idle = undefined;
  let answer = await ask(waiting ?? startPdfThread(), request, bounds);
  // It may have died of what it read before.
  if ('death' in answer && waiting) answer = await ask(startPdfThread(), request, bounds);
  if ('text' in answer) return answer.text;
  throw 'failure' in answer ? openError(answer.failure) : answer.death;
}

/** The answer of a thread, which waits for the next file then; or why the thread has ended. */
function ask(
  worker: Worker,
  { file, bytes, keptHead }: PdfRequest,
  { limit = baseMs + msPerByte * bytes.length, signal }: Bounds,
): Promise<PdfAnswer | { readonly death: HansouError }> {
  worker.ref();
  return new Promise((resolve, reject) => {
    const end = (reason: unknown) => {
      stopListening();
      void worker.terminate().then(() => reject(reason));
    };
    const seconds = Math.round(limit / 1000);
    const giveUp = setTimeout(
      () => end(refuse(file, 'takes too much to read', `at most ${seconds} s for its size`, 'more')),
      limit,
    );
    const onAbort = () => end(signal!.reason);
    const onMessage = (answer: PdfAnswer) => {
      stopListening();
      // It keeps no process alive.
      worker.unref();
      idle = worker;
      resolve(answer);
    };
    const onError = (error: NodeJS.ErrnoException) => {
      stopListening();
      resolve({
        death:
          error?.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? refuse(file, 'takes too much to read', 'a PDF that fits into memory', 'a larger one')
            : refuse(file, 'cannot be read', 'a PDF that PDF.js reads', String(error?.message ?? error), error),
      });
    };
    const onExit = () => {
      stopListening();
      resolve({ death: refuse(file, 'cannot be read', 'a PDF that PDF.js reads', 'one that ends its thread') });
    };
    const stopListening = () => {
      clearTimeout(giveUp);
      signal?.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    signal?.addEventListener('abort', onAbort);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    // A copy: PDF.js takes the buffer over.
    const copy = new Uint8Array(bytes);
    worker.postMessage({ file, bytes: copy, keptHead } satisfies PdfRequest, [copy.buffer]);
  });
}

/** Starts the thread. What fails in it while it waits, after its answer, ends it and nothing else. */
function startPdfThread(): Worker {
  const worker = startThread('pdf-worker', './reading/formats/pdf/pdf-worker.ts', undefined);
  worker.on('error', () => {});
  worker.on('exit', () => {
    if (idle === worker) idle = undefined;
  });
  return worker;
}

function refuse(file: string, what: string, expected: string, got: string, cause?: unknown): HansouError {
  const hint = 'Divide the file, or save it again with another program.';
  return new HansouError('BAD_FILE', `${file} ${what}`, { expected, got, hint, cause });
}
