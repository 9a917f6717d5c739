/** Chooses the passage of a text to show: the one with the best matches, cut where sentences end. */
import type { Span } from '../text/span.ts';
import {
  isAfterClause,
  isAfterSentence,
  isInsideToken,
  skipClosingPunctuation,
  skipClosingQuotes,
  trimTrailingPunctuation,
} from './boundaries.ts';

/** An occurrence of a needle in a text, and its weight. */
export interface WeightedMatch extends Span {
  readonly needle: number;
  readonly weight: number;
}

/** Share of its weight that a needle adds when it occurs again, in this passage or in one that is already shown. */
const repeatedShare = 0.1;
/** Share of its weight that a needle adds on top when it directly follows another one. */
const adjacencyBonus = 0.3;
/** Gap between two needles, in UTF-16 units, at which the bonus is halved. */
const halfBonusUnits = 8;
/** Share of its length that a passage may give up to end with a sentence, or with a clause. */
const maxSentenceShortening = 0.4;
const maxClauseShortening = 0.25;

/** What the bound of a group may be off by, as it is added up and taken off again. */
const boundError = 1e-6;

/** A span of a text and its score. */
export interface Passage extends Span {
  readonly score: number;
}

/**
 * The best passage of at most `length` UTF-16 units within bounds. Distinct matches count most, then how close they are;
 * the earlier one wins a tie. A passage begins and ends with a sentence or a clause if one is near, never begins with
 * punctuation that belongs to the text before, and never splits a Latin word, a number, a surrogate pair or a match: a
 * match longer than `length` is shown whole.
 * @param matches by start, disjoint; those outside the bounds do not count
 * @param shown needles that occur in the passages chosen before
 */
export function findBestPassage(
  units: Uint16Array,
  bounds: Span,
  matches: readonly WeightedMatch[],
  length: number,
  shown: ReadonlySet<number>,
): Passage {
  const inside = chooseInside(matches, bounds);
  const core = findBestGroup(inside, bounds.start, length, shown);
  if (bounds.end - bounds.start <= length) return { start: bounds.start, end: bounds.end, score: core.score };
  let start = chooseStart(units, bounds, core, length);
  let end = chooseEnd(units, bounds, start, core, length);
  for (const match of inside) {
    if (match.start < start && start < match.end) start = match.end;
    if (match.start < end && end < match.end) end = match.start;
  }
  return { start, end, score: core.score };
}

/** The matches inside bounds, which in most texts are all. */
function chooseInside(matches: readonly WeightedMatch[], { start, end }: Span): readonly WeightedMatch[] {
  const last = matches.length - 1;
  if (last < 0 || (matches[0].start >= start && matches[last].end <= end)) return matches;
  return matches.filter(match => match.start >= start && match.end <= end);
}

/**
 * The span of the best group of matches that fits, from its first match to the last needle that is new in it. Repeated
 * needles add to the score but not to the span, which leaves room for whole sentences. Only groups whose bound is above the best
 * score are added up: each match as one that is repeated and follows the one before, each needle that is not shown once more.
 */
function findBestGroup(
  matches: readonly WeightedMatch[],
  start: number,
  length: number,
  shown: ReadonlySet<number>,
): Passage {
  let bestFirst = -1;
  let bestLast = -1;
  let bestScore = 0;
  let maxNeedle = 0;
  for (const { needle } of matches) if (needle > maxNeedle) maxNeedle = needle;
  /** By needle: the last group that it is in, counted from 1; those that are shown are in all. */
  const groups = new Uint32Array(maxNeedle + 1);
  /** By needle: how often it is in the group; one more for those that are shown. */
  const counts = new Uint32Array(maxNeedle + 1);
  for (const needle of shown)
    if (needle < groups.length) {
      groups[needle] = matches.length + 1;
      counts[needle] = 1;
    }
  /** By match: what it adds to a needle that is new for following another one. */
  const bonuses = new Float64Array(matches.length);
  let bound = 0;
  let end = 0;
  for (let first = 0; first < matches.length; first++) {
    for (; end < matches.length; end++) {
      const match = matches[end];
      const before = matches[end - 1];
      if (end > first && match.end - matches[first].start > length) break;
      if (end > 0 && before.needle !== match.needle)
        bonuses[end] = (match.weight * adjacencyBonus) / (1 + (match.start - before.end) / halfBonusUnits);
      bound += boundOf(match, bonuses[end], counts[match.needle]++);
    }
    const opening = matches[first];
    const groupBound = bound;
    bound -= boundOf(opening, bonuses[first], --counts[opening.needle]);
    if (groupBound < bestScore - boundError) continue;
    let score = 0;
    let last = first;
    for (let at = first; at < end; at++) {
      const { needle, weight } = matches[at];
      if (groups[needle] > first) score += weight * repeatedShare;
      else {
        score += weight;
        if (at > first) score += bonuses[at];
        last = at;
        groups[needle] = first + 1;
      }
    }
    if (score <= bestScore) continue;
    bestFirst = first;
    bestLast = last;
    bestScore = score;
  }
  if (bestFirst < 0) return { start, end: start, score: 0 };
  return { start: matches[bestFirst].start, end: matches[bestLast].end, score: bestScore };
}

/** What a match adds to a group at most. @param others how many of its needle are in the group beside it, or are shown */
function boundOf({ weight }: WeightedMatch, bonus: number, others: number): number {
  return bonus + weight * (others === 0 ? 1 : repeatedShare);
}

function chooseStart(units: Uint16Array, bounds: Span, core: Span, length: number): number {
  const spare = Math.max(0, length - (core.end - core.start));
  const earliest = Math.max(bounds.start, core.start - spare);
  const { start } = core;
  for (let at = start; at > earliest; at--)
    if (isAfterSentence(units, at)) return skipClosingPunctuation(units, at, start);
  if (earliest === bounds.start) return earliest === 0 ? 0 : skipClosingPunctuation(units, earliest, start);
  const preferred = Math.max(earliest, start - (spare >> 1));
  for (let at = preferred; at > earliest; at--)
    if (isAfterClause(units, at)) return skipClosingPunctuation(units, at, start);
  for (let at = preferred + 1; at <= start; at++)
    if (isAfterClause(units, at)) return skipClosingPunctuation(units, at, start);
  let at = preferred;
  while (at < core.start && isInsideToken(units, at)) at++;
  return at;
}

function chooseEnd(units: Uint16Array, bounds: Span, start: number, core: Span, length: number): number {
  const latest = Math.min(bounds.end, Math.max(core.end, start + length));
  if (latest === bounds.end) return latest;
  const minSentence = Math.max(core.end, start + Math.floor(length * (1 - maxSentenceShortening)));
  for (let at = latest; at > minSentence; at--)
    if (isAfterSentence(units, at)) return skipClosingQuotes(units, at, latest);
  const minClause = Math.max(core.end, start + Math.floor(length * (1 - maxClauseShortening)));
  for (let at = latest; at > minClause; at--)
    if (isAfterClause(units, at)) return trimTrailingPunctuation(units, at, core.end);
  let at = latest;
  while (at > core.end && isInsideToken(units, at)) at--;
  return at;
}
