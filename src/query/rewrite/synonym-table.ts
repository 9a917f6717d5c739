/** Words with others of the same meaning, and texts with such words put in their place. All folded. */
import { isWordlyAt, isWordlyBefore } from '../../text/characters.ts';
import { stringOf } from '../../text/folding.ts';

/** More rewritings of one text than this are not tried. */
export const maxRewritings = 16;

/** A stretch of a text and what may stand there instead. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

/** Words and what else is said for them. */
export class SynonymTable {
  /** By word: the groups of what it is to be found by; some hold itself, or what another holds. */
  private readonly groups = new Map<string, (readonly string[])[]>();
  private maxWordUnits = 0;

  /** A text with `word` is to be found by these others too. */
  add(word: string, others: readonly string[]): void {
    if (word === '') return;
    const known = this.groups.get(word);
    if (known) known.push(others);
    else this.groups.set(word, [others]);
    if (word.length > this.maxWordUnits) this.maxWordUnits = word.length;
  }

  /** Words of one meaning. */
  addGroup(words: readonly string[]): void {
    for (const word of words) this.add(word, words);
  }

  private synonymsOf(word: string): readonly string[] {
    const groups = this.groups.get(word);
    return groups ? [...new Set(groups.flat())].filter(other => other !== word) : [];
  }

  findReplacements(units: Uint16Array, length: number): Replacement[] {
    return findReplacements(word => this.synonymsOf(word), this.maxWordUnits, units, length);
  }
}

/**
 * The words that stand in a text and have others, the longest from the left, Latin and numbers ending at edges.
 * @param longest no word with others has more units
 */
export function findReplacements(
  othersOf: (word: string) => readonly string[],
  longest: number,
  units: Uint16Array,
  length: number,
): Replacement[] {
  const found: Replacement[] = [];
  for (let start = 0; start < length; start++) {
    for (let end = Math.min(length, start + longest); end > start; end--) {
      const words = othersOf(stringOf(units, start, end));
      if (!words.length) continue;
      if (isWordlyBefore(units, start, length) && isWordlyAt(units, start, length)) continue;
      if (isWordlyBefore(units, end, length) && isWordlyAt(units, end, length)) continue;
      found.push({ start, end, words });
      start = end - 1;
      break;
    }
  }
  return found;
}

/**
 * The texts that come of putting other words in their places: each place is left or changed, at least one is changed.
 * The nearest to the text come first, sixteen at most.
 * @param replacements by start, disjoint
 */
export function applyReplacements(units: Uint16Array, length: number, replacements: readonly Replacement[]): string[] {
  // Each with how many places it changed; what changes all places that can be is tried as well as what changes one.
  let texts: { readonly text: string; readonly changes: number }[] = [{ text: '', changes: 0 }];
  let at = 0;
  for (const { start, end, words } of replacements) {
    const between = stringOf(units, at, start);
    const next = texts.map(({ text, changes }) => ({ text: text + between + stringOf(units, start, end), changes }));
    for (const word of words)
      for (const { text, changes } of texts) next.push({ text: text + between + word, changes: changes + 1 });
    texts = next.slice(0, 2 * maxRewritings);
    at = end;
  }
  const rest = stringOf(units, at, length);
  return texts
    .filter(({ changes }) => changes > 0)
    .sort((a, b) => a.changes - b.changes)
    .slice(0, maxRewritings)
    .map(({ text }) => text + rest);
}
