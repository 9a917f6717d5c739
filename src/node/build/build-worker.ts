/** A thread of a large build: takes tasks, says which files it wrote. */
import { parentPort, workerData } from 'node:worker_threads';
import { HansouError } from '../../errors.ts';
import { type AssignedDocuments, type BuildTask, type TaskSetup, TaskWorker } from './build-task.ts';
import type { TaskResult } from './build-threads.ts';

const worker = TaskWorker.create(workerData as TaskSetup);
/** What collecting documents ended with, for the task that they are for. */
let failed: { readonly error: unknown } | undefined;

parentPort!.on('message', (task: AssignedDocuments | BuildTask) => {
  if (task.kind === 'documents') {
    worker.assign(task);
    try {
      worker.addAssigned(() => {});
    } catch (error) {
      failed = { error };
    }
    return;
  }
  let answer: TaskResult;
  try {
    if (failed) throw failed.error;
    answer = { files: worker.run(task, () => {}) };
  } catch (error) {
    answer =
      error instanceof HansouError
        ? {
            refused: {
              code: error.code,
              what: error.message.slice(0, error.message.indexOf(': expected ')),
              expected: error.expected,
              got: error.got,
              hint: error.hint,
            },
          }
        : { failed: error instanceof Error ? error : new Error(String(error)) };
  }
  parentPort!.postMessage(answer);
});
