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

const firstHan = 0x4e00;
const lastHan = 0x9fff;

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
  let runEnd = -1;
  // Where the last character that forms bigrams ended.
  let gramEnd = -1;
  // The flags of the first unit of the run: `Edge` and `Bigram` behind a character that forms bigrams, otherwise 0.
  let runFlags = 0;
  // `Bigram` behind a character that forms bigrams, otherwise 0.
  let bigram: number = 0;
  for (let at = 0; at < length; ) {
    const unit = units[at];
    if (runStart < 0 && unit >= firstHan && unit <= lastHan) {
      if (isAdjacent(units, runEnd, at)) {
        flags[runLast] |= GramFlag.Edge;
        bigram = GramFlag.Bigram;
      }
      const first = at;
      flags[at++] = GramFlag.Character | bigram;
      // Each further Han character forms a bigram with the one before it. Most of a text is handled here.
      for (; at < length && units[at] >= firstHan && units[at] <= lastHan; at++)
        flags[at] = GramFlag.Character | GramFlag.Bigram;
      gramEnd = at;
      bigram = GramFlag.Bigram;
      count += at - first;
      continue;
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
