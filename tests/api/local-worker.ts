/** A worker that serves indexes in this thread. */
import { serveIndexes } from '../../src/worker/index.ts';

export function createWorker(): Worker {
  const inside = new EventTarget();
  serveIndexes(inside as never);
  return Object.assign(new EventTarget(), {
    postMessage: (data: unknown, ports: MessagePort[]) =>
      inside.dispatchEvent(Object.assign(new Event('message'), { data, ports })),
  }) as never;
}
