import { TermKind } from '../analysis/analysis.ts';
import { type CharacterClass, characterAt, isWordly } from '../text/characters.ts';
import { granularityWeight, runWeight } from './constants.ts';
import type { QueryText } from './cut.ts';
import { foldedText } from './cut.ts';
import { isFunctionPair } from './function-words.ts';
import type { ScoreTerm } from './scoring.ts';

/**
 * The terms of a query text that count for the score, each once: words of its best path, pairs, characters. A term
 * that stands twice in the query counts twice.
 */
export function scoreTerms(text: QueryText): ScoreTerm[] {
  const { analysis, words } = text;
  const terms = new Map<string, { kind: TermKind; start: number; end: number; weight: number }>();
  const add = (kind: TermKind, start: number, end: number, weight: number): void => {
    const key = `${kind}${foldedText(text, { start, end })}`;
    const known = terms.get(key);
    if (known) known.weight += weight;
    else terms.set(key, { kind, start, end, weight });
  };
  for (let i = 0; i < analysis.count; i++) {
    const kind = analysis.kinds[i] as TermKind;
    if (
      kind === TermKind.Bigram &&
      isFunctionPair(foldedText(text, { start: analysis.starts[i], end: analysis.ends[i] }))
    )
      continue;
    const weight =
      kind === TermKind.Word
        ? runWeight
        : kind === TermKind.Bigram
          ? granularityWeight.bigram
          : granularityWeight.character;
    add(kind, analysis.starts[i], analysis.ends[i], weight);
  }
  for (const { start, end } of words) {
    if (isPlainRun(text, start, end)) continue;
    add(TermKind.Word, start, end, granularityWeight.word);
  }
  return [...terms.values()].map(term => ({
    ...term,
    analysis,
    isAtom: term.kind === TermKind.Character || (term.kind === TermKind.Word && isPlainRun(text, term.start, term.end)),
  }));
}

/** Whether the span is one run of letters and digits, which is a term without being cut. */
function isPlainRun(text: QueryText, start: number, end: number): boolean {
  const { units } = text.analysis;
  for (let at = start; at < end; ) {
    const character = characterAt(units, at, end);
    if (!isWordly((character >> 2) as CharacterClass)) return false;
    at += character & 3;
  }
  return true;
}
