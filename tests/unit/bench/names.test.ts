import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countChanged, countNames } from '../../../bench/studies/names/count-names.ts';
import { type GoldSentence, readGoldSentences } from '../../../bench/studies/names/gold-names.ts';
import { drawNameQueries } from '../../../bench/studies/names/name-queries.ts';
import { namesStudy } from '../../../bench/studies/names/names-study.ts';

const sentence: GoldSentence = {
  text: '鲁雪到云汀县',
  names: [
    [0, 2, 'PER'],
    [3, 6, 'LOC'],
  ],
};

describe('the study of names', () => {
  it('counts marked names that are words, that are terms, and what is right of the names that are said to be some', () => {
    const answer = {
      words: [
        [0, 2, 'PER'],
        [2, 4, 'PER'],
        [4, 6, ''],
      ],
      terms: [[3, 6, '']],
    } as const;
    const { asWord, right, asTerm } = countNames([sentence], [answer]);
    expect(asWord).toEqual([1, 0, Number.NaN]);
    expect(right).toEqual([0.5, Number.NaN, Number.NaN]);
    expect(asTerm).toEqual([0, 1, Number.NaN]);
  });

  it('counts words apart from marked names that are cut otherwise', () => {
    const text = '鲁雪明天到云汀县';
    const names = [[0, 2, 'PER']] as const;
    const before = {
      words: [
        [0, 2, ''],
        [2, 4, ''],
        [4, 5, ''],
        [5, 8, ''],
      ],
    } as const;
    const now = {
      words: [
        [0, 2, ''],
        [2, 5, ''],
        [5, 8, ''],
      ],
    } as const;
    expect(countChanged([{ text, names }], [before], [now])).toBeCloseTo(2 / 3);
  });

  it('reads offsets in code points as UTF-16 units', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'hansou-')), 'gold.jsonl');
    writeFileSync(
      path,
      JSON.stringify({
        text: '𠮷田到县里',
        entities: [
          [0, 2, 'PER'],
          [3, 5, 'LOC'],
        ],
      }),
    );
    const [{ names, text }] = await readGoldSentences(path);
    expect(names.map(([start, end]) => text.slice(start, end))).toEqual(['𠮷田', '县里']);
  });

  it('draws each name once, with all sentences in which it is marked', () => {
    const [persons, places] = drawNameQueries([sentence, { text: '鲁雪说', names: [[0, 2, 'PER']] }], 10);
    expect([...persons.names]).toEqual([['鲁雪', new Set([0, 1])]]);
    expect([...places.names]).toEqual([['云汀县', new Set([0])]]);
  });

  it('names the material that is missing', async () => {
    const data = mkdtempSync(join(tmpdir(), 'hansou-'));
    mkdirSync(join(data, 'names-peopledaily'));
    const { tables, notes } = await namesStudy({ data, isSmoke: true, log: () => {} });
    expect(tables).toEqual([]);
    expect(notes?.slice(0, 2)).toEqual([
      `The page is missing (--names-data), skipped: ${data}/seed-page.txt`,
      `Sentences with marked names are missing (--names-data), skipped: ${data}/names-peopledaily/gold.jsonl.gz`,
    ]);
  });
});
