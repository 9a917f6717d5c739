/** A process that is going to be killed: changes an index and saves it, and says after each save which step it saved. */
import { Lexicon } from '../../../src/index.ts';
import { Soak } from './soak.ts';

const [path, seed, maxDocuments] = process.argv.slice(2);
const soak = new Soak(Number(seed), Number(maxDocuments), Lexicon.fromEntries([{ word: '石桥' }]));
for (;;) {
  for (let i = 0; i < 50; i++) soak.step();
  process.stdout.write(`saving ${soak.counts.steps}\n`);
  soak.save(path);
  process.stdout.write(`saved ${soak.counts.steps}\n`);
}
