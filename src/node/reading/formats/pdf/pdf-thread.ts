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

let idle: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a PDF after those before it; each one's time begins with its turn.
 * @param limit ms after which the file is given up
 * @throws HansouError see `readPdfPages`; BAD_FILE for one that takes longer than `limit`, or more memory than a thread has
 */
export function readPdfInThread(request: PdfRequest, limit?: number): Promise<PdfText> {
  const reading = last.then(() => read(request, limit ?? baseMs + msPerByte * request.bytes.length));
  last = reading.catch(() => {});
  return reading;
}

function read({ file, bytes, keptHead }: PdfRequest, limit: number): Promise<PdfText> {
  const worker = idle ?? startPdfThread();
  idle = undefined;
  worker.ref();
  return new Promise<PdfText>((resolve, reject) => {
    const seconds = Math.round(limit / 1000);
    const giveUp = setTimeout(() => fail(tooSlowError(file, `at most ${seconds} s for its size`, 'more')), limit);
    const onMessage = (answer: PdfAnswer) => {
      stopListening();
      // It waits for the next file, and keeps no process alive.
      worker.unref();
      idle = worker;
      if ('text' in answer) resolve(answer.text);
      else reject(openError(answer.failure));
    };
    const onError = (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? tooSlowError(file, 'a PDF that fits into memory', 'a larger one')
          : error,
      );
    const onExit = () => fail(tooSlowError(file, 'a PDF that PDF.js reads', 'one that ends its thread'));
    const stopListening = () => {
      clearTimeout(giveUp);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const fail = (error: Error) => {
      stopListening();
      void worker.terminate().then(() => reject(error));
    };
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

function tooSlowError(file: string, expected: string, got: string): HansouError {
  return new HansouError('BAD_FILE', `${file} takes too much to read`, {
    expected,
    got,
    hint: 'Divide the file, or save it again with another program.',
  });
}
