/** The rule for terms that need no dictionary: characters, bigrams, runs of letters and digits. */
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isGramClass,
  unitsOfCharacter,
} from '../text/characters.ts';
import { isHyphen } from '../text/joints.ts';

/** What begins at a UTF-16 unit, as bits. */
export const GramFlag = {
  /** A character that is a term. */
  Character: 1,
  /** It forms a bigram with the character before it. */
  Bigram: 2,
  /** A run of letters and digits that is a term. */
  Run: 4,
  /** The letter or digit of a run beside a character: not a term, but the two form a bigram. */
  Edge: 8,
} as const;

/** Maximum length of a run of letters and digits that is a term, in UTF-16 units. */
export const maxRunUnits = 64;

/** What a unit is to `flagGrams`: anything between grams, a gram of one unit, neither of them for sure, not looked at yet. */
const Kind = { Other: 0, Gram: 1, Special: 2, Unknown: 3 } as const;

/** By UTF-16 unit: its `Kind`; a cache of `classifyKind`. */
const kinds = /* @__PURE__ */ createKinds();

function createKinds(): Uint8Array {
  return new Uint8Array(0x10000).fill(Kind.Unknown);
}

function classifyKind(unit: number): number {
  const characterClass = classOfUnit(unit);
  const isBetween = characterClass === CharacterClass.Space || characterClass === CharacterClass.Punctuation;
  const kind = isGramClass(characterClass) ? Kind.Gram : isBetween ? Kind.Other : Kind.Special;
  kinds[unit] = kind;
  return kind;
}

/**
 * Finds the terms that need no dictionary: every character of a script without spaces and every emoji; every bigram of
 * neighbours of the first kind; every run of letters and digits of at most 64 units; and where such a run touches a character
 * of the first kind, also across one space or hyphen, the bigram of the two, which distinguishes 9月9日 and 9 月 9 日 from a text with
 * 9月 and 9日, and finds 歼-10 as 歼10.
 * @param flags receives what begins at each of the first `length` units (`GramFlag`)
 * @param runs receives start and end of every run that is a term, appended
 * @returns the number of characters and runs, longer ones included: the length of the field in the score
 */
export function flagGrams(units: Uint16Array, length: number, flags: Uint8Array, runs: number[]): number {
  let count = 0;
  let runStart = -1;
  // The last letter or digit of the run, and where the run ended.
  let runLast = -1;
  let runEnd = -2;
  // Where the last character that forms bigrams ended.
  let gramEnd = -1;
  // The flags of the first unit of the run: `Edge` and `Bigram` behind a character that forms bigrams, otherwise 0.
  let runFlags = 0;
  // `Bigram` behind a character that forms bigrams, otherwise 0.
  let bigram: number = 0;
  for (let at = 0; at < length; ) {
    // Most of a text: characters and punctuation with no run right before them. Without branches, unrolled by four.
    if (runStart < 0 && runEnd < at - 1) {
      const from = at;
      let before = bigram >> 1;
      for (; at < length; at++) {
        for (; at + 3 < length; at += 4) {
          const first = kinds[units[at]];
          const second = kinds[units[at + 1]];
          const third = kinds[units[at + 2]];
          const fourth = kinds[units[at + 3]];
          if ((first | second | third | fourth) > Kind.Gram) break;
          flags[at] = first | ((first & before) << 1);
          flags[at + 1] = second | ((second & first) << 1);
          flags[at + 2] = third | ((third & second) << 1);
          flags[at + 3] = fourth | ((fourth & third) << 1);
          count += first + second + third + fourth;
          before = fourth;
        }
        if (at === length) break;
        let kind = kinds[units[at]];
        if (kind === Kind.Unknown) kind = classifyKind(units[at]);
        if (kind > Kind.Gram) break;
        flags[at] = kind | ((kind & before) << 1);
        count += kind;
        before = kind;
      }
      bigram = before << 1;
      if (before === 1) gramEnd = at;
      else if (at - from > 1 && kinds[units[at - 2]] === Kind.Gram) gramEnd = at - 1;
      if (at === length) break;
    }
    const character = characterAt(units, at, length);
    const characterClass = classOfCharacter(character);
    const end = at + unitsOfCharacter(character);
    let flag = 0;
    if (isAlphanumeric(characterClass)) {
      if (runStart < 0) {
        runStart = at;
        runFlags = isAdjacent(units, gramEnd, at) ? GramFlag.Edge | GramFlag.Bigram : 0;
      }
      runLast = at;
      bigram = 0;
    } else {
      const formsBigrams = isGramClass(characterClass);
      if (runStart >= 0) {
        endRun(flags, runs, runStart, at, runFlags);
        count++;
        runEnd = at;
      }
      runStart = -1;
      if (formsBigrams) {
        if (isAdjacent(units, runEnd, at)) {
          flags[runLast] |= GramFlag.Edge;
          bigram = GramFlag.Bigram;
        }
        gramEnd = end;
      }
      if (formsBigrams || characterClass === CharacterClass.Pictograph) {
        flag = formsBigrams ? GramFlag.Character | bigram : GramFlag.Character;
        count++;
      }
      bigram = formsBigrams ? GramFlag.Bigram : 0;
    }
    flags[at++] = flag;
    if (at < end) flags[at++] = 0;
  }
  if (runStart >= 0) {
    endRun(flags, runs, runStart, length, runFlags);
    count++;
  }
  return count;
}

/** Whether `end` (negative for nothing) is at `at`, or one space or hyphen before it. */
function isAdjacent(units: Uint16Array, end: number, at: number): boolean {
  return (
    end >= 0 &&
    (end === at || (end === at - 1 && (isHyphen(units[end]) || classOfUnit(units[end]) === CharacterClass.Space)))
  );
}

/** Flags a run, and adds it to the runs if it is a term. */
function endRun(flags: Uint8Array, runs: number[], start: number, end: number, flag: number): void {
  flags[start] = flag;
  if (end - start > maxRunUnits) return;
  flags[start] |= GramFlag.Run;
  runs.push(start, end);
}
