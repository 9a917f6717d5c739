/** The module that a thread of a large build runs: receives documents and tasks, answers with the files it wrote. */
import { parentPort, workerData } from 'node:worker_threads';
import { cleanOutput } from '../clean-output.ts';
import { packError } from '../thread-error.ts';
import { type AssignedDocuments, type BuildTask, type TaskSetup, TaskWorker } from './build-task.ts';
import type { TaskResult } from './build-threads.ts';

cleanOutput();
const worker = TaskWorker.create(workerData as TaskSetup);
/** An error from the assigned documents; the answer to the task that follows reports it. */
let failure: { readonly error: unknown } | undefined;

parentPort!.on('message', (message: AssignedDocuments | BuildTask) => {
  if (message.kind === 'documents') {
    worker.assign(message);
    try {
      worker.addAssigned(() => {});
    } catch (error) {
      failure = { error };
    }
    return;
  }
  let result: TaskResult;
  try {
    if (failure) throw failure.error;
    result = { files: worker.run(message, () => {}) };
  } catch (error) {
    result = { failure: packError(error) };
  }
  parentPort!.postMessage(result);
});
