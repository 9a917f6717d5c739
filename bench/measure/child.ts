/** The child process: runs one task and exits, so that no engine warms up, fills or frees the memory of another. */
import { findDocuments } from './find-documents.ts';
import { measureBuild } from './measure-build.ts';
import { measureQueries } from './measure-queries.ts';
import { measureReturns } from './measure-returns.ts';
import { measureSegmenter } from './measure-segmenter.ts';
import type { ColdTask, Task } from './task.ts';

process.once('message', async (task: Exclude<Task, ColdTask>) => {
  const message = await runTask(task).then(
    answer => ({ answer }),
    error => ({ error: error instanceof Error ? error.message.split('\n')[0] : String(error) }),
  );
  // Large answers take a while to send; some peers would keep the process alive after that.
  process.send?.(message, () => process.exit());
});

function runTask(task: Exclude<Task, ColdTask>): Promise<unknown> {
  switch (task.kind) {
    case 'build':
      return measureBuild(task);
    case 'query':
      return measureQueries(task);
    case 'returns':
      return measureReturns(task);
    case 'find':
      return findDocuments(task);
    case 'segment':
      return measureSegmenter(task);
  }
}

// The parent has gone, so nobody waits for the answer.
process.once('disconnect', () => process.exit());
