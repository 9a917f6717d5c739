/** Which terms of a query count for the score, and with which weights? */
import { TermKind } from '../../analysis/analysis.ts';
import { compareUnits } from '../../index/termdict/term-entry.ts';
import { characterAt, classOfCharacter, isAlphanumeric, unitsOfCharacter } from '../../text/characters.ts';
import type { QueryText } from '../cut/cut-query.ts';
import { isFunctionBigram } from '../cut/function-words.ts';
import type { ScoreTerm } from '../cut/score-term.ts';
import { granularityWeight, runWeight } from './constants.ts';

/**
 * The terms of a query text that count for the score, each once: words of its best path, bigrams, characters. A term
 * that occurs twice in the query has twice the weight.
 */
export function scoreTerms(text: QueryText): ScoreTerm[] {
  const { units } = text.analysis;
  const terms: { -readonly [K in keyof ScoreTerm]: ScoreTerm[K] }[] = [];
  const addTerm = (kind: TermKind, start: number, end: number, weight: number, isAtom: boolean): void => {
    for (const known of terms) {
      if (known.kind !== kind || compareUnits(units, known.start, known.end, units, start, end) !== 0) continue;
      known.weight += weight;
      return;
    }
    terms.push({ kind, units, start, end, weight, isAtom });
  };
  for (const { kind, start, end } of text.terms) {
    if (kind === TermKind.Word) addTerm(kind, start, end, runWeight, isPlainRun(text, start, end));
    else if (kind === TermKind.Character) addTerm(kind, start, end, granularityWeight.character, true);
    else if (!isFunctionBigram(units, start)) addTerm(kind, start, end, granularityWeight.bigram, false);
  }
  for (const { start, end } of text.words)
    if (!isPlainRun(text, start, end)) addTerm(TermKind.Word, start, end, granularityWeight.word, false);
  return terms;
}

/** Whether the span is one run of letters and digits, which is a term of the analysis as well. */
function isPlainRun(text: QueryText, start: number, end: number): boolean {
  const { units } = text.analysis;
  for (let at = start; at < end; ) {
    const character = characterAt(units, at, end);
    if (!isAlphanumeric(classOfCharacter(character))) return false;
    at += unitsOfCharacter(character);
  }
  return true;
}
