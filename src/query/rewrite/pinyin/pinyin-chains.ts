/** Finds names and phrases by pinyin that are no words of the index: chains of its words and characters. */
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import type { PinyinPlace } from '../../../index/index-reader.ts';
import type { PinyinIndex } from './pinyin-index.ts';

/** Maximum number of chains that are extended at each place, and that are returned. */
const maxChains = 64;
/** Words of the index that are tried between two places, the most frequent ones. */
const wordsPerSpan = 32;

/** Characters of the longest words that are found by their pinyin. */
const maxWordCharacters = 8;

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
  const chains = Array.from({ length: places.length + 1 }, () => new BestChains());
  const extend = (from: number, to: number, words: readonly string[], before: readonly Chain[]): void => {
    if (from === 0) {
      for (const word of words) chains[to].add(word, 1);
      return;
    }
    if (pinyin.loadsBytes) gatherBigrams(pinyin, before, words);
    // Many chains end with the same character.
    const wordsBehind = new Map<string, readonly string[]>();
    for (const { text, pieces } of before) {
      if (!chains[to].hasRoom(pieces + 1)) break;
      const last = text[text.length - 1];
      let behind = wordsBehind.get(last);
      if (!behind) {
        behind = words.filter(word => pinyin.hasBigram(last.charCodeAt(0), word.charCodeAt(0)));
        wordsBehind.set(last, behind);
      }
      for (const word of behind) chains[to].add(text + word, pieces + 1);
    }
  };
  const findWords = (from: number, to: number): string[] =>
    pinyin.find([{ places: places.slice(from, to), isPrefix: false }], wordsPerSpan).map(({ word }) => word);
  if (pinyin.loadsBytes)
    // Which of them follow a chain is not known yet: what all spans need is loaded together.
    gatherMissing(places.length, from => {
      const spans = countSpans(places, from);
      gatherMissing(spans, i => void findWords(from, from + 2 + i));
    });
  for (let from = 0; from < places.length; from++) {
    // All chains that end here are there.
    const before = chains[from].list();
    if (from > 0 && before.length === 0) continue;
    const spans = countSpans(places, from);
    gatherMissing(spans + 1, i => {
      if (i === spans) extend(from, from + 1, charactersAt(pinyin, places[from]), before);
      else extend(from, from + 2 + i, findWords(from, from + 2 + i), before);
    });
  }
  return chains[places.length].list().map(({ text }) => text);
}

/** How many spans of two places and more begin at a place; the whole is no chain. */
function countSpans({ length }: readonly PinyinPlace[], from: number): number {
  return Math.max(
    0,
    Math.min(length, from + maxWordCharacters) - from - 1 - (from === 0 && length <= maxWordCharacters ? 1 : 0),
  );
}

/** Loads which of the words may stand behind each chain. @throws MissingBytes after all of it */
function gatherBigrams(pinyin: PinyinIndex, chains: readonly Chain[], words: readonly string[]): void {
  const lasts = [...new Set(chains.map(({ text }) => text.charCodeAt(text.length - 1)))];
  const firsts = [...new Set(words.map(word => word.charCodeAt(0)))];
  gatherMissing(lasts.length, i => pinyin.gatherBigrams(lasts[i], firsts));
}

/**
 * The chains of the fewest pieces that end at one place, of equal ones those that were added first: the same as all sorted
 * by their pieces, as far as there is room.
 * @internal exported for tests
 */
export class BestChains {
  /** By number of pieces. */
  private readonly chains: Chain[][] = [];

  /** Whether a chain of this number of pieces, added now, would be among the best. */
  hasRoom(pieces: number): boolean {
    let count = 0;
    for (let i = 1; i <= pieces; i++) count += this.chains[i]?.length ?? 0;
    return count < maxChains;
  }

  add(text: string, pieces: number): void {
    if (!this.hasRoom(pieces)) return;
    while (this.chains.length <= pieces) this.chains.push([]);
    this.chains[pieces].push({ text, pieces });
  }

  list(): readonly Chain[] {
    return this.chains.flat().slice(0, maxChains);
  }
}

function charactersAt(pinyin: PinyinIndex, { syllables, unit }: PinyinPlace): string[] {
  const units = unit > 0 ? [unit] : pinyin.charactersOf(syllables);
  return units.length > maxCharacters ? [] : units.map(each => String.fromCharCode(each));
}
