import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermKind } from '../../../../src/analysis/analysis.ts';
import { TermFrequencies } from '../../../../src/query/context/term-frequencies.ts';

const units = (text: string) => Uint16Array.from(text, unit => unit.charCodeAt(0));
const term = fc.record({
  field: fc.constantFrom(0, 1, 16_383, 16_384, 16_385),
  kind: fc.integer({ min: 0, max: 3 }).map(kind => kind as TermKind),
  text: fc.string({ unit: fc.constantFrom('新', '沟', '镇', 'a', '0'), minLength: 1, maxLength: 4 }),
});

describe('TermFrequencies', () => {
  it('gives what was set for the same field, kind and units, or -1: it may forget, never mistake', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 200 }), terms => {
        const known = new TermFrequencies();
        const set = new Map<string, number>();
        terms.forEach(({ field, kind, text }, number) => {
          const inside = units(`x${text}y`);
          const got = known.get(field, kind, inside, 1, inside.length - 1);
          expect(got).toBe(set.get(`${field} ${kind}${text}`) ?? -1);
          if (got >= 0) return;
          known.set(field, kind, inside, 1, inside.length - 1, number);
          if (field < 16_384) set.set(`${field} ${kind}${text}`, number);
        });
      }),
    );
  });

  it('forgets when there are too many, and goes on', () => {
    const known = new TermFrequencies();
    for (let i = 0; i < 20_000; i++) {
      const name = units(`词${i}`);
      expect(known.get(0, 2, name, 0, name.length)).toBe(-1);
      known.set(0, 2, name, 0, name.length, i);
      expect(known.get(0, 2, name, 0, name.length)).toBe(i);
    }
    const first = units('词0');
    expect(known.get(0, 2, first, 0, first.length)).toBe(-1);
  });
});
