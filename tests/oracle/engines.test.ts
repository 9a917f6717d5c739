import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createNodejiebaSegmenter } from '../../src/entry-points/nodejieba.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import type { LexiconEntry } from '../../src/lexicon/parse-lexicon.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import type { Segmenter } from '../../src/segment/segmenter.ts';
import { TokenList } from '../../src/segment/token-list.ts';
import { isHighSurrogate, isLowSurrogate } from '../../src/text/characters.ts';
import { fold, foldInto } from '../../src/text/folding.ts';

/** Whether nodejieba is installed and compiled. */
const hasNodejieba = (() => {
  try {
    const require = createRequire(import.meta.url);
    return require('nodejieba').load() as boolean;
  } catch {
    return false;
  }
})();

interface Engine {
  readonly name: string;
  readonly missing: boolean;
  make(entries?: LexiconEntry[]): Promise<Segmenter>;
}

const engines: Engine[] = [
  {
    name: 'the base lexicon',
    missing: false,
    make: async (entries = []) => createSegmenter({ lexicon: (await baseLexicon()).extend(entries) }),
  },
  {
    name: 'entries alone',
    missing: false,
    make: async (entries = []) => createSegmenter({ lexicon: Lexicon.fromEntries(entries) }),
  },
  { name: 'nodejieba', missing: !hasNodejieba, make: entries => createNodejiebaSegmenter(entries ? { entries } : {}) },
];

const names: LexiconEntry[] = [
  { word: '南保村', tag: 'ns' },
  { word: '南保村民委员会', tag: 'nt' },
  { word: '1+N', tag: 'nz' },
  { word: '五天一检' },
];
const pieces = [
  ...[
    '监利',
    '監利市',
    '南保村民委员会',
    '五天一检',
    '的',
    '中国科学院计算所',
    '韩旭',
    '龘',
    '𠀀',
    '1+n',
    'Ａ股',
    '3.14',
    'c++',
  ],
  ...['，', '“', '。', ' ', '\n', '👨‍👩‍👧', '\ud800', '\udc00', '\0', 'ひらがな', 'é', '100%', 'a@b.cn'],
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

describe.each(engines)('the engine of $name', ({ missing, make }) => {
  let engine: Segmenter;
  let named: Segmenter;
  beforeAll(async () => {
    if (missing) return;
    engine = await make();
    named = await make(names);
  });
  const law = (name: string, test: () => void) => it.skipIf(missing)(name, test);
  const forAll = (check: (text: string, segmenter: Segmenter) => void) => {
    for (const segmenter of [engine, named])
      fc.assert(
        fc.property(anyText, text => check(text, segmenter)),
        { numRuns: 150 },
      );
  };

  law('covers the text and splits no surrogate pair', () => {
    forAll((text, segmenter) => {
      let end = 0;
      for (const token of segmenter.segment(text)) {
        expect(token.start).toBe(end);
        expect(token.text).toBe(text.slice(token.start, token.end));
        expect(token.text).not.toBe('');
        end = token.end;
        const splits = isHighSurrogate(text.charCodeAt(end - 1)) && isLowSurrogate(text.charCodeAt(end));
        expect(splits).toBe(false);
      }
      expect(end).toBe(text.length);
      expect(segmenter.cut(text)).toEqual(segmenter.segment(text).map(token => token.text));
    });
  });

  law('cuts the folded text in the same places', () => {
    forAll((text, segmenter) => {
      expect(segmenter.segment(fold(text)).map(token => token.end)).toEqual(
        segmenter.segment(text).map(token => token.end),
      );
    });
  });

  law('gives its tokens as terms, then others, each by start, longest first', () => {
    const list = new TokenList();
    forAll((text, segmenter) => {
      const units = new Uint16Array(text.length);
      foldInto(text, units);
      segmenter.termsInto(units, text.length, list);
      const path: string[] = [];
      for (let i = 0; i < list.count; i++) {
        if (i < list.pathCount) path.push(text.slice(list.starts[i], list.ends[i]));
        expect(list.ends[i]).toBeLessThanOrEqual(text.length);
        if (i === 0 || i === list.pathCount) continue;
        const sameStart = list.starts[i] === list.starts[i - 1];
        expect(list.starts[i] > list.starts[i - 1] || (sameStart && list.ends[i] < list.ends[i - 1])).toBe(true);
      }
      expect(path).toEqual(segmenter.cut(text));
      expect(segmenter.terms(text)).toHaveLength(list.count);
    });
  });

  law('knows the words that were added, and the other one of its kind does not', () => {
    const text = '在南保村民委员会，五天一检“1+N”';
    expect(named.cut(text)).toEqual(['在', '南保村民委员会', '，', '五天一检', '“', '1+N', '”']);
    expect(engine.cut('南保村民委员会')).not.toEqual(['南保村民委员会']);
    expect(named.terms(text).map(term => term.text)).toContain('南保村');
    const units = Uint16Array.from('南保村民委员会', character => character.charCodeAt(0));
    expect(named.isName(units, 0, 7)).toBe(true);
    expect(engine.isName(units, 0, 7)).toBe(false);
    expect(named.fingerprint).not.toBe(engine.fingerprint);
  });

  law('cuts what is not Han by the one rule', () => {
    expect(engine.cut('见 a@b.cn，100%和3.14、C++👨‍👩‍👧').join('|')).toBe('见| |a@b.cn|，|100%|和|3.14|、|C++|👨‍👩‍👧');
  });
});

describe.skipIf(!hasNodejieba)('nodejieba', () => {
  it('takes a dictionary from memory', async () => {
    const dictionary = '我们 5 r\n的 9 uj\n我们的家 7 n\n家 3 n\n';
    const segmenter = await createNodejiebaSegmenter({ dictionary });
    expect(segmenter.cut('我们的家')).toEqual(['我们的家']);
    expect(segmenter.fingerprint).not.toBe((await createNodejiebaSegmenter()).fingerprint);
  });

  it.each([
    '',
    'x',
    '监利 many ns\n',
    '监利 3\n',
    '监利 0 ns\n',
    '\n监利 3 ns\n',
  ])('refuses the dictionary %j, on which it would end the process', async dictionary => {
    await expect(createNodejiebaSegmenter({ dictionary })).rejects.toMatchObject({ code: 'BAD_DICTIONARY' });
  });

  it('refuses words that it cannot hold', async () => {
    for (const entry of [{ word: '动起来 干起来' }, { word: '' }, { word: '监利', weight: -1 }])
      await expect(createNodejiebaSegmenter({ entries: [entry] })).rejects.toMatchObject({ code: 'BAD_DICTIONARY' });
  });
});
