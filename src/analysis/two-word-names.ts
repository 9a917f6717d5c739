/** Names of two Latin words in Chinese text, which are also written as one: VS Code, vscode. */
import { CharacterClass, classOfUnit } from '../text/characters.ts';
import { isNameJoint, isPlainSpace } from '../text/joints.ts';
import type { Analysis } from './analysis.ts';
import { mayHaveSign } from './signs.ts';

/** Maximum length of such a name, with the space: longer ones are not written as one. */
const maxNameUnits = 17;
/** Minimum length of each word. */
const minWordUnits = 2;

/**
 * Adds the spelling in one word of a run and the next one, if they are words of letters with a space between them and no run
 * beside them: `VS Code` among Han characters, but no two words of a sentence.
 * @param joints of the spelling
 * @returns whether they are such a name
 */
export function addTwoWordName(analysis: Analysis, run: number, joints: number): boolean {
  const { runs, units, length } = analysis;
  if (run + 3 >= runs.length) return false;
  const start = runs[run];
  const firstEnd = runs[run + 1];
  const secondStart = runs[run + 2];
  const end = runs[run + 3];
  if (secondStart !== firstEnd + 1 || !isPlainSpace(units[firstEnd]) || end - start > maxNameUnits) return false;
  if (!isWordOfLetters(units, start, firstEnd) || !isWordOfLetters(units, secondStart, end)) return false;
  if (mayHaveSign(units, start, firstEnd, length) || mayHaveSign(units, secondStart, end, length)) return false;
  if (run > 0 && start - runs[run - 1] === 1 && joins(units[start - 1])) return false;
  if (run + 4 < runs.length && runs[run + 4] - end === 1 && joins(units[end])) return false;
  const copy = analysis.copiesEnd;
  analysis.appendCopy(start, firstEnd);
  analysis.appendCopy(secondStart, end);
  analysis.pushSpelling(copy, analysis.copiesEnd, start, end, joints);
  return true;
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
