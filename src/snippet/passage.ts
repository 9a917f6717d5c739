/** Which stretch of a text to show: the one that holds the most of what was asked, cut where sentences end. */
import { CharacterClass, classOf, isHighSurrogate, isLowSurrogate, isWordly } from '../text/characters.ts';
import type { Span } from '../text/span.ts';

/** A needle's place in a text, and what it is worth. */
export interface Mark extends Span {
  readonly needle: number;
  readonly weight: number;
}

/** A needle that stands again in a passage adds this much of its worth: distinct words count most. */
const repeated = 0.1;

/**
 * The best stretch of at most `length` units: the distinct marks it holds weigh most, earlier wins among equals. It
 * begins and ends at sentences where they are near, never inside a Latin word, number or surrogate pair.
 * @param marks by start, disjoint
 */
export function bestPassage(units: Uint16Array, textLength: number, marks: readonly Mark[], length: number): Span {
  if (textLength <= length) return { start: 0, end: textLength };
  const core = densest(marks, length);
  const start = startOfPassage(units, core, length);
  return { start, end: endOfPassage(units, textLength, start, core, length) };
}

/** The stretch from the first to the last mark of the best group that fits. */
function densest(marks: readonly Mark[], length: number): Span {
  let best: Span = { start: 0, end: 0 };
  let bestWorth = 0;
  for (let first = 0; first < marks.length; first++) {
    const seen = new Set<number>();
    let worth = 0;
    let last = first;
    for (let at = first; at < marks.length && marks[at].end - marks[first].start <= length; at++) {
      worth += seen.has(marks[at].needle) ? marks[at].weight * repeated : marks[at].weight;
      seen.add(marks[at].needle);
      last = at;
    }
    if (worth > bestWorth) {
      bestWorth = worth;
      best = { start: marks[first].start, end: Math.max(marks[first].end, marks[last].end) };
    }
  }
  return best;
}

function startOfPassage(units: Uint16Array, core: Span, length: number): number {
  const spare = Math.max(0, length - (core.end - core.start));
  const earliest = Math.max(0, core.start - spare);
  for (let at = core.start; at > earliest; at--)
    if (endsSentence(units[at - 1])) return afterBlanks(units, at, core.start);
  if (earliest === 0) return 0;
  const wished = Math.max(earliest, core.start - (spare >> 1));
  for (let at = wished; at < core.start; at++) if (endsClause(units[at - 1])) return afterBlanks(units, at, core.start);
  return afterWhole(units, wished, core.start);
}

function endOfPassage(units: Uint16Array, textLength: number, start: number, core: Span, length: number): number {
  const latest = Math.min(textLength, Math.max(core.end, start + length));
  if (latest === textLength) return textLength;
  const least = Math.max(core.end, start + Math.floor(length * 0.6));
  for (let at = latest; at > least; at--) if (endsSentence(units[at - 1])) return at;
  let at = latest;
  while (at > core.end && isInside(units, at)) at--;
  return at;
}

function afterBlanks(units: Uint16Array, at: number, most: number): number {
  while (at < most && classOf(units[at]) === CharacterClass.Space) at++;
  return at;
}

/** The first place at or after `at` that is not inside a word or pair. */
function afterWhole(units: Uint16Array, at: number, most: number): number {
  while (at < most && isInside(units, at)) at++;
  return at;
}

function isInside(units: Uint16Array, at: number): boolean {
  if (isHighSurrogate(units[at - 1]) && isLowSurrogate(units[at])) return true;
  return isWordly(classOf(units[at - 1])) && isWordly(classOf(units[at]));
}

const sentenceEnds = new Set(Array.from('。！？!?；;\n…', sign => sign.charCodeAt(0)));
const clauseEnds = new Set(Array.from('，,：:、 ', sign => sign.charCodeAt(0)));

function endsSentence(unit: number): boolean {
  return sentenceEnds.has(unit);
}

function endsClause(unit: number): boolean {
  return clauseEnds.has(unit) || sentenceEnds.has(unit);
}
