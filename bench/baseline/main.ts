import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareCounts, type Difference } from './compare.ts';
import { type BaselineRun, countAll } from './counts.ts';

const place = fileURLToPath(new URL('../baseline.json', import.meta.url));

/**
 * `bench -- baseline`: compares the exact counts with bench/baseline.json. Times are nowhere in it.
 * @returns the exit code: 1 when a count got worse, or cannot be compared
 */
export async function baseline(update: boolean): Promise<number> {
  const now = await countAll();
  if (update) {
    writeFileSync(place, `${JSON.stringify(now, null, 2)}\n`);
    console.log(`wrote ${place}`);
    return 0;
  }
  if (!existsSync(place)) {
    console.error(`There is no ${place}. Write it by: npm run bench -- baseline --update`);
    return 1;
  }
  const before = JSON.parse(readFileSync(place, 'utf8')) as BaselineRun;
  if (before.corpus !== now.corpus) {
    console.error(
      `The fixed corpus changed (${before.corpus}; now ${now.corpus}), so its counts do not compare. When the sample paper was meant to change: npm run bench -- baseline --update`,
    );
    return 1;
  }
  const { worse, better, unknown } = compareCounts(before.counts, now.counts);
  for (const difference of worse) console.error(`worse: ${told(difference)}`);
  for (const difference of unknown) console.error(`not in both: ${told(difference)}`);
  for (const difference of better) console.log(`better: ${told(difference)}`);
  if (worse.length > 0 || unknown.length > 0) {
    console.error('When this was meant: npm run bench -- baseline --update, and say why in the commit.');
    return 1;
  }
  console.log(
    better.length > 0
      ? 'Nothing got worse. Keep what got better: npm run bench -- baseline --update'
      : `All ${Object.keys(now.counts).length} counts are as in bench/baseline.json.`,
  );
  return 0;
}

function told({ name, before, now }: Difference): string {
  const change = before && now ? ` (${now > before ? '+' : ''}${(((now - before) / before) * 100).toFixed(2)} %)` : '';
  return `${name}: ${before ?? 'none'} before, ${now ?? 'none'} now${change}`;
}
