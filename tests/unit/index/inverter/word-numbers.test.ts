import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordNumbers } from '../../../../src/index/inverter/word-numbers.ts';

const unit = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 1, 0xffff, 0x4e00, 0x4e01) }, fc.nat({ max: 0xffff }));
const word = fc
  .oneof(
    fc.array(unit, { minLength: 1, maxLength: 7 }),
    fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 5 }),
  )
  .map(units => String.fromCharCode(...units));

const toUnits = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/** Compares strings by their UTF-16 units. */
const compareStrings = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('word numbers', () => {
  it('agree with a map of strings, also for words with a unit 0, and sort as the strings do', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), words => {
        const numbers = new WordNumbers();
        const known = new Map<string, number>();
        for (const each of [...words, ...words]) {
          if (!known.has(each)) known.set(each, known.size);
          expect(numbers.findOrAdd(toUnits(`一${each}一`), 1, each.length + 1)).toBe(known.get(each));
        }
        expect(numbers.count).toBe(known.size);
        const { units, starts } = numbers.copyWords(numbers.sortNumbers());
        const sorted = Array.from({ length: known.size }, (_, i) =>
          String.fromCharCode(...units.subarray(starts[i], starts[i + 1])),
        );
        expect(sorted).toEqual([...known.keys()].sort(compareStrings));
      }),
    );
  });

  it('tell a long word from the short word whose units equal its hash', () => {
    const long = '监利市人民政府';
    // The units of 监利 in one number: where hashing starts.
    let head = 0x76d15229;
    for (const unit of toUnits(long)) head = Math.imul(head ^ unit, 0x9e3779b1) ^ (head >>> 15);
    const short = String.fromCharCode(head >>> 16, head & 0xffff);
    for (const words of [
      [long, short],
      [short, long],
    ]) {
      const numbers = new WordNumbers();
      expect(words.map(each => numbers.findOrAdd(toUnits(each), 0, each.length))).toEqual([0, 1]);
    }
  });

  it('stay the same while the table grows, also for words that differ in one unit', () => {
    const numbers = new WordNumbers();
    const words = Array.from({ length: 30_000 }, (_, i) =>
      String.fromCharCode(0x4e00 + (i % 7), 0x4e00 + (i >> 8), 0x4e00 + (i & 255), ...(i % 3 === 0 ? [0x4e00, i] : [])),
    );
    const numbersOfWords = words.map(each => numbers.findOrAdd(toUnits(each), 0, each.length));
    expect(numbersOfWords).toEqual(words.map((_, i) => i));
    expect(words.map(each => numbers.findOrAdd(toUnits(each), 0, each.length))).toEqual(numbersOfWords);
  });
});
