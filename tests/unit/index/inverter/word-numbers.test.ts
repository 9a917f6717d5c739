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

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/** As the units of a string are compared. */
const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('numbers for words', () => {
  it('are those of a map of strings, units of 0 among them, and sort as strings do', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), words => {
        const numbers = new WordNumbers();
        const known = new Map<string, number>();
        for (const each of [...words, ...words]) {
          if (!known.has(each)) known.set(each, known.size);
          expect(numbers.findOrAdd(unitsOf(`一${each}一`), 1, each.length + 1)).toBe(known.get(each));
        }
        expect(numbers.count).toBe(known.size);
        const { units, starts } = numbers.copyWords(numbers.sortNumbers());
        const sorted = Array.from({ length: known.size }, (_, i) =>
          String.fromCharCode(...units.subarray(starts[i], starts[i + 1])),
        );
        expect(sorted).toEqual([...known.keys()].sort(byUnits));
      }),
    );
  });

  it('tell a long word from the short one whose units look like its hash', () => {
    const long = '监利市人民政府';
    // What 监利 is as one number, which hashing begins with.
    let head = 0x76d15229;
    for (const unit of unitsOf(long)) head = Math.imul(head ^ unit, 0x9e3779b1) ^ (head >>> 15);
    const short = String.fromCharCode(head >>> 16, head & 0xffff);
    for (const words of [
      [long, short],
      [short, long],
    ]) {
      const numbers = new WordNumbers();
      expect(words.map(each => numbers.findOrAdd(unitsOf(each), 0, each.length))).toEqual([0, 1]);
    }
  });

  it('stay the same while the table grows, also of words that differ in one unit', () => {
    const numbers = new WordNumbers();
    const words = Array.from({ length: 30_000 }, (_, i) =>
      String.fromCharCode(0x4e00 + (i % 7), 0x4e00 + (i >> 8), 0x4e00 + (i & 255), ...(i % 3 === 0 ? [0x4e00, i] : [])),
    );
    const first = words.map(each => numbers.findOrAdd(unitsOf(each), 0, each.length));
    expect(first).toEqual(words.map((_, i) => i));
    expect(words.map(each => numbers.findOrAdd(unitsOf(each), 0, each.length))).toEqual(first);
  });
});
