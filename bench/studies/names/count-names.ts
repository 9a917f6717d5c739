/** Counts how many marked names a segmenter cuts as they are marked. */
import { type GoldSentence, goldKinds, type Span } from './gold-names.ts';

/** What a segmenter makes of a sentence. */
export interface NamedWords {
  /** The words, or only the names; each with the kind of name that it is said to be. */
  readonly words: readonly Span[];
  /** Words inside words too, if the segmenter has them. */
  readonly terms?: readonly Span[];
}

/** Shares from 0 to 1 by kind, in the order of `goldKinds`; NaN of nothing. */
export interface NameFigures {
  /** Marked names that are exactly one word. */
  readonly asWord: readonly number[];
  /** Words said to be names of the kind that are marked so. */
  readonly right: readonly number[];
  /** Marked names of two characters and more that are a word or a term inside one; undefined without terms. */
  readonly asTerm: readonly number[] | undefined;
}

const key = (start: number, end: number): number => start * 0x10000 + end;

/** Compares words with the marked names. */
export function countNames(sentences: readonly GoldSentence[], answers: readonly NamedWords[]): NameFigures {
  const zeros = (): number[] => goldKinds.map(() => 0);
  const [all, asWord, long, asTerm, said, right] = Array.from({ length: 6 }, zeros);
  let hasTerms = false;
  sentences.forEach(({ names }, i) => {
    const { words, terms } = answers[i];
    hasTerms ||= terms !== undefined;
    const wordKeys = new Set(words.map(([start, end]) => key(start, end)));
    const termKeys = new Set(terms?.map(([start, end]) => key(start, end)));
    const marked = new Map(names.map(([start, end, kind]) => [key(start, end), kind]));
    for (const [start, end, name] of names) {
      const kind = goldKinds.indexOf(name as (typeof goldKinds)[number]);
      const place = key(start, end);
      all[kind]++;
      if (wordKeys.has(place)) asWord[kind]++;
      if (end - start < 2) continue;
      long[kind]++;
      if (termKeys.has(place)) asTerm[kind]++;
    }
    for (const [start, end, name] of words) {
      if (name === '') continue;
      const kind = goldKinds.indexOf(name);
      said[kind]++;
      if (marked.get(key(start, end)) === name) right[kind]++;
    }
  });
  const share = (part: readonly number[], whole: readonly number[]): number[] =>
    part.map((count, i) => count / whole[i]);
  return {
    asWord: share(asWord, all),
    right: share(right, said),
    asTerm: hasTerms ? share(asTerm, long) : undefined,
  };
}

/** The share of the words `before`, apart from marked names and what touches them, that are no words `now`. */
export function countChanged(
  sentences: readonly GoldSentence[],
  before: readonly NamedWords[],
  now: readonly NamedWords[],
): number {
  let all = 0;
  let changed = 0;
  sentences.forEach(({ names }, i) => {
    const keys = new Set(now[i].words.map(([start, end]) => key(start, end)));
    let name = 0;
    for (const [start, end] of before[i].words) {
      while (name < names.length && names[name][1] <= start) name++;
      if (name < names.length && names[name][0] < end) continue;
      all++;
      if (!keys.has(key(start, end))) changed++;
    }
  });
  return changed / Math.max(1, all);
}
