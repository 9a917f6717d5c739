import { describe, expect, it } from 'vitest';
import { type DictionaryProblem, parseLexicon } from '../../../src/lexicon/parse-lexicon.ts';

describe('a user dictionary', () => {
  it.each([
    ['南保村', { word: '南保村' }],
    ['南保村 10', { word: '南保村', weight: 10 }],
    ['南保村 ns', { word: '南保村', tag: 'ns' }],
    ['南保村 10 ns', { word: '南保村', weight: 10, tag: 'ns' }],
    ['南保村 10 village', { word: '南保村', weight: 10, tag: 'village' }],
    ['  南保村   10   ns  ', { word: '南保村', weight: 10, tag: 'ns' }],
    ['南保村\u300010\u3000ns', { word: '南保村', weight: 10, tag: 'ns' }],
    ['南保村\t10\tns', { word: '南保村', weight: 10, tag: 'ns' }],
    ['南保村\t\tns', { word: '南保村', tag: 'ns' }],
    ['南保村\tns', { word: '南保村', tag: 'ns' }],
    ['南保村\t10', { word: '南保村', weight: 10 }],
    ['南保村\t10 ns', { word: '南保村', weight: 10, tag: 'ns' }],
    ['南保村\t\t', { word: '南保村' }],
    ['卡拉 OK\t10\tn', { word: '卡拉 OK', weight: 10, tag: 'n' }],
    ['iPhone 15s\t10', { word: 'iPhone 15s', weight: 10 }],
    // As jieba reads them: before a weight stands the word, whatever it contains.
    ['Edu Trust认证 2000', { word: 'Edu Trust认证', weight: 2000 }],
    ['新冠 2019 型 30 nz', { word: '新冠 2019 型', weight: 30, tag: 'nz' }],
    ['iPhone 15 3', { word: 'iPhone 15', weight: 3 }],
    ['Hello World 10 nz', { word: 'Hello World', weight: 10, tag: 'nz' }],
    ['Hello World', { word: 'Hello World' }],
    ['动起来 干起来', { word: '动起来 干起来' }],
    ['动起来 干起来 l', { word: '动起来 干起来', tag: 'l' }],
    ['1+N 5', { word: '1+N', weight: 5 }],
    ['五天一检 0', { word: '五天一检', weight: 0 }],
    ['监利 2.5', { word: '监利', weight: 2.5 }],
    ['C++', { word: 'C++' }],
    ['10', { word: '10' }],
    ['nr', { word: 'nr' }],
  ])('parses the line %j', (line, entry) => {
    expect(parseLexicon(line)).toEqual([entry]);
  });

  it('may have a byte order mark, any line breaks, empty lines and comments', () => {
    const text = '\ufeff# names\r\n南保村 3 ns\r\n\r\n  # more\n毛市镇\r福田寺镇\n';
    expect(parseLexicon(text).map(entry => entry.word)).toEqual(['南保村', '毛市镇', '福田寺镇']);
  });

  it('may be empty', () => {
    expect(parseLexicon('')).toEqual([]);
    expect(parseLexicon('\ufeff\n\n')).toEqual([]);
  });

  const bad = [
    '南保村 abc',
    '南保村 abc ns',
    '南保村 -3 ns',
    '南保村 12x',
    '南保村 1e5',
    'Hello -3',
    '南保村\tmany\tns',
    '南保村\t1\tns\tmore',
    '\t10\tns',
    `${'长'.repeat(65)} 3`,
  ];

  it.each(bad)('reports number and text of the bad line %j', line => {
    const problems: DictionaryProblem[] = [];
    expect(parseLexicon(`监利\n${line}\n毛市镇`, { problems })).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 2, text: line });
    const start = JSON.stringify(line.slice(0, 8)).slice(0, -1);
    expect(() => parseLexicon(`监利\r\n${line}`, { file: 'names.txt' })).toThrowError(
      expect.objectContaining({
        code: 'BAD_DICTIONARY',
        message: expect.stringContaining(`names.txt, line 2, ${start}`),
      }),
    );
  });

  it('collects all bad lines in problems', () => {
    const problems: DictionaryProblem[] = [];
    parseLexicon(bad.join('\n'), { problems });
    expect(problems.map(problem => problem.line)).toEqual(bad.map((_, i) => i + 1));
  });
});
