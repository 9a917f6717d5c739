import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OffsetMap } from '../../../src/text/offset-map.ts';

/** The positions of the source units that are kept, and the map from the kept text to the source. */
const anyMap = fc.array(fc.boolean(), { maxLength: 60 }).map(flags => {
  const places = flags.flatMap((isKept, at) => (isKept ? [at] : []));
  const textStarts: number[] = [];
  const sourceStarts: number[] = [];
  for (const [at, place] of places.entries())
    if (at === 0 || places[at - 1] !== place - 1) {
      textStarts.push(at);
      sourceStarts.push(place);
    }
  const map =
    places.length === 0
      ? OffsetMap.identity(0)
      : new OffsetMap(Uint32Array.from(textStarts), Uint32Array.from(sourceStarts), places.length);
  return { places, map, length: flags.length };
});

const unitsOf = (spans: readonly { start: number; end: number }[]) =>
  spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));

describe('OffsetMap', () => {
  it('maps a span of the text to the source spans of its units, as few as possible', () => {
    fc.assert(
      fc.property(anyMap, fc.nat(60), fc.nat(60), ({ places, map }, start, length) => {
        const end = Math.min(places.length, start + length);
        const spans = map.toSource({ start, end });
        expect(unitsOf(spans)).toEqual(places.slice(start, Math.max(start, end)));
        for (let i = 1; i < spans.length; i++) expect(spans[i].start).toBeGreaterThan(spans[i - 1].end);
      }),
    );
  });

  it('maps a span of the source to the text units from it, in as few spans as possible', () => {
    fc.assert(
      fc.property(anyMap, fc.nat(60), fc.nat(60), ({ places, map }, start, length) => {
        const end = start + length;
        const inside = places.flatMap((place, at) => (place >= start && place < end ? [at] : []));
        const spans = map.fromSource({ start, end });
        expect(unitsOf(spans)).toEqual(inside);
        for (let i = 1; i < spans.length; i++) expect(spans[i].start).toBeGreaterThan(spans[i - 1].end);
      }),
    );
  });
});
