import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdReader, IdWriter } from '../../../src/index/columns/ids.ts';
import { fuzzRuns } from '../../fuzz-runs.ts';
import { applyDamage, endsSafely, openRangedSection, openSection } from '../../unit/index/sections.ts';
import { anyDamage, anyText, selectDocuments } from '../arbitraries.ts';

function writeIds(ids: readonly string[]): Uint8Array {
  const writer = new IdWriter();
  for (const id of ids) writer.add(id);
  return writer.finish();
}

const anyIds = fc.oneof(
  fc.uniqueArray(
    anyText.filter(id => id !== ''),
    { maxLength: 80 },
  ),
  fc
    .tuple(fc.constantFrom('', 'crud-', '新闻'), fc.nat({ max: 300 }))
    .map(([prefix, count]) => Array.from({ length: count }, (_, i) => `${prefix}${i}`)),
);

describe('ids', () => {
  it('are found by document number, and document numbers by id', () => {
    fc.assert(
      fc.property(anyIds, anyText, (ids, other) => {
        for (const section of [openSection, openRangedSection]) {
          const reader = new IdReader(section(writeIds(ids)), ids.length);
          // One expectation for all ids: each takes longer than to look an id up.
          const isRight = (id: string, document: number) =>
            reader.idOf(document) === id && reader.documentOf(id) === document;
          expect(ids.filter((id, document) => !isRight(id, document))).toEqual([]);
          expect(reader.documentOf(other)).toBe(ids.indexOf(other));
          expect(reader.documentOf('')).toBe(-1);
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  });

  it('have the same bytes whether merged or written at once', () => {
    fc.assert(
      fc.property(anyIds, fc.array(fc.boolean()), (ids, flags) => {
        const selected = selectDocuments(ids.length, flags);
        const writer = new IdWriter();
        writer.append(new IdReader(openSection(writeIds(ids)), ids.length), selected);
        expect(writer.finish()).toEqual(writeIds(Array.from(selected, document => ids[document])));
      }),
      { numRuns: fuzzRuns(100) },
    );
  });

  it('are read safely from damaged bytes: reading ends and stays inside them', () => {
    const ids = ['a', '新闻 1', '新闻 12', '\ud800', ...Array.from({ length: 40 }, (_, i) => `crud-${i * i}`)];
    const whole = writeIds(ids);
    fc.assert(
      fc.property(anyDamage, places => {
        for (const section of [openSection, openRangedSection]) {
          endsSafely(() => {
            const reader = new IdReader(section(applyDamage(whole, places)), ids.length);
            for (let document = 0; document < ids.length; document++) endsSafely(() => reader.idOf(document));
            for (const id of [...ids, 'none']) endsSafely(() => reader.documentOf(id));
          });
        }
      }),
      { numRuns: fuzzRuns(1500) },
    );
  });
});
