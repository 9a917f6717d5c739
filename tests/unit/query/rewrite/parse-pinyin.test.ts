import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parsePinyin } from '../../../../src/query/rewrite/pinyin/parse-pinyin.ts';
import { syllableCount, syllableLetters, syllableNumber, syllablesWithPrefix } from '../../../../src/text/syllables.ts';

const forms = ['whole', 'half', 'initials', 'mixed'] as const;
const syllables = Array.from({ length: syllableCount }, (_, i) => syllableLetters(i + 1));
const beginnings = syllables.map(letters => letters.slice(0, 1));

/** All divisions of letters, tried one by one, as texts: `xi an`, and what is only the beginning of a syllable as `-x`. */
function divide(letters: string, form: (typeof forms)[number]): string[] {
  if (letters === '') return form === 'half' ? [] : [''];
  const found: string[] = [];
  if (form === 'half' && letters.length <= 6 && syllablesWithPrefix(letters).length > 0) found.push(`-${letters} `);
  for (let length = Math.min(6, letters.length); length > 0; length--) {
    const part = letters.slice(0, length);
    const withUmlaut = /^[nl]u/.test(part) ? part.replace('u', 'v') : part;
    const isWhole = form !== 'initials' && (syllableNumber(part) > 0 || syllableNumber(withUmlaut) > 0);
    const isInitial = /^(?:[zcs]h|[a-z])$/.test(part) && syllablesWithPrefix(part).length > 0;
    const mayBegin = form === 'initials' ? length === 1 && isInitial : form === 'mixed' && isInitial;
    if (isWhole || mayBegin)
      for (const rest of divide(letters.slice(length), form)) found.push(`${isWhole ? '' : '-'}${part} ${rest}`);
  }
  return found;
}

describe('typed letters', () => {
  it('are divided in every way that there is, the first 24 of them', () => {
    const anyLetters = fc.array(fc.constantFrom(...syllables, ...beginnings, 'xian', 'guan', 'v'), { maxLength: 4 });
    fc.assert(
      fc.property(anyLetters, fc.constantFrom(...forms), (parts, form) => {
        const letters = parts.join('').slice(0, 12);
        const parses = parsePinyin(letters === '' ? [] : [letters], form);
        const shown = parses.map(parse =>
          parse.map(({ letters, isWhole }) => `${isWhole ? '' : '-'}${letters} `).join(''),
        );
        const all = letters === '' ? [] : divide(letters, form).slice(0, 24);
        expect([...shown].sort()).toEqual([...all].sort());
        expect(parses.map(({ length }) => length)).toEqual(parses.map(({ length }) => length).sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  it.each(forms)('of more syllables than are read have no division (%s), which takes no trying of all ways', form => {
    // Each xiang may be xi ang or xia ng too, so there are 3^13 ways to begin, and with single letters 5^13.
    const slices = vi.spyOn(String.prototype, 'slice');
    const found = [14, 100].map(count => parsePinyin(['xiang'.repeat(count)], form).length);
    const looks = slices.mock.calls.length;
    slices.mockRestore();
    expect(found).toEqual([0, 0]);
    expect(looks).toBeLessThan(1000);
  });
});
