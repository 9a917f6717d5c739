/** Finds Latin words of an index that are one edit away from a typed word. */
import { TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { TextReader } from '../../index/index-reader.ts';
import { ReusableTerm } from '../../index/term.ts';
import { stringFromUnits } from '../../text/units.ts';

/** The letters of a word that are corrected: shorter words have too many neighbours. */
const typoLetters = /\p{Script=Latin}{5,}/u;

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** Whether a word consists of Latin letters only. */
export function isLatinWord(word: string): boolean {
  return /^\p{Script=Latin}+$/u.test(word);
}

/** The letters of a word that may be mistyped, and where they begin: those of ipone15, too; undefined when there are too few. */
export function findTypoLetters(word: string): readonly [letters: string, start: number] | undefined {
  const found = typoLetters.exec(word);
  return found ? [found[0], found.index] : undefined;
}

/**
 * The words of some fields that are one edit away; the most frequent first. Edits are looked up, some 60 for each letter as far as
 * terms begin with the letters before it, with the letters from a to z only: so also parts of names are found (matebook of
 * MateBook14), and no table of all words is needed. If the edit is in the second half of the word, the first half is a prefix of
 * both, and other letters are found as well.
 */
export function findTypoCorrections(word: string, fields: readonly TextReader[], limit: number): string[] {
  const found = new Map<string, number>();
  const add = (other: string, documents: number) => {
    if (documents > 0) found.set(other, (found.get(other) ?? 0) + documents);
  };
  const half = word.length >>> 1;
  const prefix = Uint16Array.from({ length: half }, (_, i) => word.charCodeAt(i));
  const { edits, counts } = listEdits(word);
  const lookedUp = [...edits];
  /** By field: how many of the edits it may have. */
  const limits = fields.map(field => counts[countKnownLetters(word, field)]);
  const term = new ReusableTerm();
  // An edit has one letter more at most.
  const units = new Uint16Array(word.length + 1);
  gatherMissing(fields.length * (lookedUp.length + 1), i => {
    const field = fields[i % fields.length];
    const place = Math.floor(i / fields.length) - 1;
    const edit = lookedUp[place];
    if (edit !== undefined) {
      if (place >= limits[i % fields.length]) return;
      for (let at = 0; at < edit.length; at++) units[at] = edit.charCodeAt(at);
      add(edit, field.documentFrequency(term.set(TermKind.InnerWord, units, 0, edit.length)));
      return;
    }
    const { vocabularies } = field;
    gatherMissing(vocabularies.length, i =>
      vocabularies[i].visitWordsWithPrefix(prefix, (units, start, end, count) => {
        if (Math.abs(end - start - word.length) > 1) return;
        const other = stringFromUnits(units, start, end);
        if (!edits.has(other) && isLatinWord(other) && isOneEdit(word, other)) add(other, count());
      }),
    );
  });
  return [...found]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([other]) => other);
}

/** How many of the first letters of a word some term of a field begins with; all of them where that is not known. */
function countKnownLetters(word: string, field: TextReader): number {
  const units = new Uint16Array(word.length + 1);
  for (let at = 0; at < word.length; at++) {
    units[at] = word.charCodeAt(at);
    // Behind all terms that begin with these letters, and before all others behind them.
    units[at + 1] = 0xffff;
    if (field.boundTermUnits(units, 0, at + 2) <= at) return at;
  }
  return word.length;
}

/** The words that differ from a word by one edit, and by place of an edit how many there are whose edit is there or before. */
function listEdits(word: string): { readonly edits: Set<string>; readonly counts: readonly number[] } {
  const edits = new Set<string>();
  const counts: number[] = [];
  for (let at = 0; at <= word.length; at++) {
    const [before, letter, behind] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
    edits.add(before + behind);
    if (behind !== '') edits.add(before + behind[0] + letter + behind.slice(1));
    for (const other of alphabet) {
      edits.add(before + other + behind);
      edits.add(before + other + letter + behind);
    }
    edits.delete(word);
    counts.push(edits.size);
  }
  return { edits, counts };
}

/**
 * Whether one insertion, deletion or substitution of a letter, or one swap of neighbours, turns one word into the other.
 * @internal exported for tests
 */
export function isOneEdit(a: string, b: string): boolean {
  if (a.length > b.length) return isOneEdit(b, a);
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const restOfA = a.length - start - end;
  const restOfB = b.length - start - end;
  if (restOfB === 1) return restOfA <= 1;
  return restOfA === 2 && restOfB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
