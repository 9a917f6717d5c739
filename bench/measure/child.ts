/** A process that does one task and ends, so that no subject warms, fills or frees the memory of another. */

import { ask } from './ask.ts';
import { build } from './build.ts';
import { find } from './find.ts';
import { segment } from './segment.ts';
import type { Task } from './task.ts';

process.once('message', async (task: Task) => {
  const message = await perform(task).then(
    answer => ({ answer }),
    error => ({ error: error instanceof Error ? error.message.split('\n')[0] : String(error) }),
  );
  // Large answers take a while to go out; some peers would keep the process alive after that.
  process.send?.(message, () => process.exit());
});

function perform(task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'build':
      return build(task);
    case 'query':
      return ask(task);
    case 'find':
      return find(task);
    case 'segment':
      return segment(task);
  }
}

// Whoever asked is gone: nobody waits for the answer.
process.once('disconnect', () => process.exit());
