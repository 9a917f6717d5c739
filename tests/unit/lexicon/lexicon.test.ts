import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';

const small = Lexicon.fromEntries([
  { word: '监利', weight: 3, tag: 'ns' },
  { word: '台中', weight: 40, tag: 'ns' },
  { word: '台', weight: 10_000 },
  { word: '中', weight: 90_000 },
  { word: '市民', weight: 500, tag: 'n' },
]);
const cut = (lexicon: Lexicon, text: string) => createSegmenter({ lexicon }).cut(text).join('|');

describe('a lexicon', () => {
  it('finds a word in any width, case and script', () => {
    const lexicon = small.extend([{ word: 'Ｗi-Fi热点', weight: 7, tag: 'nz' }]);
    expect(lexicon.find('監利')).toEqual({ word: '监利', weight: 3, tag: 'ns' });
    expect(lexicon.has('WI-FI熱點')).toBe(true);
    expect(lexicon.has('监')).toBe(false);
    expect(lexicon.find('')).toBeUndefined();
  });

  it('keeps a given weight and uses the last entry for a word', () => {
    const lexicon = small.extend([
      { word: '南保村', weight: 5, tag: 'ns' },
      { word: '南保村', weight: 9 },
    ]);
    expect(lexicon.find('南保村')).toEqual({ word: '南保村', weight: 9, tag: '' });
    expect(lexicon.extend([{ word: '南保村', weight: 2 }]).find('南保村')?.weight).toBe(2);
  });

  it('weights a word without a weight so that it is one token, whatever else is added', () => {
    const lexicon = small.extend([
      { word: '台中市民' },
      { word: '中市', weight: 2_000_000 },
      { word: '台中市', weight: 1_000_000 },
    ]);
    expect(cut(lexicon, '台中市民')).toBe('台中市民');
    expect(cut(lexicon.extend([{ word: '民', weight: 5_000_000 }]), '台中市民')).toBe('台中市民');
  });

  it('gives words without a weight the same weight in any order of entries', () => {
    const entries = [{ word: '南保村民委员会' }, { word: '南保村' }, { word: '村民委员会' }, { word: '南保' }];
    const one = small.extend(entries);
    const other = small.extend([...entries].reverse());
    for (const { word } of entries) {
      expect(one.find(word)).toEqual(other.find(word));
      expect(one.find(word)?.weight).toBeLessThan(10);
    }
  });

  it('removes words and adds them again', () => {
    const without = small.without(['台中', '没有']);
    expect(without.has('台中')).toBe(false);
    expect(cut(without, '台中')).toBe('台|中');
    expect(cut(without.extend([{ word: '台中' }]), '台中')).toBe('台中');
    expect(small.has('台中')).toBe(true);
  });

  it('splits a word into the given parts', () => {
    const split = small.extend([{ word: '台中市', weight: 1 }]).split(['台', '中']);
    expect(cut(split, '在台中')).toBe('在|台|中');
    expect(split.has('台中')).toBe(false);
    expect(() => small.split(['台中'])).toThrowError(expect.objectContaining({ code: 'BAD_DICTIONARY' }));
    expect(() => small.split(['台中', ''])).toThrowError(expect.objectContaining({ code: 'BAD_DICTIONARY' }));
  });

  it('recognizes names by their tags', () => {
    const units = Uint16Array.from('监利市民', character => character.charCodeAt(0));
    expect(small.isName(units, 0, 2)).toBe(true);
    expect(small.isName(units, 2, 4)).toBe(false);
    expect(small.without(['监利']).isName(units, 0, 2)).toBe(false);
    expect(small.extend([{ word: '市民', tag: 'nz' }]).isName(units, 2, 4)).toBe(true);
  });

  it('lists its words with weights and tags', () => {
    const words = [
      ...small
        .without(['台'])
        .extend([{ word: '新词', weight: 4, tag: 'n' }])
        .words(),
    ];
    expect(words.map(entry => entry.word).sort()).toEqual(['中', '台中', '市民', '新词', '监利'].sort());
    expect(words).toContainEqual({ word: '新词', weight: 4, tag: 'n' });
  });

  it.each([
    [{ word: '' }],
    [{ word: '   ' }],
    [{ word: 'x'.repeat(65) }],
    [{ word: '监利', weight: -1 }],
    [{ word: '监利', weight: Number.NaN }],
    [{ word: '监利', weight: Infinity }],
    [{ word: 3 }],
    [null],
  ])('refuses the entry %j', entry => {
    expect(() => small.extend([entry as never])).toThrowError(expect.objectContaining({ code: 'BAD_DICTIONARY' }));
  });

  it('opens only from bytes', () => {
    for (const wrong of [undefined, 'x', {}, [1, 2]])
      expect(() => Lexicon.fromBytes(wrong as never)).toThrowError(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });
});
