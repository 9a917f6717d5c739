/** Which stretch of a text to show: the one that holds the most of what was asked, cut where sentences end. */
import type { Span } from '../text/span.ts';
import {
  isAfterClause,
  isAfterSentence,
  isInsideToken,
  skipClosingPunctuation,
  skipClosingQuotes,
  trimTrailingPunctuation,
} from './boundaries.ts';

/** A needle's place in a text, and what it is worth. */
export interface WeightedMatch extends Span {
  readonly needle: number;
  readonly weight: number;
}

/** A needle that stands again, in this passage or in one that is shown already, adds this much of its worth. */
const repeatedShare = 0.1;
/** A needle right behind another one adds so much more of its worth, half of it when so many units are between. */
const adjacencyBonus = 0.3;
const adjacencyHalfLife = 8;
/** A passage may end early by so much of its length when a sentence ends there, or a part of one. */
const maxSentenceShortening = 0.4;
const maxClauseShortening = 0.25;

/** A stretch and what it is worth. */
export interface Passage extends Span {
  readonly score: number;
}

/**
 * The best stretch of at most `length` units within bounds: distinct marks weigh most, then how close they are; earlier
 * wins among equals. It begins and ends at sentences or parts of them where they are near, begins with no sign that
 * belongs to what is before, and never cuts a Latin word, a number, a surrogate pair or a mark: a mark that is longer
 * than `length` is shown whole.
 * @param marks by start, disjoint; those that are not within the bounds do not count
 * @param shown needles that other passages show
 */
export function findBestPassage(
  units: Uint16Array,
  bounds: Span,
  marks: readonly WeightedMatch[],
  length: number,
  shown: ReadonlySet<number>,
): Passage {
  const inside = marks.filter(mark => mark.start >= bounds.start && mark.end <= bounds.end);
  const core = findBestGroup(inside, bounds.start, length, shown);
  if (bounds.end - bounds.start <= length) return { start: bounds.start, end: bounds.end, score: core.score };
  let start = chooseStart(units, bounds, core, length);
  let end = chooseEnd(units, bounds, start, core, length);
  for (const mark of inside) {
    if (mark.start < start && start < mark.end) start = mark.end;
    if (mark.start < end && end < mark.end) end = mark.start;
  }
  return { start, end, score: core.score };
}

/**
 * The stretch of the best group that fits: from its first mark to the last that stands there for the first time. What
 * only stands again is worth something, but leaves room for whole sentences.
 */
function findBestGroup(
  marks: readonly WeightedMatch[],
  start: number,
  length: number,
  shown: ReadonlySet<number>,
): Passage {
  let best: Passage = { start, end: start, score: 0 };
  for (let first = 0; first < marks.length; first++) {
    const seen = new Set(shown);
    let worth = 0;
    let last = first;
    for (let at = first; at < marks.length; at++) {
      const { needle, weight, start, end } = marks[at];
      if (at > first && end - marks[first].start > length) break;
      if (seen.has(needle)) worth += weight * repeatedShare;
      else {
        worth += weight;
        if (at > first && marks[at - 1].needle !== needle)
          worth += (weight * adjacencyBonus) / (1 + (start - marks[at - 1].end) / adjacencyHalfLife);
        last = at;
      }
      seen.add(needle);
    }
    if (worth > best.score) best = { start: marks[first].start, end: marks[last].end, score: worth };
  }
  return best;
}

function chooseStart(units: Uint16Array, bounds: Span, core: Span, length: number): number {
  const spare = Math.max(0, length - (core.end - core.start));
  const earliest = Math.max(bounds.start, core.start - spare);
  const begin = (at: number) => skipClosingPunctuation(units, at, core.start);
  for (let at = core.start; at > earliest; at--) if (isAfterSentence(units, at)) return begin(at);
  if (earliest === bounds.start) return earliest === 0 ? 0 : begin(earliest);
  const wished = Math.max(earliest, core.start - (spare >> 1));
  for (let at = wished; at > earliest; at--) if (isAfterClause(units, at)) return begin(at);
  for (let at = wished + 1; at <= core.start; at++) if (isAfterClause(units, at)) return begin(at);
  let at = wished;
  while (at < core.start && isInsideToken(units, at)) at++;
  return at;
}

function chooseEnd(units: Uint16Array, bounds: Span, start: number, core: Span, length: number): number {
  const latest = Math.min(bounds.end, Math.max(core.end, start + length));
  if (latest === bounds.end) return latest;
  const least = (early: number) => Math.max(core.end, start + Math.floor(length * (1 - early)));
  for (let at = latest; at > least(maxSentenceShortening); at--)
    if (isAfterSentence(units, at)) return skipClosingQuotes(units, at, latest);
  for (let at = latest; at > least(maxClauseShortening); at--)
    if (isAfterClause(units, at)) return trimTrailingPunctuation(units, at, core.end);
  let at = latest;
  while (at > core.end && isInsideToken(units, at)) at--;
  return at;
}
