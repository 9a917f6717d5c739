import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WorkQueue } from '../../../../src/node/build/work-stealing.ts';

it('every document is taken once: from the front in order, from the end behind all of these', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 400_000 }), { maxLength: 60 }),
      fc.array(fc.boolean(), { maxLength: 40 }),
      (units, isFromEnd) => {
        const share = WorkQueue.create(units);
        // Another thread gets what the messages between them carry.
        const other = new WorkQueue(share.state);
        const front: number[] = [];
        const behind: number[][] = [];
        for (let i = 0; ; i++) {
          const fromEnd = isFromEnd[i] === true;
          const stretch = fromEnd ? other.steal() : share.takeNext();
          if (!stretch) break;
          expect(stretch.to).toBeGreaterThan(stretch.from);
          const taken = Array.from({ length: stretch.to - stretch.from }, (_, j) => stretch.from + j);
          if (fromEnd) behind.unshift(taken);
          else front.push(...taken);
        }
        expect([...front, ...behind.flat()]).toEqual(units.map((_, i) => i));
      },
    ),
    { numRuns: 300 },
  );
});

it('more documents than there are numbers for chunks are all taken', () => {
  const count = 70_000;
  const share = WorkQueue.create(new Array(count).fill(1 << 18));
  let documents = 0;
  for (let stretch = share.takeNext(); stretch; stretch = share.takeNext()) {
    expect(stretch.from).toBe(documents);
    documents = stretch.to;
  }
  expect(documents).toBe(count);
});
