import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import type { VisitWord, Vocabulary } from '../../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import type { Schema } from '../../../../src/index/schema.ts';
import { stringFromUnits } from '../../../../src/text/units.ts';

import { tinySegmenter } from '../tiny-segmenter.ts';

const fields: Schema = { body: { type: 'text', weight: 1, repair: false } };
const characters = [...'一丁七万丈三上下不与丐丑专且丕世'];

/** Words of two to four of sixteen characters, and Latin ones: some blocks of the dictionary. */
function someWords(): string[] {
  const words = ['abc', 'zebra', 'éa', '5g', 'жук', 'ab'];
  for (let i = 0; i < 700; i++) {
    const at = (step: number) => characters[(i * step + (i >> 4)) % characters.length];
    words.push([at(1), at(7), at(5), at(11)].slice(0, 2 + (i % 3)).join(''));
  }
  return [...new Set(words)];
}

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).sort();

describe('words of a part', () => {
  const words = someWords();
  const live = new LiveIndex(fields, new Analyzer(tinySegmenter(words, words.slice(3, 9))));
  for (const [i, word] of words.entries())
    live.add({ id: `${i}`, body: `${word} ${i % 5 === 0 ? word : ''} ${words[i >> 1]}` });
  const [part] = live.reader().getTextReader('body').vocabularies;

  /** Each with its documents, and whether it is a name. */
  const given = (each: (part: Vocabulary, visit: VisitWord) => void) => {
    const found: string[] = [];
    each(part, (units, start, end, documents, isName) =>
      found.push([stringFromUnits(units, start, end), documents, isName].join(' ')),
    );
    return found;
  };
  const all = given((part, visit) => part.visitWords(visit));
  const those = (keep: (word: string) => boolean) => all.filter(each => keep(each.split(' ')[0]));

  it('are all of them, in their order', () => {
    const named = all.map(each => each.split(' ')[0]);
    expect(named).toEqual([...named].sort((a, b) => (a < b ? -1 : 1)));
    expect(named).toEqual(expect.arrayContaining(words));
    expect(all.filter(each => each.endsWith('true'))).not.toEqual([]);
  });

  it('are those whose first unit lies between two', () => {
    for (const [first, last] of [
      [0x61, 0x2e7f],
      [0x35, 0x35],
      [0x4e01, 0x4e08],
      [0x7b, 0xe8],
      [0xffff, 0xffff],
    ])
      expect(given((part, visit) => part.visitWords(visit, first, last))).toEqual(
        those(word => word.charCodeAt(0) >= first && word.charCodeAt(0) <= last),
      );
  });

  it('are those that begin so', () => {
    for (const beginning of ['', 'a', 'ab', 'abd', '一', '七万', '世', '丙'])
      expect(
        given((part, visit) =>
          part.visitWordsWithPrefix(
            Uint16Array.from([...beginning], c => c.charCodeAt(0)),
            visit,
          ),
        ),
      ).toEqual(those(word => word.startsWith(beginning)));
  });

  it('are those whose units stand among some', () => {
    for (const places of [
      ['一丁七', '万丈三上'],
      ['一丁七丙世', '下不与', characters.join('')],
      [characters.join(''), characters.join(''), characters.join(''), '丑专'],
      ['丙', '一'],
      ['一', ''],
    ]) {
      const found = given((part, visit) => part.visitWordsMatching(places.map(unitsOf), visit));
      expect(found).toEqual(
        those(word => word.length === places.length && places.every((units, i) => units.includes(word[i]))),
      );
    }
    expect(given((part, visit) => part.visitWordsMatching([unitsOf('一'), unitsOf('丁七万')], visit))).not.toEqual([]);
  });
});
