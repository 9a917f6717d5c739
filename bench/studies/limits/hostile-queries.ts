/** Queries that are written to be slow, each as large as the limits allow. */
import { maxQueryClauses, maxQueryUnits, type Query } from '../../../src/query/language/query.ts';
import type { SearchOptions } from '../../../src/search-options.ts';
import type { Random } from '../../random.ts';

/** A query and its options. */
export interface Asked {
  readonly query: string | Query;
  readonly options?: SearchOptions;
}

/** What queries are made of: frequent characters first, and words of the corpus. */
export interface Material {
  readonly characters: readonly string[];
  readonly words: readonly string[];
}

const latin = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const syllables = ['shi', 'qiao', 'zhong', 'guo', 'ren', 'min', 'hua'];
const repeat = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i));
/** Letters that are no word. */
const spell = (i: number, count: number) => repeat(count, at => latin[(7 * i + 11 * at + i * at) % 26]).join('');

/** Joins parts as far as the limit of a text allows. */
function fill(separator: string, part: (i: number) => string): string {
  let text = part(0);
  for (let i = 1; text.length + separator.length + part(i).length <= maxQueryUnits; i++) text += separator + part(i);
  return text;
}

/** The forms that were the slowest when the limits were set, by name. */
export function listHostileQueries({ characters, words }: Material): ReadonlyMap<string, Asked> {
  const character = (i: number) => characters[i % characters.length];
  const day = (i: number) => `${1 + (i % 12)}月${1 + (i % 28)}日`;
  const data = (part: (i: number) => Query): Asked => ({
    query: { any: repeat(maxQueryClauses - 1, String).map((_, i) => part(i)) },
  });
  return new Map<string, Asked>([
    ['a prefix of one letter', { query: 'a*' }],
    ['36 prefixes by OR', { query: latin.map(letter => `${letter}*`).join(' OR ') }],
    ['date ranges side by side', { query: fill(' ', i => `date:2020-${1 + (i % 12)}..2021`) }],
    ['date ranges, one of them', data(i => ({ field: 'date', from: '2020', to: `202${i % 4}` }))],
    ['keywords, one of them', data(i => ({ field: 'author', words: `${i}` }))],
    ['frequent characters by |', { query: fill('|', character) }],
    ['frequent characters by OR', { query: fill(' OR ', character) }],
    ['frequent characters apart', { query: fill(' ', character) }],
    ['frequent characters together', { query: fill('', character) }],
    ['frequent words, any of them', { query: fill(' ', i => words[i % words.length]), options: { match: 'any' } }],
    ['a question of frequent characters', { query: `${repeat(100, character).join('')}怎么办？` }],
    ['phrases of frequent characters', data(i => ({ phrase: `${character(i)}，${character(i * 7)}` }))],
    ['Latin words, one of them', data(i => ({ words: spell(i, 8) }))],
    ['pinyin words, one of them', data(i => ({ words: syllables[i % 7] + syllables[(3 * i + 1) % 7] }))],
    ['rare words, one of them', data(i => ({ words: character(i + 300) + character(599 - i) + character(i + 200) }))],
    ['pairs of words, one of them', data(i => ({ words: words[i % words.length] + words[(i + 100) % words.length] }))],
    ['days, all of them', { query: { all: repeat(maxQueryClauses - 1, String).map((_, i) => ({ words: day(i) })) } }],
    ['excluded characters', { query: `${character(0)} ${fill(' ', i => `-${character(i)}`).slice(0, 300)}` }],
    ['pinyin without spaces', { query: fill('', i => ['yi', 'shi', 'zhong', 'guo'][i % 4]) }],
    ['one pinyin word', { query: 'yiyiyiyi' }],
    ['Latin letters without spaces', { query: fill('', i => latin[i % 26]) }],
    ['Latin words in no document', { query: fill(' ', i => `w${(i * 7919).toString(36)}`) }],
    ['numbers', { query: fill(' ', i => String(i * 7)) }],
    ['days', { query: fill(' ', day) }],
    ['days by |', { query: fill('|', day) }],
    [
      'a filter of 120 ranges',
      {
        query: words[0],
        options: { filter: { or: repeat(120, String).map((_, i) => ({ date: { from: `20${10 + (i % 20)}` } })) } },
      },
    ],
    [
      'a filter of 10,000 dates',
      { query: words[0], options: { filter: { date: repeat(10_000, i => `20${10 + (i % 20)}-0${1 + (i % 9)}`) } } },
    ],
    [
      'a filter of 10,000 authors',
      { query: words[0], options: { filter: { author: repeat(10_000, i => `记者${i}`) } } },
    ],
  ]);
}

/** Draws a query of some parts, as data. */
export function drawQuery({ characters, words }: Material, random: Random): Query {
  const pick = <T>(values: readonly T[]): T => random.pick(values);
  const text = (max: number) =>
    repeat(1 + random.below(max), () => pick(random.below(2) ? characters : words)).join('');
  const leaf = (): Query => {
    switch (random.below(7)) {
      case 0:
        return { phrase: pick(characters) + pick(['，', ' ', '。', '']) + pick(characters) };
      case 1:
        return { prefix: pick([...latin, ...characters.slice(0, 50)]) };
      case 2:
        return { field: 'date', from: `202${random.below(4)}` };
      case 3:
        return { field: 'author', words: `${random.below(10)}` };
      case 4:
        return { words: `${1 + random.below(12)}月${1 + random.below(28)}日` };
      case 5:
        return { words: pick(['yiyi', 'zhongguo', 'shishi', 'w7919', 'abcde', '500', '2022']) };
      default:
        return { words: text(8) };
    }
  };
  const count = 1 + random.below(16);
  const parts = repeat(count, String).map(() => (random.below(12) === 0 ? { not: leaf() } : leaf()));
  return random.below(2) ? { any: parts } : { all: parts };
}
