/**
 * How else may a Latin word be written? PowerPoint is written Power Point, TCPIP TCP/IP, QA Q&A, i712700 i7-12700, PM25
 * PM2.5.
 */
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { stringFromUnits } from '../../text/units.ts';
import type { QueryText } from '../cut/cut-query.ts';
import type { SpelledSpan } from './spellings.ts';

const hyphen = 0x2d;
const dot = 0x2e;
/** Minimum length of each of the two words, in UTF-16 units. */
const minWordUnits = 2;
/** Letters of which some may be joined by `&`, at most: AT&T, R&D. */
const maxAndLetters = 5;
/** Maximum length of a word that is split: a longer one has more splits than spellings are looked up. */
const maxWordUnits = 24;

/** A name whose groups of digits stand apart behind letters: i7-12700. */
const groupedName = /^[a-z]+\d+(?:-\d+)+$/;
/** The same in one run. */
const joinedName = /^([a-z]+)(\d+)$/;
/** The number of a version, with or without a letter before it. */
const version = /^v?\d+(?:\.\d+)+$/;

/**
 * The words of letters and digits in a folded text, each with its other spellings: a word of letters in all ways to divide
 * it by a space or a stroke (tcpip: tcp/ip), a name with the groups of its digits joined or apart (i7-12700, i712700), the
 * number of a version with and without its letter (v2.10).
 */
export function splitLatinWords({ analysis: { units, length } }: QueryText): SpelledSpan[] {
  const spans: SpelledSpan[] = [];
  for (let start = 0; start < length; start++) {
    if (!isLetterOrDigit(units[start])) continue;
    let end = start + 1;
    while (end < length && (isLetterOrDigit(units[end]) || isInside(units, end, length))) end++;
    const word = stringFromUnits(units, start, end);
    if (/\d/.test(word)) {
      const spell = findNumberedSpellings(word);
      if (spell) spans.push({ start, end, spell });
    } else
      for (const { index, 0: letters } of word.matchAll(/[^.-]+/g))
        if (letters.length > 1 && letters.length <= maxWordUnits)
          spans.push({ start: start + index, end: start + index + letters.length, spell: () => splitInTwo(letters) });
    start = end;
  }
  return spans;
}

/** How else a name with digits is spelled; undefined when in no other way. */
function findNumberedSpellings(word: string): (() => string[]) | undefined {
  if (word.length > maxWordUnits) return undefined;
  if (groupedName.test(word)) return () => [word.replaceAll('-', '')];
  if (version.test(word)) return () => [word.startsWith('v') ? word.slice(1) : `v${word}`];
  const joined = joinedName.exec(word);
  if (!joined) return undefined;
  const [, letters, digits] = joined;
  return () => [
    ...Array.from({ length: digits.length - 1 }, (_, i) => [digits.slice(0, i + 1), digits.slice(i + 1)]).flatMap(
      ([first, rest]) => [`${letters}${first}-${rest}`, `${letters}${first}.${rest}`],
    ),
    ...[...splitBy(' ', letters, minWordUnits), ...splitBy('/', letters, 1)].flatMap(split => [
      split + digits,
      `${split} ${digits}`,
    ]),
  ];
}

function splitInTwo(word: string): string[] {
  return [...splitBy(' /', word, minWordUnits), ...(word.length > maxAndLetters ? [] : splitBy('&', word, 1))];
}

/** A word in two, each of at least `min` units, with one of the signs between them. */
function splitBy(signs: string, word: string, min: number): string[] {
  const splits: string[] = [];
  for (let at = min; at <= word.length - min; at++)
    for (const sign of signs) splits.push(word.slice(0, at) + sign + word.slice(at));
  return splits;
}

/** Whether a hyphen or dot stands between two letters or digits. */
function isInside(units: Uint16Array, at: number, length: number): boolean {
  return (units[at] === hyphen || units[at] === dot) && at + 1 < length && isLetterOrDigit(units[at + 1]);
}

function isLetterOrDigit(unit: number): boolean {
  const characterClass = classOfUnit(unit);
  return characterClass === CharacterClass.Letter || characterClass === CharacterClass.Digit;
}
