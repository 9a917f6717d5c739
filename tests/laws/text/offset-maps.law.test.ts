import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OffsetMapReader, OffsetMapWriter } from '../../../src/index/store/offset-maps.ts';
import { OffsetMap } from '../../../src/text/offset-map.ts';
import { applyDamage, endsSafely, openRangedSection, openSection } from '../../unit/index/sections.ts';
import { anyDamage, selectDocuments } from '../arbitraries.ts';

const anyMap = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5000 })),
        fc.oneof(fc.constant(1), fc.nat({ max: 3000 })),
      ),
    ),
    fc.nat({ max: 100_000 }),
    fc.nat({ max: 50 }),
  )
  .map(([pieces, first, rest]) => {
    const textStarts = [0];
    const sourceStarts = [first];
    pieces.forEach(([length, gap], i) => {
      textStarts.push(textStarts[i] + length);
      sourceStarts.push(sourceStarts[i] + length + gap);
    });
    const last = textStarts[textStarts.length - 1];
    return new OffsetMap(
      Uint32Array.from(textStarts),
      Uint32Array.from(sourceStarts),
      last + rest + (pieces.length > 0 ? 1 : 0),
    );
  });
const anyMaps = fc.oneof(
  fc.array(fc.option(anyMap, { nil: undefined }), { maxLength: 40 }),
  fc.array(anyMap, { maxLength: 10 }),
  fc.array(fc.constant(undefined), { maxLength: 40 }),
);

function writeMaps(maps: readonly (OffsetMap | undefined)[]): Uint8Array {
  const writer = new OffsetMapWriter();
  for (const map of maps) writer.add(map);
  return writer.finish();
}

describe('stored offset maps', () => {
  it('are read as they were written, from memory and by ranges', () => {
    fc.assert(
      fc.property(anyMaps, maps => {
        for (const section of [openSection, openRangedSection]) {
          const reader = new OffsetMapReader(section(writeMaps(maps)), maps.length);
          expect(maps.map((_, document) => reader.offsetMap(document))).toEqual(maps);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('have the same bytes whether merged or written at once', () => {
    fc.assert(
      fc.property(anyMaps, fc.array(fc.boolean()), (maps, flags) => {
        const selected = selectDocuments(maps.length, flags);
        const writer = new OffsetMapWriter();
        writer.append(new OffsetMapReader(openSection(writeMaps(maps)), maps.length), selected);
        expect(writer.finish()).toEqual(writeMaps(Array.from(selected, document => maps[document])));
      }),
    );
  });

  it('take less than 64 bytes in total for texts that were not repaired', () => {
    expect(writeMaps(new Array(100_000).fill(undefined)).length).toBeLessThan(64);
  });

  it('are read safely from damaged bytes: reading ends and stays inside them', () => {
    fc.assert(
      fc.property(anyMaps, fc.array(anyDamage, { minLength: 1, maxLength: 8 }), (maps, damages) => {
        const whole = writeMaps(maps);
        for (const places of damages)
          for (const section of [openSection, openRangedSection])
            endsSafely(() => {
              const reader = new OffsetMapReader(section(applyDamage(whole, places)), maps.length);
              for (let document = 0; document < maps.length; document++) endsSafely(() => reader.offsetMap(document));
            });
      }),
      { numRuns: 300 },
    );
  });
});
