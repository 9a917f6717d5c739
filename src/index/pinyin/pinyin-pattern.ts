/** What words match a pattern of syllables and characters, and where are they in the order of their keys? */
import { initialOf, syllableCount } from '../../text/syllables.ts';
import type { PinyinPattern } from '../index-reader.ts';
import { entryKey } from './pinyin-format.ts';

/** Consecutive syllables with the same first letter. */
interface Run {
  readonly first: number;
  readonly last: number;
}

/** Tells whether a word of `length` characters matches, whose units and syllables begin at `at`. */
export type WordTest = (units: Uint16Array, syllables: Uint16Array, at: number, length: number) => boolean;

/** Tests words for a pattern of one place or more. */
export function compilePattern({ places, isPrefix }: PinyinPattern): WordTest {
  const allowed = places.map(({ syllables }) => {
    const isAllowed = new Uint8Array(syllableCount + 1);
    for (const syllable of syllables) isAllowed[syllable] = 1;
    return isAllowed;
  });
  return (units, syllables, at, length) => {
    if (length < places.length || (length > places.length && !isPrefix)) return false;
    for (let i = 0; i < places.length; i++) {
      if (allowed[i][syllables[at + i]] === 0) return false;
      if (places[i].unit !== 0 && places[i].unit !== units[at + i]) return false;
    }
    return true;
  };
}

/**
 * Ranges of keys that hold all words with one of these syllables at the first place and one at the second (default any);
 * lowest and highest key of each, ascending and disjoint.
 */
export function listKeyRanges(first: readonly number[], second: readonly number[] | undefined): number[] {
  const secondRuns = second ? listRuns(second) : allRuns;
  const ranges: [number, number][] = [];
  for (const { first: low, last: high } of listRuns(first))
    for (const run of secondRuns) ranges.push([entryKey(low, run.first), entryKey(high, run.last)]);
  ranges.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [low, high] of ranges) {
    if (merged.length > 0 && low <= merged[merged.length - 1])
      merged[merged.length - 1] = Math.max(high, merged[merged.length - 1]);
    else merged.push(low, high);
  }
  return merged;
}

function listRuns(syllables: readonly number[]): Run[] {
  const runs: { first: number; last: number }[] = [];
  for (const syllable of syllables) {
    const run = runs[runs.length - 1];
    if (run && run.last + 1 === syllable && initialOf(run.first) === initialOf(syllable)) run.last = syllable;
    else runs.push({ first: syllable, last: syllable });
  }
  return runs;
}

/** All syllables. */
const allRuns: readonly Run[] = /* @__PURE__ */ listRuns(
  /* @__PURE__ */ Array.from({ length: syllableCount }, (_, i) => i + 1),
);
