/** Is the wanted word among ten suggestions when its beginning is typed, in characters or in pinyin? */
import { loadReadings } from '../../../src/lexicon/readings/word-readings.ts';
import { syllableLetters } from '../../../src/text/syllables.ts';
import { unitsFromString } from '../../../src/text/units.ts';
import type { Random } from '../../random.ts';
import type { ArticleIndex, HeadedArticle } from './corpus-index.ts';

const maxSuggestions = 10;

/** What is typed of a word, by its kind. */
const typedForms: readonly (readonly [kind: string, type: (word: string, syllables: readonly string[]) => string])[] = [
  ['one Han character', word => word[0]],
  ['syllable and letter', (_, [first, second]) => first + second[0]],
  ['full pinyin', (_, syllables) => syllables.join('')],
  ['initials', (_, syllables) => syllables.map(([letter]) => letter).join('')],
];

/** The share of wanted words that are suggested, and the median time of a call in microseconds, by what is typed. */
export interface SuggestionFigures {
  readonly kind: string;
  readonly words: number;
  readonly found: number;
  readonly medianMicroseconds: number;
}

/** Draws words of titles as often as they occur there: frequent words are wanted more often. */
export function drawWantedWords(
  articles: readonly HeadedArticle[],
  cut: (text: string) => readonly string[],
  count: number,
  random: Random,
): string[] {
  const titles = articles.map(({ title }) => title).filter(title => title !== '');
  const words: string[] = [];
  for (let tries = 0; words.length < count && titles.length > 0 && tries < 20 * count; tries++) {
    const candidates = cut(random.pick(titles)).filter(word => /^\p{Script=Han}{2,4}$/u.test(word));
    if (candidates.length > 0) words.push(random.pick(candidates));
  }
  return words;
}

/** Types each word in all ways and looks for it among ten suggestions. */
export function measureSuggestions(index: ArticleIndex, words: readonly string[]): SuggestionFigures[] {
  const read = words.flatMap(word => {
    const syllables = readWord(word);
    return syllables ? [{ word, syllables }] : [];
  });
  return typedForms.map(([kind, type]) => {
    const times: number[] = [];
    const found = read.filter(({ word, syllables }) => {
      const typed = type(word, syllables);
      const start = performance.now();
      const { suggestions } = index.suggest(typed, { limit: maxSuggestions });
      times.push(performance.now() - start);
      return suggestions.some(suggestion => suggestion.word === word);
    }).length;
    times.sort((a, b) => a - b);
    return { kind, words: read.length, found, medianMicroseconds: 1000 * (times[times.length >> 1] ?? 0) };
  });
}

/** The syllables of the first reading of a word. */
function readWord(word: string): string[] | undefined {
  const out = new Uint16Array(16);
  const readings = loadReadings().read(unitsFromString(word), 0, word.length, out);
  return readings > 0 ? Array.from(out.subarray(0, word.length), syllableLetters) : undefined;
}
