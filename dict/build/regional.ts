/**
 * Writes `src/query/rewrite/regional-table.ts`: words that mainland China, Taiwan and Hong Kong write differently, drawn from
 * opencc-js (Apache-2.0), folded as texts and queries are. Run by `npm run regional`; a test compares the committed file
 * with what this makes.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
// @ts-expect-error opencc-js gives no types for its dictionaries
import hongKong from 'opencc-js/dict/HKPhrases';
// @ts-expect-error opencc-js gives no types for its dictionaries
import taiwan from 'opencc-js/dict/TWPhrases';
// @ts-expect-error opencc-js gives no types for its dictionaries
import fromTaiwan from 'opencc-js/dict/TWPhrasesRev';
import { fold } from '../../src/text/folding.ts';

/** Groups of words of one meaning, each sorted: folded, of two characters and more, at least two a group. */
export function collectRegionalGroups(): string[][] {
  const pairs: [string, string][] = [];
  const take = (dictionary: string, reverse: boolean) => {
    for (const line of dictionary.split('|')) {
      const [from, ...to] = line.split(' ').map(fold);
      for (const each of to) if (each !== from) pairs.push(reverse ? [each, from] : [from, each]);
    }
  };
  take(taiwan as string, false);
  take(hongKong as string, false);
  take(fromTaiwan as string, true);
  const mainland = new Map<string, Set<string>>();
  for (const [here, there] of pairs) {
    if ([...here].length < 2 || [...there].length < 2) continue;
    let group = mainland.get(here);
    if (!group) mainland.set(here, (group = new Set()));
    group.add(there);
  }
  return [...mainland].map(([here, there]) => [here, ...[...there].sort()]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** The source text of `src/query/rewrite/regional-table.ts`. */
export function formatRegionalTable(): string {
  return [
    '// Made by `npm run regional` from opencc-js (Apache-2.0); not to be edited by hand.',
    '',
    '/** Folded words of one meaning by blanks, groups by bars; the first of each is the word of mainland China. */',
    'export const regionalVariants =',
    `  '${collectRegionalGroups()
      .map(group => group.join(' '))
      .join('|')}';`,
    '',
    '/** UTF-16 units of the longest of them. */',
    `export const maxRegionalVariantUnits = ${Math.max(...collectRegionalGroups().flatMap(group => group.map(word => word.length)))};`,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(new URL('../../src/query/rewrite/regional-table.ts', import.meta.url), formatRegionalTable());
  console.log(`${collectRegionalGroups().length} groups`);
}
