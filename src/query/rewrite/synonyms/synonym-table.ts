/** Synonyms of words, and texts rewritten with them. All words and texts are folded. */

import { isAlphanumericAt, isAlphanumericBefore } from '../../../text/characters.ts';
import { stringFromUnits } from '../../../text/units.ts';

/** Maximum number of rewritten forms of one text. */
export const maxRewritings = 16;

/** A span of a text and the words that may replace it. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

/** Words and their synonyms. */
export class SynonymTable {
  /** By word: groups of its synonyms. A group may contain the word itself; groups may overlap. */
  private readonly groups = new Map<string, (readonly string[])[]>();
  /** By first UTF-16 unit: the length of the longest word. */
  private readonly longest = new Map<number, number>();

  /** @param loadBase loads a table whose synonyms are known too, when words are first looked up */
  constructor(private readonly loadBase?: () => SynonymTable) {}

  /** Makes a query for `word` match its synonyms too. */
  add(word: string, synonyms: readonly string[]): void {
    if (word === '') return;
    const known = this.groups.get(word);
    if (known) known.push(synonyms);
    else this.groups.set(word, [synonyms]);
    const first = word.charCodeAt(0);
    if (word.length > this.longestFrom(first)) this.longest.set(first, word.length);
  }

  /** Makes the words synonyms of each other. */
  addGroup(words: readonly string[]): void {
    for (const word of words) this.add(word, words);
  }

  private longestFrom(unit: number): number {
    return this.longest.get(unit) ?? 0;
  }

  /** The table's own synonyms first. */
  private synonymsOf(word: string, base: SynonymTable | undefined): readonly string[] {
    const own = this.groups.get(word);
    const others = base?.groups.get(word);
    if (!own && !others) return [];
    return [...new Set([...(own ?? []).flat(), ...(others ?? []).flat()])].filter(other => other !== word);
  }

  /** The words of a folded text that have synonyms. */
  findReplacements(units: Uint16Array, length: number): Replacement[] {
    const base = this.loadBase?.();
    const longestFrom = (unit: number) => Math.max(this.longestFrom(unit), base?.longestFrom(unit) ?? 0);
    return findReplacements(word => this.synonymsOf(word, base), longestFrom, units, length);
  }
}

/**
 * The words of a text that have synonyms: at each position the longest, from left to right, without overlap. Latin words
 * and numbers must be whole.
 * @param longestFrom the length, in UTF-16 units, that a word with synonyms that begins with this unit may have; 0 if none does
 */
export function findReplacements(
  synonymsOf: (word: string) => readonly string[],
  longestFrom: (unit: number) => number,
  units: Uint16Array,
  length: number,
): Replacement[] {
  const found: Replacement[] = [];
  for (let start = 0; start < length; start++) {
    if (isAlphanumericBefore(units, start, length) && isAlphanumericAt(units, start, length)) continue;
    for (let end = Math.min(length, start + longestFrom(units[start])); end > start; end--) {
      const words = synonymsOf(stringFromUnits(units, start, end));
      if (!words.length) continue;
      if (isAlphanumericBefore(units, end, length) && isAlphanumericAt(units, end, length)) continue;
      found.push({ start, end, words });
      start = end - 1;
      break;
    }
  }
  return found;
}

/**
 * Rewrites a text: each span is kept or replaced, and at least one is replaced. Returns at most `maxRewritings` texts,
 * those with the fewest replacements first.
 * @param replacements by start, disjoint
 */
export function applyReplacements(units: Uint16Array, length: number, replacements: readonly Replacement[]): string[] {
  // Each step keeps at most twice the limit; the texts with the fewest replacements are chosen at the end.
  let texts: { readonly text: string; readonly changes: number }[] = [{ text: '', changes: 0 }];
  let at = 0;
  for (const { start, end, words } of replacements) {
    const between = stringFromUnits(units, at, start);
    const longer = texts.map(({ text, changes }) => ({
      text: text + between + stringFromUnits(units, start, end),
      changes,
    }));
    for (const word of words)
      for (const { text, changes } of texts) longer.push({ text: text + between + word, changes: changes + 1 });
    texts = longer.slice(0, 2 * maxRewritings);
    at = end;
  }
  const rest = stringFromUnits(units, at, length);
  return texts
    .filter(({ changes }) => changes > 0)
    .sort((a, b) => a.changes - b.changes)
    .slice(0, maxRewritings)
    .map(({ text }) => text + rest);
}
