import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../../src/analysis/analysis.ts';
import { TermFrequencies } from '../../../../../src/query/context/frequencies/term-frequencies.ts';

const units = (text: string) => Uint16Array.from(text, unit => unit.charCodeAt(0));
const termOf = (text: string) => ({ kind: TermKind.Word, units: units(text), start: 0, end: text.length });
const term = fc.record({
  field: fc.constantFrom(0, 1, 16_383, 16_384, 16_385),
  kind: fc.integer({ min: 0, max: 3 }).map(kind => kind as TermKind),
  text: fc.string({ unit: fc.constantFrom('新', '沟', '镇', 'a', '0'), minLength: 1, maxLength: 4 }),
});

describe('TermFrequencies', () => {
  it('gives what was set for the same field, kind and units, or -1, and never confuses terms', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 200 }), terms => {
        const known = new TermFrequencies();
        const set = new Map<string, number>();
        terms.forEach(({ field, kind, text }, number) => {
          const inside = units(`x${text}y`);
          const asked = { kind, units: inside, start: 1, end: inside.length - 1 };
          const got = known.get(field, asked);
          expect(got).toBe(set.get(`${field} ${kind}${text}`) ?? -1);
          if (got >= 0) return;
          known.set(field, asked, number);
          if (field < 16_384) set.set(`${field} ${kind}${text}`, number);
        });
      }),
    );
  });

  it('forgets all terms when there are too many, and goes on remembering', () => {
    const known = new TermFrequencies();
    for (let i = 0; i < 20_000; i++) {
      const name = termOf(`词${i}`);
      expect(known.get(0, name)).toBe(-1);
      known.set(0, name, i);
      expect(known.get(0, name)).toBe(i);
    }
    const first = termOf('词0');
    expect(known.get(0, first)).toBe(-1);
  });
});
