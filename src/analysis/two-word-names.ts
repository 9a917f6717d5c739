/** Names of two Latin words in Chinese text, which are also written as one: VS Code, vscode. */
import { CharacterClass, classOfUnit } from '../text/characters.ts';
import { isNameJoint, isPlainSpace } from '../text/joints.ts';
import type { Analysis } from './analysis.ts';
import { mayHaveSign } from './signs.ts';
import { Joint } from './spellings.ts';

/** Maximum length of such a name, with the space: longer ones are not written as one. */
const maxNameUnits = 17;
/** Minimum length of each word. */
const minWordUnits = 2;

/**
 * Adds to the spellings of a document those in one word of its names of two words.
 *
 * Law: two words of letters are such a name exactly where one space stands between them and no other run beside them: `VS Code`
 * among Han characters, but no two words of a sentence.
 */
export function addTwoWordNames(analysis: Analysis): void {
  const { runs } = analysis;
  for (let run = 0; run + 3 < runs.length; run += 2) if (isTwoWordName(analysis, run)) addJoined(analysis, run);
}

/** Whether a run and the next one are a name. */
function isTwoWordName({ runs, units, length }: Analysis, run: number): boolean {
  const start = runs[run];
  const firstEnd = runs[run + 1];
  const secondStart = runs[run + 2];
  const end = runs[run + 3];
  if (secondStart !== firstEnd + 1 || !isPlainSpace(units[firstEnd]) || end - start > maxNameUnits) return false;
  if (!isWordOfLetters(units, start, firstEnd) || !isWordOfLetters(units, secondStart, end)) return false;
  if (mayHaveSign(units, start, firstEnd, length) || mayHaveSign(units, secondStart, end, length)) return false;
  if (run > 0 && start - runs[run - 1] === 1 && joins(units[start - 1])) return false;
  return !(run + 4 < runs.length && runs[run + 4] - end === 1 && joins(units[end]));
}

function addJoined(analysis: Analysis, run: number): void {
  const { runs, copiesEnd } = analysis;
  analysis.appendCopy(runs[run], runs[run + 1]);
  analysis.appendCopy(runs[run + 2], runs[run + 3]);
  analysis.pushSpelling(copiesEnd, analysis.copiesEnd, runs[run], runs[run + 3], Joint.Space);
}

function isWordOfLetters(units: Uint16Array, start: number, end: number): boolean {
  if (end - start < minWordUnits) return false;
  for (let at = start; at < end; at++) if (classOfUnit(units[at]) === CharacterClass.Digit) return false;
  return true;
}

/** Whether what stands between two runs makes them parts of one name or sentence. */
function joins(sign: number): boolean {
  return isPlainSpace(sign) || isNameJoint(sign, true);
}
