/** What the tiers and the parts of a query have in common is found once. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyword, text } from '../../../src/fields.ts';
import { MultiSegmentText } from '../../../src/index/live/multi-segment-text.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { ColumnValues } from '../../../src/query/match/columns/column-values.ts';
import { createIndex } from '../../../src/search-index.ts';

afterEach(() => void vi.restoreAllMocks());

describe('a query of several parts', () => {
  const index = createIndex({
    fields: { body: text(), author: keyword() },
    lexicon: Lexicon.fromEntries([{ word: '石桥' }, { word: '通车' }]),
  });
  const documents = 400;
  for (let i = 0; i < documents; i++)
    index.add({ id: `${i}`, body: `石桥，通车。a${i % 5} ${i % 2 ? '水，田' : '田。水'}`, author: `${i % 7}` });
  const readText = () => vi.spyOn(MultiSegmentText.prototype, 'readText');

  it('looks up its prefixes and values once, however many tiers it tries', () => {
    const marks = vi.spyOn(MultiSegmentText.prototype, 'markWordsWithPrefix');
    const keywords = vi.spyOn(ColumnValues.prototype, 'matchKeywords');
    const literal = [{ prefix: 'a' }, { field: 'author', words: '3' }];
    const { total, tiers } = index.search({ all: [{ words: 'shiqiao' }, ...literal] });
    expect(total).toBe(57);
    expect(tiers).toEqual([{ tier: 'pinyin', total: 57 }]);
    expect(marks).toHaveBeenCalledOnce();
    expect(keywords).toHaveBeenCalledOnce();
  });

  it('reads a text once for a phrase, however many tiers it tries', () => {
    const reads = readText();
    const { total } = index.search(
      { all: [{ words: 'shiqiao' }, { phrase: '水，田' }] },
      { limit: 0, snippet: false, exactTotal: true },
    );
    expect(total).toBe(documents / 2);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(documents);
  });

  it('tries no more when no document has its literal parts', () => {
    const reads = readText();
    const literal = [
      { field: 'author', words: '3' },
      { field: 'author', words: '5' },
    ];
    expect(index.search({ all: [{ words: 'shiqiao tongche' }, { phrase: '水，田' }, ...literal] }).total).toBe(0);
    expect(reads).not.toHaveBeenCalled();
  });

  it('looks for later ones of many parts only in documents that have not matched yet', () => {
    const characters = [...'石桥通车水田'];
    const parts = Array.from({ length: 48 }, (_, i) => ({ words: characters[i % 6] }));
    expect(index.search({ any: parts }, { exactTotal: true }).total).toBe(documents);
    expect(index.search({ any: [...parts.slice(0, 15), { words: 'a1' }, { words: 'a2' }] }).total).toBe(documents);
  });

  it('is rewritten in its first sixteen words that differ', () => {
    const others = (count: number) => Array.from({ length: count }, (_, i) => ({ words: `w${i}x` }));
    const tiersOf = (any: readonly { readonly words: string }[]) => index.search({ any }).tiers.map(({ tier }) => tier);
    expect(tiersOf([...others(15), { words: 'shiqiao' }])).toContain('pinyin');
    expect(tiersOf([...others(16), { words: 'shiqiao' }])).toEqual([]);
    const alike = Array.from({ length: 40 }, () => ({ words: 'w1x' }));
    expect(tiersOf([...alike, { words: 'shiqiao' }])).toContain('pinyin');
  });
});
