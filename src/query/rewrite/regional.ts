/** Words that mainland China, Taiwan and Hong Kong write differently: 软件 and 軟體, 打印机 and 印表機. */
import { maxRegionalVariantUnits, regionalVariants } from './regional-table.ts';
import { findReplacements, type Replacement } from './synonym-table.ts';

/** Where words begin in the table, by their first unit: found when first asked for, a memo of a constant. */
const offsetsByFirstUnit = new Map<string, readonly number[]>();

/** The words of a folded text that are written otherwise elsewhere. */
export function findRegionalReplacements(units: Uint16Array, length: number): Replacement[] {
  return findReplacements(findVariants, maxRegionalVariantUnits, units, length);
}

function findVariants(word: string): readonly string[] {
  if (word.includes(' ') || word.includes('|')) return [];
  const others = new Set<string>();
  for (const at of findOffsets(word[0])) {
    const end = at + word.length;
    if (!regionalVariants.startsWith(word, at) || !isSeparator(end)) continue;
    const from = regionalVariants.lastIndexOf('|', at) + 1;
    const to = regionalVariants.indexOf('|', end);
    for (const other of regionalVariants.slice(from, to < 0 ? undefined : to).split(' '))
      if (other !== word) others.add(other);
  }
  return [...others];
}

function findOffsets(unit: string): readonly number[] {
  let found = offsetsByFirstUnit.get(unit) as number[] | undefined;
  if (!found) {
    found = [];
    for (let at = regionalVariants.indexOf(unit); at >= 0; at = regionalVariants.indexOf(unit, at + 1))
      if (isSeparator(at - 1)) found.push(at);
    offsetsByFirstUnit.set(unit, found);
  }
  return found;
}

/** Whether no word stands there. */
function isSeparator(at: number): boolean {
  const sign = regionalVariants[at];
  return sign === undefined || sign === ' ' || sign === '|';
}
