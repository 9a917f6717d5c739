/**
 * Finds words that mainland China, Taiwan and Hong Kong write differently (软件 and 軟體, 打印机 and 印表機) and their
 * regional variants.
 */
import { loadRegionalTable } from './load-regional-table.ts';
import { findReplacements, type Replacement } from './synonyms/synonym-table.ts';

/** By first unit: the offsets of words in the table. Filled on demand; each entry is a constant. */
const offsetsByFirstUnit = new Map<string, readonly number[]>();

/** The words of a folded text that have regional variants. */
export function findRegionalReplacements(units: Uint16Array, length: number): Replacement[] {
  const { maxRegionalVariantUnits } = loadRegionalTable();
  const longestFrom = (unit: number) =>
    findOffsets(String.fromCharCode(unit)).length > 0 ? maxRegionalVariantUnits : 0;
  return findReplacements(findVariants, longestFrom, units, length);
}

function findVariants(word: string): readonly string[] {
  if (word.includes(' ') || word.includes('|')) return [];
  const { regionalVariants } = loadRegionalTable();
  const variants = new Set<string>();
  for (const start of findOffsets(word[0])) {
    const end = start + word.length;
    if (!regionalVariants.startsWith(word, start) || !isSeparator(end)) continue;
    const groupStart = regionalVariants.lastIndexOf('|', start) + 1;
    const groupEnd = regionalVariants.indexOf('|', end);
    for (const variant of regionalVariants.slice(groupStart, groupEnd < 0 ? undefined : groupEnd).split(' '))
      if (variant !== word) variants.add(variant);
  }
  return [...variants];
}

function findOffsets(unit: string): readonly number[] {
  let offsets = offsetsByFirstUnit.get(unit) as number[] | undefined;
  if (!offsets) {
    const { regionalVariants } = loadRegionalTable();
    offsets = [];
    for (let at = regionalVariants.indexOf(unit); at >= 0; at = regionalVariants.indexOf(unit, at + 1))
      if (isSeparator(at - 1)) offsets.push(at);
    offsetsByFirstUnit.set(unit, offsets);
  }
  return offsets;
}

/** Whether an offset lies outside the table or between two words. */
function isSeparator(offset: number): boolean {
  const sign = loadRegionalTable().regionalVariants[offset];
  return sign === undefined || sign === ' ' || sign === '|';
}
