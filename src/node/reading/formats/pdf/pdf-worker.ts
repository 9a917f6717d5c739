/** The module of the thread that reads PDFs: receives files, answers with their texts. */
import { parentPort } from 'node:worker_threads';
import { cleanOutput } from '../../../clean-output.ts';
import { packError } from '../../../thread-error.ts';
import type { PdfAnswer, PdfRequest } from './pdf-thread.ts';
import { readPdfPages } from './read-pdf-pages.ts';

cleanOutput();
parentPort!.on('message', async ({ file, bytes, keptHead }: PdfRequest) => {
  let answer: PdfAnswer;
  try {
    answer = { text: await readPdfPages(file, bytes, keptHead) };
  } catch (error) {
    answer = { failure: packError(error) };
  }
  parentPort!.postMessage(answer);
});
