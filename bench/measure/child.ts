/** A process that does one task and ends, so that no subject warms, fills or frees the memory of another. */

import { ask } from './ask.ts';
import { build } from './build.ts';
import { find } from './find.ts';
import { segment } from './segment.ts';
import type { Task } from './task.ts';

process.once('message', async (task: Task) => {
  try {
    process.send?.({ answer: await perform(task) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message.split('\n')[0] : String(error) });
  } finally {
    // Some peers keep services or timers alive: the answer is sent, so nothing is lost.
    setTimeout(() => process.exit(), 50);
  }
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
