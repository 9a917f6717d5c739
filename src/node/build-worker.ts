/** A thread of a large build: takes chunks, writes their segments, says where they are. */
import { parentPort, workerData } from 'node:worker_threads';
import { HansouError } from '../errors.ts';
import { type Chunk, ChunkFreezer, type ChunkSetup, revived } from './build-chunk.ts';
import type { ChunkAnswer } from './build-threads.ts';

const freezer = ChunkFreezer.of(workerData as ChunkSetup);

parentPort!.on('message', ({ documents, ...chunk }: Chunk) => {
  let answer: ChunkAnswer;
  try {
    answer = { files: freezer.freeze({ ...chunk, documents: revived(documents) }) };
  } catch (error) {
    answer =
      error instanceof HansouError
        ? {
            refused: {
              code: error.code,
              what: error.message.slice(0, error.message.indexOf(': expected ')),
              expected: error.expected,
              got: error.got,
              todo: error.todo,
            },
          }
        : { failed: error instanceof Error ? error : new Error(String(error)) };
  }
  parentPort!.postMessage(answer);
});
