/** What is said with a half or a quarter: 一个半小时 is 1.5小时, 二斤半 2.5斤, 半小时 is 30分钟, 一刻钟 is 15分钟. */
import { writeHanValue } from './write-numerals.ts';

/** What is said for a half behind a number, by the unit. */
const halves: Readonly<Record<string, readonly string[]>> = {
  小时: ['个半小时', '个半钟头'],
  年: ['年半'],
  个月: ['个半月'],
  天: ['天半'],
  斤: ['斤半'],
  亩: ['亩半'],
  里: ['里半'],
  米: ['米半'],
  倍: ['倍半'],
};
/** Minutes by their quarters of an hour. */
const quarters: Readonly<Record<string, string>> = { 1: '15', 3: '45' };

/** The amount that a number means with a unit of halves or quarters; undefined for other units. */
export function readHalf(value: string, unit: string): { readonly value: string; readonly unit: string } | undefined {
  if (unit === '刻钟') return value in quarters ? { value: quarters[value], unit: '分钟' } : undefined;
  for (const [whole, [said]] of Object.entries(halves))
    if (unit === said && /^\d+$/.test(value)) return { value: `${value}.5`, unit: whole };
  return undefined;
}

/** Spellings of an amount with halves and quarters; mostly none. */
export function writeHalves(value: string, unit: string): string[] {
  if (unit === '分钟') {
    if (value === '30') return ['半小时', '半个小时', '半个钟头'];
    const quarter = Object.keys(quarters).find(each => quarters[each] === value);
    return quarter === undefined ? [] : writeNumber(quarter).map(number => `${number}刻钟`);
  }
  const said = unit in halves && /^[1-9]\d*\.5$/.test(value) ? halves[unit] : [];
  return writeNumber(value.slice(0, -2)).flatMap(number => said.map(each => number + each));
}

/** An integer in digits and in Han characters, 2 as 两. */
function writeNumber(value: string): string[] {
  return [value, value === '2' ? '两' : writeHanValue(value)[0]];
}
