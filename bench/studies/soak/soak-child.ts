/**
 * A process that is going to be killed: changes an index and saves it, and says after each save which step it saved. When it is
 * asked to wait, it stops for ever in the middle of its third save.
 */
import { Lexicon } from '../../../src/index.ts';
import { Soak } from './soak.ts';

const [path, seed, maxDocuments, waits] = process.argv.slice(2);

/** Says that half of a file is written, and waits to be killed. */
function stop(): void {
  process.stdout.write('half\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const soak = new Soak(Number(seed), Number(maxDocuments), Lexicon.fromEntries([{ word: '石桥' }]));
for (;;) {
  for (let i = 0; i < 50; i++) soak.step();
  process.stdout.write(`saving ${soak.counts.steps}\n`);
  soak.save(path, waits && soak.counts.saves === 2 ? stop : undefined);
  process.stdout.write(`saved ${soak.counts.steps}\n`);
}
