/** Words that mainland China, Taiwan and Hong Kong write differently: 软件 and 軟體, 打印机 and 印表機. */
import { longestRegionalWord, regionalWords } from './regional-table.ts';
import { type Replacement, replacementsBy } from './synonym-table.ts';

/** Where words begin in the table, by their first unit: found when first asked for, a memo of a constant. */
const places = new Map<string, readonly number[]>();

/** The words of a folded text that are written otherwise elsewhere. */
export function regionalReplacements(units: Uint16Array, length: number): Replacement[] {
  return replacementsBy(othersOf, longestRegionalWord, units, length);
}

function othersOf(word: string): readonly string[] {
  if (word.includes(' ') || word.includes('|')) return [];
  const others = new Set<string>();
  for (const at of placesOf(word[0])) {
    const end = at + word.length;
    if (!regionalWords.startsWith(word, at) || !isBetween(end)) continue;
    const from = regionalWords.lastIndexOf('|', at) + 1;
    const to = regionalWords.indexOf('|', end);
    for (const other of regionalWords.slice(from, to < 0 ? undefined : to).split(' '))
      if (other !== word) others.add(other);
  }
  return [...others];
}

function placesOf(unit: string): readonly number[] {
  let found = places.get(unit) as number[] | undefined;
  if (!found) {
    found = [];
    for (let at = regionalWords.indexOf(unit); at >= 0; at = regionalWords.indexOf(unit, at + 1))
      if (isBetween(at - 1)) found.push(at);
    places.set(unit, found);
  }
  return found;
}

/** Whether no word stands there. */
function isBetween(at: number): boolean {
  const sign = regionalWords[at];
  return sign === undefined || sign === ' ' || sign === '|';
}
