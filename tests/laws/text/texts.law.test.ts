import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { DocumentStoreReader } from '../../../src/index/store/document-store-reader.ts';
import { DocumentStoreWriter } from '../../../src/index/store/document-store-writer.ts';
import { TextStoreReader } from '../../../src/index/store/text-store-reader.ts';
import { UnitBuffer } from '../../../src/text/unit-buffer.ts';
import { finishStore, joinStore, openTexts, writeTexts } from '../../unit/index/document-bytes.ts';
import { applyDamage, endsSafely, openRangedSection, openSection } from '../../unit/index/sections.ts';
import { anyDamage, anyText, selectDocuments } from '../arbitraries.ts';

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
        expect(readTexts(openTexts(openSection(bytes), texts.length))).toEqual(texts);
        expect(readTexts(openTexts(openRangedSection(bytes), texts.length))).toEqual(texts);
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
        const reader = openTexts(openSection(writeTexts(texts)), texts.length);
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
          minLength: 1,
          maxLength: 4,
        }),
        segments => {
          const readers = segments.map(([texts]) => openTexts(openSection(writeTexts(texts)), texts.length));
          const kept = segments.map(([texts, flags]) => selectDocuments(texts.length, flags));
          const expected = segments.flatMap(([texts], i) => Array.from(kept[i], document => texts[document]));
          const stores = readers.map(({ store }) => store);
          const merge = (writer: DocumentStoreWriter) => {
            stores.forEach((store, i) => {
              writer.append(store, kept[i]);
            });
            return finishStore(writer);
          };
          const merged = merge(DocumentStoreWriter.createForMerge(stores));
          expect(readTexts(openTexts(openSection(joinStore(merged)), expected.length))).toEqual(expected);
          const chunks: Uint8Array[] = [];
          const { bytes, starts } = merge(
            DocumentStoreWriter.createForMerge(stores, { write: chunk => chunks.push(chunk) }),
          );
          chunks.push(bytes);
          expect(Buffer.concat(chunks)).toEqual(Buffer.from(merged.bytes));
          expect(starts).toEqual(merged.starts);
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
      expect(openTexts(openSection(whole), texts.length).store.encoding.code !== undefined).toBe(texts === coded);
      fc.assert(
        fc.property(anyDamage, places => {
          for (const section of [openSection, openRangedSection])
            endsSafely(() => {
              const reader = openTexts(section(applyDamage(whole, places)), texts.length);
              for (let document = 0; document < texts.length; document++) endsSafely(() => reader.text(document));
            });
        }),
        { numRuns: texts === coded ? 400 : 1500 },
      );
    }
  });

  it('of many parts come back part by part, in memory and by ranges, merged or not', () => {
    const anyParts = fc
      .integer({ min: 1, max: 4 })
      .chain(partCount =>
        fc.tuple(
          fc.constant(partCount),
          fc.array(fc.tuple(...Array.from({ length: partCount }, () => fc.option(anyText, { nil: undefined })))),
          fc.boolean(),
          fc.array(fc.boolean()),
        ),
      );
    fc.assert(
      fc.property(anyParts, ([partCount, documents, isLong, flags]) => {
        const filler = isLong ? '本报讯记者从监利市南保村民委员会获悉，'.repeat(600) : '';
        const all = [...documents, Array.from({ length: partCount }, () => filler)];
        const writer = new DocumentStoreWriter(partCount);
        for (const part of all.flat()) writer.add(part);
        const read = ({ bytes, starts, code }: ReturnType<typeof finishStore>, count: number) =>
          [openSection, openRangedSection].map(open => {
            const store = new DocumentStoreReader(open(bytes), open(starts), open(code), count, partCount);
            const parts = store.partUnits.map((_, part) => new TextStoreReader(store, part));
            return Array.from({ length: count }, (_, document) =>
              parts.map(part => (part.isMissing(document) ? undefined : part.text(document))),
            );
          });
        const written = finishStore(writer);
        expect(read(written, all.length)).toEqual([all, all]);
        const store = new DocumentStoreReader(
          openSection(written.bytes),
          openSection(written.starts),
          openSection(written.code),
          all.length,
          partCount,
        );
        const kept = selectDocuments(all.length, flags);
        const merge = DocumentStoreWriter.createForMerge([store]);
        merge.append(store, kept);
        const expected = Array.from(kept, document => all[document]);
        expect(read(finishStore(merge), kept.length)).toEqual([expected, expected]);
      }),
      { numRuns: 100 },
    );
  });

  it('are not allocated for a length that their bytes cannot contain', () => {
    const writer = new DocumentStoreWriter(1);
    writer.add('监利市南保村'.repeat(2000));
    const store = finishStore(writer);
    // Changes the length of the only record, a varint, from 12,000 units to 2^34.
    expect([...store.bytes.subarray(0, 2)]).toEqual([0xe0, 0x5d]);
    store.bytes.set([0xff, 0xff, 0xff, 0xff, 0x3f]);
    const reader = openTexts(openSection(joinStore(store)), 1);
    const into = new UnitBuffer();
    expect(() => reader.readText(0, into)).toThrow(HansouError);
    expect(into.units.length).toBe(4096);
  });
});
