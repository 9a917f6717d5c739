import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { collectFoldings, formatFoldTables } from '../../../dict/build/fold-table.ts';
import { fold } from '../../../src/text/folding.ts';
import { stringFromUnits } from '../../../src/text/units.ts';

/** Any UTF-16, including lone surrogates, with many characters that are folded. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        fc.nat({ max: 0xffff }),
        fc.constantFrom(0x76e3, 0x5229, 0xff21, 0xff10, 0x2f00, 0x3000, 0xd840, 0xdc5e),
      ),
      { maxLength: 30 },
    )
    .map(units => String.fromCharCode(...units)),
);

/** `stringFromUnits` as it is where there are no buffers of Node. */
async function loadWithoutBuffer(): Promise<typeof stringFromUnits> {
  vi.resetModules();
  vi.stubGlobal('Buffer', undefined);
  try {
    return (await import('../../../src/text/units.ts')).stringFromUnits;
  } finally {
    vi.unstubAllGlobals();
  }
}

describe.each([
  { place: 'in Node', load: async () => stringFromUnits },
  { place: 'in a page', load: loadWithoutBuffer },
])('stringFromUnits $place', ({ load }) => {
  it('returns the same units for any length, also with lone surrogates and byte order marks', async () => {
    const stringFromUnits = await load();
    const unit = fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(0x76d1, 0x5229, 0x41, 0) },
      fc.constantFrom(0xfeff, 0xfffe, 0xfffd),
      fc.constantFrom(0xd840, 0xdc5e),
    );
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 400 }),
        fc.constantFrom(1, 50),
        fc.nat({ max: 60 }),
        (some, times, skip) => {
          const units = Uint16Array.from({ length: some.length * times }, (_, i) => some[i % some.length]);
          const start = Math.min(skip, units.length);
          const text = stringFromUnits(units, start, units.length);
          expect(text.length).toBe(units.length - start);
          for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== units[start + i]) expect(i).toBe(-1);
        },
      ),
      { numRuns: 300 },
    );
    const shared = new Uint16Array(new SharedArrayBuffer(200)).fill(0x76d1);
    expect(stringFromUnits(shared, 0, 100)).toBe('监'.repeat(100));
  });
});

describe('folding', () => {
  it('keeps the length of a text', () => {
    fc.assert(
      fc.property(anyText, text => fold(text).length === text.length),
      { numRuns: 1000 },
    );
  });

  it('does not change a folded text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('folds each character independently of the others', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(text)).toBe(Array.from(text, character => fold(character)).join(''));
      }),
      { numRuns: 1000 },
    );
  });

  it('folds every character as its sources do', () => {
    for (const [from, to] of collectFoldings().map)
      expect(fold(String.fromCodePoint(from))).toBe(String.fromCodePoint(to));
  });

  it('uses the table that its generator writes', () => {
    for (const [path, content] of Object.entries(formatFoldTables()))
      expect(readFileSync(new URL(`../../../src/text/folding/${path}`, import.meta.url), 'utf8')).toBe(content);
  });

  it.each([
    ['監利市臺灣', '监利市台湾'],
    ['ＡＢＣ　１００％', 'abc 100%'],
    ['⻓⺠①', '长民1'],
    ['薴', '苎'],
    ['ﬁ㈠㎡', 'ﬁ㈠㎡'],
    ['Café naïve Łódź Müller ἀρχή', 'cafe naive lodz muller αρχη'],
    ['ещё Йогурт', 'еще йогурт'],
    ['靑淸鄕呑戸説黒', '青清乡吞户说黑'],
    ['発鉄県桜', '发铁县樱'],
    ['芸予弁糸欠浜', '芸予弁糸欠浜'],
    ['堃喆甯邨龢', '堃喆甯邨龢'],
    ['ひらがな', 'ヒラガナ'],
  ])('folds %s to %s', (from, to) => {
    expect(fold(from)).toBe(to);
  });
});
