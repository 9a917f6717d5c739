import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isGramClass,
  unitsOfCharacter,
} from '../text/characters.ts';

/** Said of the unit where something begins; nothing of others. */
export const GramFlag = {
  /** A character that is a term. */
  Character: 1,
  /** It makes a pair with the character before it. */
  Bigram: 2,
  /** A run of letters and digits that is a term. */
  Run: 4,
  /** The letter or digit of a run beside a character: no term, but the two make a pair. */
  Edge: 8,
} as const;

/** Longer runs of letters and digits are no terms: no piece that can be asked for holds one whole. */
export const maxRunUnits = 64;

const firstHan = 0x4e00;
const lastHan = 0x9fff;

/**
 * The rule of terms without a dictionary: every character of a script without blanks and every emoji by itself, every
 * pair of neighbours of the first kind, every run of letters and digits of at most 64 units, and where such a run meets a
 * character of the first kind, also over a blank, the pair of these two: what tells 9月9日 and 9 月 9 日 from a text with 9月
 * and 9日.
 * @param marks takes what begins at each of the first `length` units
 * @param runs takes start and end of every run that is marked, behind what is in it
 * @returns how many characters and runs, longer ones too: the size of the text
 */
export function flagGrams(units: Uint16Array, length: number, marks: Uint8Array, runs: number[]): number {
  let size = 0;
  let runStart = -1;
  /** The last letter or digit of the run, and where it ended. */
  let runLast = -1;
  let runEnd = -1;
  /** Where the last character that makes pairs ended. */
  let gramEnd = -1;
  /** What the run begins with: `Edge` and `Pair` behind a character that makes pairs, else 0. */
  let runMark = 0;
  /** `Pair` behind a character that makes pairs, else 0. */
  let paired = 0;
  for (let at = 0; at < length; ) {
    const unit = units[at];
    if (runStart < 0 && unit >= firstHan && unit <= lastHan) {
      if (isAdjacent(units, runEnd, at)) {
        marks[runLast] |= GramFlag.Edge;
        paired = GramFlag.Bigram;
      }
      const first = at;
      marks[at++] = GramFlag.Character | paired;
      // All that follow make pairs with the ones before them: most of a text is marked here.
      for (; at < length && units[at] >= firstHan && units[at] <= lastHan; at++)
        marks[at] = GramFlag.Character | GramFlag.Bigram;
      gramEnd = at;
      paired = GramFlag.Bigram;
      size += at - first;
      continue;
    }
    const character = characterAt(units, at, length);
    const characterClass = classOfCharacter(character);
    const end = at + unitsOfCharacter(character);
    let mark = 0;
    if (isAlphanumeric(characterClass)) {
      if (runStart < 0) {
        runStart = at;
        runMark = isAdjacent(units, gramEnd, at) ? GramFlag.Edge | GramFlag.Bigram : 0;
      }
      runLast = at;
      paired = 0;
    } else {
      const makesPairs = isGramClass(characterClass);
      if (runStart >= 0) {
        endRun(marks, runs, runStart, at, runMark);
        size++;
        runEnd = at;
      }
      runStart = -1;
      if (makesPairs) {
        if (isAdjacent(units, runEnd, at)) {
          marks[runLast] |= GramFlag.Edge;
          paired = GramFlag.Bigram;
        }
        gramEnd = end;
      }
      if (makesPairs || characterClass === CharacterClass.Pictograph) {
        mark = makesPairs ? GramFlag.Character | paired : GramFlag.Character;
        size++;
      }
      paired = makesPairs ? GramFlag.Bigram : 0;
    }
    marks[at++] = mark;
    if (at < end) marks[at++] = 0;
  }
  if (runStart >= 0) {
    endRun(marks, runs, runStart, length, runMark);
    size++;
  }
  return size;
}

/** Whether what ended at `end`, below 0 for nothing, stands beside what begins at `at`, or one blank before it. */
function isAdjacent(units: Uint16Array, end: number, at: number): boolean {
  return end >= 0 && (end === at || (end === at - 1 && classOfUnit(units[end]) === CharacterClass.Space));
}

function endRun(marks: Uint8Array, runs: number[], start: number, end: number, mark: number): void {
  marks[start] = mark;
  if (end - start > maxRunUnits) return;
  marks[start] |= GramFlag.Run;
  runs.push(start, end);
}
