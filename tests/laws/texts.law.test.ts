import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../src/errors.ts';
import { TextStoreReader } from '../../src/index/store/text-store-reader.ts';
import { TextStoreWriter } from '../../src/index/store/text-store-writer.ts';
import { UnitBuffer } from '../../src/text/unit-buffer.ts';
import { applyDamage, endsSafely, openRangedSection, openSection } from '../unit/index/sections.ts';
import { anyDamage, anyText, selectDocuments } from './arbitraries.ts';

function writeTexts(texts: readonly string[]): Uint8Array {
  const writer = new TextStoreWriter();
  for (const text of texts) writer.add(text);
  return writer.finish();
}

function readTexts(reader: TextStoreReader): string[] {
  return Array.from({ length: reader.documentCount }, (_, document) => reader.text(document));
}

/** Enough texts that a compression code is learnt from them. */
const manyTexts = fc
  .tuple(fc.array(anyText, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 12 }))
  .map(([texts, times]) => {
    const filler = '本报讯记者从监利市南保村民委员会获悉，2023年8月16日'.repeat(30);
    return Array.from({ length: times }, (_, i) => [...texts, filler.slice(i * 7)]).flat();
  });

describe('stored texts', () => {
  it('are read as they were written, few and many, from memory and by ranges', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(anyText, { maxLength: 80 }), manyTexts), texts => {
        const bytes = writeTexts(texts);
        expect(readTexts(new TextStoreReader(openSection(bytes), texts.length))).toEqual(texts);
        expect(readTexts(new TextStoreReader(openRangedSection(bytes), texts.length))).toEqual(texts);
      }),
      { numRuns: 150 },
    );
  });

  it('have the same bytes for the same texts', () => {
    fc.assert(
      fc.property(manyTexts, texts => {
        expect(writeTexts(texts)).toEqual(writeTexts(texts));
      }),
      { numRuns: 20 },
    );
  });

  it('can be read up to a maximum number of units', () => {
    const into = new UnitBuffer();
    fc.assert(
      fc.property(manyTexts, fc.nat({ max: 70 }), (texts, maxUnits) => {
        const reader = new TextStoreReader(openSection(writeTexts(texts)), texts.length);
        texts.forEach((text, document) => {
          reader.readText(document, into, maxUnits);
          expect(String.fromCharCode(...into.units.subarray(0, into.length))).toBe(text.slice(0, maxUnits));
        });
      }),
      { numRuns: 30 },
    );
  });

  it('are merged from the bytes of segments to the kept documents, in memory and through a sink', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(fc.array(anyText, { maxLength: 20 }), manyTexts), fc.array(fc.boolean())), {
          maxLength: 4,
        }),
        segments => {
          const readers = segments.map(([texts]) => new TextStoreReader(openSection(writeTexts(texts)), texts.length));
          const kept = segments.map(([texts, flags]) => selectDocuments(texts.length, flags));
          const expected = segments.flatMap(([texts], i) => Array.from(kept[i], document => texts[document]));
          const merge = (writer: TextStoreWriter) => {
            readers.forEach((reader, i) => {
              writer.append(reader, kept[i]);
            });
            return writer.finish();
          };
          const merged = merge(TextStoreWriter.createForMerge(readers));
          expect(readTexts(new TextStoreReader(openSection(merged), expected.length))).toEqual(expected);
          const chunks: Uint8Array[] = [];
          chunks.push(merge(TextStoreWriter.createForMerge(readers, { write: chunk => chunks.push(chunk) })));
          expect(Buffer.concat(chunks)).toEqual(Buffer.from(merged));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are read safely from damaged bytes: reading ends and stays inside them', () => {
    // Most bytes of these are at the start of a record, where its length is.
    const short = Array.from({ length: 600 }, (_, i) =>
      i % 4 === 0 ? String.fromCharCode(0x3400 + i) : '监利市南保村'.slice(i % 5, 1 + (i % 7)),
    );
    const coded = [...short, '监利市南保村'.repeat(1500)];
    const plain = ['', '\ud800🎉', 'a', 'IT之家 8 月 16 日消息'];
    for (const texts of [coded, plain]) {
      const whole = writeTexts(texts);
      expect(new TextStoreReader(openSection(whole), texts.length).encoding.code !== undefined).toBe(texts === coded);
      fc.assert(
        fc.property(anyDamage, places => {
          for (const section of [openSection, openRangedSection])
            endsSafely(() => {
              const reader = new TextStoreReader(section(applyDamage(whole, places)), texts.length);
              for (let document = 0; document < texts.length; document++) endsSafely(() => reader.text(document));
            });
        }),
        { numRuns: texts === coded ? 400 : 1500 },
      );
    }
  });

  it('are not allocated for a length that their bytes cannot contain', () => {
    const texts = ['监利市南保村'.repeat(2000)];
    const bytes = writeTexts(texts);
    // Changes the length of the only record, a varint, from 12,000 units to 2^34.
    expect([...bytes.subarray(0, 2)]).toEqual([0xe0, 0x5d]);
    bytes.set([0xff, 0xff, 0xff, 0xff, 0x3f]);
    const reader = new TextStoreReader(openSection(bytes), 1);
    const into = new UnitBuffer();
    expect(() => reader.readText(0, into)).toThrow(HansouError);
    expect(into.units.length).toBe(4096);
  });
});
