/** `npm run bench -- baseline`: compares the exact counts with bench/baseline.json. It measures no times. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareCounts, type Difference } from './compare.ts';
import { type BaselineRun, runCounts } from './counts.ts';

const path = fileURLToPath(new URL('../baseline.json', import.meta.url));

/** Counts, and stores the counts in bench/baseline.json. */
export async function updateBaseline(): Promise<void> {
  writeFileSync(path, `${JSON.stringify(await runCounts(), null, 2)}\n`);
  console.log(`wrote ${path}`);
}

/**
 * Counts, and compares the counts with the stored ones.
 * @returns the exit code: 1 when a count is worse or cannot be compared
 */
export async function checkBaseline(): Promise<number> {
  if (!existsSync(path)) {
    console.error(`There is no ${path}. Write it with: npm run bench -- baseline --update`);
    return 1;
  }
  const now = await runCounts();
  const before = JSON.parse(readFileSync(path, 'utf8')) as BaselineRun;
  if (before.corpus !== now.corpus) {
    console.error(
      `The fixed corpus changed (${before.corpus}; now ${now.corpus}), so its counts cannot be compared. If the sample paper was changed on purpose: npm run bench -- baseline --update`,
    );
    return 1;
  }
  const { worse, better, unknown } = compareCounts(before.counts, now.counts);
  for (const difference of worse) console.error(`worse: ${describe(difference)}`);
  for (const difference of unknown) console.error(`not in both: ${describe(difference)}`);
  for (const difference of better) console.log(`better: ${describe(difference)}`);
  if (worse.length > 0 || unknown.length > 0) {
    console.error('If this is intended: npm run bench -- baseline --update, and say why in the commit.');
    return 1;
  }
  console.log(
    better.length > 0
      ? 'Nothing got worse. To store the better counts: npm run bench -- baseline --update'
      : `All ${Object.keys(now.counts).length} counts are as in bench/baseline.json.`,
  );
  return 0;
}

function describe({ name, before, now }: Difference): string {
  const change = before && now ? ` (${now > before ? '+' : ''}${(((now - before) / before) * 100).toFixed(2)} %)` : '';
  return `${name}: ${before ?? 'none'} before, ${now ?? 'none'} now${change}`;
}
