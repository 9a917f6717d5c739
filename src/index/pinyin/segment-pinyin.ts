/** Finds the words of a segment that match a pattern of syllables and characters. */
import { initialOf, syllableCount } from '../../text/syllables.ts';
import { toDamageError } from '../damage.ts';
import type { PinyinPattern, PinyinVocabulary, VisitPinyinWord } from '../index-reader.ts';
import { entryKey, levelCount } from './pinyin-format.ts';
import { PinyinEntry, type PinyinReader } from './pinyin-reader.ts';

/** Consecutive syllables with the same first letter. */
interface Run {
  readonly first: number;
  readonly last: number;
}

/** The words of one segment by their pinyin. */
export class SegmentPinyin implements PinyinVocabulary {
  readonly levelCount = levelCount;
  private readonly entry = new PinyinEntry();

  constructor(private readonly reader: PinyinReader) {}

  syllablesOf(unit: number): readonly number[] {
    return this.read(() => this.reader.syllablesOf(unit));
  }

  charactersOf(syllable: number): readonly number[] {
    return this.read(() => this.reader.charactersOf(syllable));
  }

  visitMatching(level: number, { places, isPrefix }: PinyinPattern, visit: VisitPinyinWord): void {
    const { reader, entry } = this;
    if (places.length === 0 || reader.entryCount(level) === 0) return;
    const allowed = places.map(({ syllables }) => {
      const isAllowed = new Uint8Array(syllableCount + 1);
      for (const syllable of syllables) isAllowed[syllable] = 1;
      return isAllowed;
    });
    const matches = (): boolean => {
      const { units, syllables, length } = entry;
      if (length < places.length || (length > places.length && !isPrefix)) return false;
      for (let i = 0; i < places.length; i++) {
        if (allowed[i][syllables[i]] === 0) return false;
        if (places[i].unit !== 0 && places[i].unit !== units[i]) return false;
      }
      return true;
    };
    const ranges = listKeyRanges(places[0].syllables, places[1]?.syllables);
    this.read(() =>
      reader.visit(level, ranges, entry, () => {
        if (matches()) visit(entry.units, entry.length, entry.documents);
      }),
    );
  }

  private read<R>(read: () => R): R {
    try {
      return read();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

/**
 * Ranges of keys that hold all words with one of these syllables at the first place and one at the second (default any);
 * lowest and highest key of each, ascending and disjoint.
 */
function listKeyRanges(first: readonly number[], second: readonly number[] | undefined): number[] {
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
