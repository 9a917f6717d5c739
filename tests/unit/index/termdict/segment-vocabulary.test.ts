import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import type { VisitWord, Vocabulary } from '../../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import type { Schema } from '../../../../src/index/schema.ts';
import { stringFromUnits } from '../../../../src/text/units.ts';
import { tinySegmenter } from '../tiny-segmenter.ts';

const fields: Schema = { body: { type: 'text', weight: 1, repair: false } };
const characters = [...'一丁七万丈三上下不与丐丑专且丕世'];

/** Latin words, and words of two to four of sixteen characters: enough for several blocks of the dictionary. */
function createWords(): string[] {
  const words = ['abc', 'zebra', 'ωa', '5g', 'жук', 'ab'];
  for (let i = 0; i < 700; i++) {
    const at = (step: number) => characters[(i * step + (i >> 4)) % characters.length];
    words.push([at(1), at(7), at(5), at(11)].slice(0, 2 + (i % 3)).join(''));
  }
  return [...new Set(words)];
}

const toUnits = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

describe('the vocabulary of a segment', () => {
  const words = createWords();
  const live = new LiveIndex(fields, new Analyzer(tinySegmenter(words, words.slice(3, 9))));
  for (const [i, word] of words.entries())
    live.add({ id: `${i}`, body: `${word} ${i % 5 === 0 ? word : ''} ${words[i >> 1]}` });
  const [vocabulary] = live.reader().getTextReader('body').vocabularies;

  /** The words that are visited, each with its number of documents. */
  const collect = (visitWords: (vocabulary: Vocabulary, visit: VisitWord) => void) => {
    const visited: string[] = [];
    visitWords(vocabulary, (units, start, end, count, most) => {
      expect(count()).toBeLessThanOrEqual(most);
      visited.push([stringFromUnits(units, start, end), count()].join(' '));
    });
    return visited;
  };
  const all = collect((vocabulary, visit) => vocabulary.visitWords(visit));
  /** All words for which the predicate is true, as `collect` gives them. */
  const filterAll = (predicate: (word: string) => boolean) => all.filter(each => predicate(each.split(' ')[0]));

  it('visits all words in their order', () => {
    const visited = all.map(each => each.split(' ')[0]);
    expect(visited).toEqual([...visited].sort((a, b) => (a < b ? -1 : 1)));
    expect(visited).toEqual(expect.arrayContaining(words));
  });

  it('visits the words whose first unit is in a range', () => {
    for (const [first, last] of [
      [0x61, 0x2e7f],
      [0x35, 0x35],
      [0x4e01, 0x4e08],
      [0x7b, 0xe8],
      [0xffff, 0xffff],
    ])
      expect(collect((vocabulary, visit) => vocabulary.visitWords(visit, first, last))).toEqual(
        filterAll(word => word.charCodeAt(0) >= first && word.charCodeAt(0) <= last),
      );
  });

  it('visits the words that have a prefix', () => {
    for (const prefix of ['', 'a', 'ab', 'abd', '一', '七万', '世', '丙'])
      expect(collect((vocabulary, visit) => vocabulary.visitWordsWithPrefix(toUnits(prefix), visit))).toEqual(
        filterAll(word => word.startsWith(prefix)),
      );
  });

  it('visits the words that match a pattern of alternatives for each unit', () => {
    const visitMatching = (places: string[]) =>
      collect((vocabulary, visit) =>
        vocabulary.visitWordsMatching(
          places.map(place => toUnits(place).sort()),
          visit,
        ),
      );
    for (const places of [
      ['一丁七', '万丈三上'],
      ['一丁七丙世', '下不与', characters.join('')],
      [characters.join(''), characters.join(''), characters.join(''), '丑专'],
      ['丙', '一'],
      ['一', ''],
      // What stands between two of the second units is left out.
      [characters.join(''), '丁专'],
      ['丁丐世', '一不世', '万不', '上丐丕'],
    ])
      expect(visitMatching(places)).toEqual(
        filterAll(word => word.length === places.length && places.every((units, i) => units.includes(word[i]))),
      );
    expect(visitMatching(['一', '丁七万'])).not.toEqual([]);
  });

  it('bounds the units of a word that a text begins with, no further than any word goes along with the text', () => {
    const reader = live.reader().getTextReader('body');
    const known = all.map(each => each.split(' ')[0]);
    const longestOf = (text: string, of: (word: string) => number) =>
      Math.max(0, ...known.map(of), text === '' ? 0 : 1);
    let shorter = 0;
    for (let i = 0; i < 400; i++) {
      const text = `${words[(i * 37) % words.length]}${words[(i * 101) % words.length]}a`;
      const bound = reader.boundTermUnits(toUnits(`x${text}`), 1, text.length + 1);
      expect(bound).toBeGreaterThanOrEqual(longestOf(text, word => (text.startsWith(word) ? word.length : 0)));
      const shared = (word: string) => [...word].findIndex((unit, at) => unit !== text[at]);
      expect(bound).toBeLessThanOrEqual(
        longestOf(text, word => (shared(word) < 0 ? word.length : Math.max(2, shared(word)))),
      );
      if (bound < text.length) shorter++;
    }
    expect(shorter).toBeGreaterThan(300);
    expect(reader.boundTermUnits(toUnits('㐀㐀㐀'), 0, 3)).toBe(0);
    expect(reader.boundTermUnits(toUnits('龘龘龘'), 0, 3)).toBe(0);
  });
});
