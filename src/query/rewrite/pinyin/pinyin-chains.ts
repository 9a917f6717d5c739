/** Finds names and phrases by pinyin that are no words of the index: chains of its words and characters. */
import type { PinyinPlace } from '../../../index/index-reader.ts';
import type { PinyinIndex } from './pinyin-index.ts';

/** Maximum number of chains that are extended at each place, and that are returned. */
const maxChains = 64;
/** Words of the index that are tried between two places, the most frequent ones. */
const wordsPerSpan = 32;

/** Single characters are pieces where no more than this many fit: all of a syllable, of a letter only in a small index. */
const maxCharacters = 120;

interface Chain {
  readonly text: string;
  readonly pieces: number;
}

/**
 * Texts with a character for each place, put together from words of the index so that all neighbours stand side by side
 * somewhere. Whether the whole text stands anywhere is to be verified. Those of the fewest words come first.
 */
export function findPinyinChains(pinyin: PinyinIndex, places: readonly PinyinPlace[]): string[] {
  const chains: Chain[][] = places.map(() => []);
  chains.push([]);
  const extend = (from: number, to: number, words: readonly string[]): void => {
    for (const { text, pieces } of from === 0 ? [{ text: '', pieces: 0 }] : chains[from]) {
      const last = text.charCodeAt(text.length - 1);
      for (const word of words)
        if (from === 0 || pinyin.hasBigram(last, word.charCodeAt(0)))
          chains[to].push({ text: text + word, pieces: pieces + 1 });
    }
  };
  for (let from = 0; from < places.length; from++) {
    chains[from].sort((a, b) => a.pieces - b.pieces);
    chains[from].splice(maxChains);
    if (from > 0 && chains[from].length === 0) continue;
    for (let to = from + 2; to <= places.length; to++) {
      // The whole is no chain.
      if (to - from === places.length) continue;
      const patterns = [{ places: places.slice(from, to), isPrefix: false }];
      extend(
        from,
        to,
        pinyin.find(patterns, wordsPerSpan).map(({ word }) => word),
      );
    }
    extend(from, from + 1, charactersAt(pinyin, places[from]));
  }
  return chains[places.length]
    .sort((a, b) => a.pieces - b.pieces)
    .slice(0, maxChains)
    .map(({ text }) => text);
}

function charactersAt(pinyin: PinyinIndex, { syllables, unit }: PinyinPlace): string[] {
  const units = unit > 0 ? [unit] : pinyin.charactersOf(syllables);
  return units.length > maxCharacters ? [] : units.map(each => String.fromCharCode(each));
}
