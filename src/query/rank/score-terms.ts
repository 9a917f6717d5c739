/** Which terms of a query count for the score, and with which weights? */
import { TermKind } from '../../analysis/analysis.ts';
import { hasSameUnits, ReusableTerm, type Term } from '../../index/term.ts';
import { characterAt, classOfCharacter, isAlphanumeric, unitsOfCharacter } from '../../text/characters.ts';
import { isPlainSpace } from '../../text/joints.ts';
import type { QueryText } from '../cut/cut-query.ts';
import { isFunctionBigram, markFunctionWords } from '../cut/function-words.ts';
import type { ScoreTerm } from '../cut/score-term.ts';
import { functionWordShare, granularityWeight, runWeight, spellingWeight } from './constants.ts';

/** Up to this number of terms, comparing each with all others is faster than a table. */
const manyTerms = 48;

/**
 * The terms of a query text that count for the score, each once: words of its best path, bigrams, characters. A term
 * that occurs twice in the query has twice the weight. Function words (的, 什么) count less beside others.
 */
export function scoreTerms(text: QueryText): ScoreTerm[] {
  const { units } = text.analysis;
  const terms: { -readonly [K in keyof ScoreTerm]: ScoreTerm[K] }[] = [];
  // A text of 512 units has some 800 terms: they are compared only with those that begin and end like them.
  const alike = text.terms.length > manyTerms ? new Map<number, typeof terms>() : undefined;
  const addTerm = (term: Term, weight: number, isAtom: boolean): void => {
    const key = (term.units[term.start] << 16) | term.units[term.end - 1];
    const others = alike?.get(key) ?? (alike ? [] : terms);
    for (const known of others) {
      if (known.term.kind !== term.kind || !hasSameUnits(known.term, term)) continue;
      known.weight += weight;
      return;
    }
    const added = { term, weight, isAtom };
    terms.push(added);
    if (!alike) return;
    others.push(added);
    alike.set(key, others);
  };
  const marks = markFunctionWords(units, text.words);
  /** What a span counts of its weight. */
  const shareOf = (start: number, end: number): number => {
    if (!marks) return 1;
    for (let at = start; at < end; at++) if (marks[at] !== 1) return 1;
    return functionWordShare;
  };
  for (let i = 0; i < text.terms.length; i++) {
    const term = text.terms[i];
    const { kind, start, end } = term;
    if (kind === TermKind.Word) {
      // What the inner word behind it counts, the run does not.
      const next = i + 1 < text.terms.length ? text.terms[i + 1] : undefined;
      const isInner = next?.kind === TermKind.InnerWord && next.start === start && next.end === end;
      addTerm(term, isInner ? runWeight - spellingWeight : runWeight, isPlainRun(text, start, end));
    } else if (kind === TermKind.InnerWord) addTerm(term, spellingWeight, false);
    else if (kind === TermKind.Character) addTerm(term, granularityWeight.character * shareOf(start, end), true);
    else if (!isFunctionBigram(units, start)) addTerm(term, granularityWeight.bigram * shareOf(start, end), false);
  }
  for (const { term } of text.spellings) addTerm(term, spellingWeight, false);
  for (const { start, end } of text.words)
    if (!isPlainRun(text, start, end) && !containsSpace(text, start, end))
      addTerm(
        new ReusableTerm().set(TermKind.Word, units, start, end),
        granularityWeight.word * shareOf(start, end),
        false,
      );
  return terms;
}

/** Whether the span is a name that was typed with spaces inside: no word of the index has them. */
function containsSpace({ analysis: { units }, spellings }: QueryText, start: number, end: number): boolean {
  if (spellings.length > 0) for (let at = start; at < end; at++) if (isPlainSpace(units[at])) return true;
  return false;
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
