import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WorkQueue } from '../../../../src/node/build/work-stealing.ts';

it('each document is taken once: from the front in order, and stolen ones lie after all of these', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 400_000 }), { maxLength: 60 }),
      fc.array(fc.boolean(), { maxLength: 40 }),
      (units, steals) => {
        const queue = WorkQueue.create(units);
        // Another thread receives only the state.
        const thief = new WorkQueue(queue.state);
        const front: number[] = [];
        const stolen: number[][] = [];
        for (let i = 0; ; i++) {
          const isTheft = steals[i] === true;
          const range = isTheft ? thief.steal() : queue.takeNext();
          if (!range) break;
          expect(range.to).toBeGreaterThan(range.from);
          const taken = Array.from({ length: range.to - range.from }, (_, j) => range.from + j);
          if (isTheft) stolen.unshift(taken);
          else front.push(...taken);
        }
        expect([...front, ...stolen.flat()]).toEqual(units.map((_, i) => i));
      },
    ),
    { numRuns: 300 },
  );
});

it('all documents are taken when there are more than the maximum number of chunks', () => {
  const count = 70_000;
  const queue = WorkQueue.create(new Array(count).fill(1 << 18));
  let documents = 0;
  for (let range = queue.takeNext(); range; range = queue.takeNext()) {
    expect(range.from).toBe(documents);
    documents = range.to;
  }
  expect(documents).toBe(count);
});
