import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { DocumentStoreWriter } from '../../../../src/index/store/document-store-writer.ts';
import { learnEncodingFromStrings } from '../../../../src/index/store/encoding/choose-encoding.ts';
import type { TextStoreReader } from '../../../../src/index/store/text-store-reader.ts';
import { UnitBuffer } from '../../../../src/text/unit-buffer.ts';
import { writeTexts as encodeTexts, finishStore, joinStore, openTexts } from '../document-bytes.ts';
import { openRangedSection, openSection } from '../sections.ts';

const createArticle = (i: number) =>
  `监利市南保村第${i}期：${'本报讯记者从村民委员会获悉，今年早稻收购价每斤1.26元。'.repeat(1 + (i % 9))}`;

/** Pseudo-random numbers, the same in each run (mulberry32). */
function createRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the document store', () => {
  it('holds texts of ten million characters and empty ones', () => {
    const long = '春天来了，监利市的油菜花开了。\n'.repeat(625_000);
    const bytes = encodeTexts(['', long, 'a', '']);
    const reader = openTexts(openRangedSection(bytes), 4);
    expect(reader.totalUnits).toBe(long.length + 1);
    expect(reader.text(1) === long).toBe(true);
    expect([reader.text(0), reader.text(2), reader.text(3)]).toEqual(['', 'a', '']);
    expect(bytes.length).toBeLessThan(long.length / 2);
  });

  it("tells '' from a missing text, however they are encoded and merged", () => {
    const few = ['', undefined, '短', undefined, ''];
    const many = [...few, ...Array.from({ length: 200 }, (_, i) => (i % 3 ? createArticle(i) : undefined))];
    const openStore = (bytes: Uint8Array, count: number) => openTexts(openSection(bytes), count);
    const readTexts = (reader: TextStoreReader) =>
      Array.from({ length: reader.documentCount }, (_, i) => (reader.isMissing(i) ? undefined : reader.text(i)));
    const listAll = (reader: TextStoreReader) => Uint32Array.from({ length: reader.documentCount }, (_, i) => i);
    const uncompressed = openStore(encodeTexts(few), few.length);
    const encoded = openStore(encodeTexts(many), many.length);
    expect([uncompressed.store.codeBytes.length, encoded.store.codeBytes.length > 0]).toEqual([0, true]);
    expect(readTexts(uncompressed)).toEqual(few);
    expect(readTexts(encoded)).toEqual(many);
    for (const readers of [
      [uncompressed, uncompressed],
      [encoded, uncompressed],
      [uncompressed, encoded, encoded],
    ]) {
      const writer = DocumentStoreWriter.createForMerge(readers.map(({ store }) => store));
      for (const reader of readers) writer.append(reader.store, listAll(reader));
      const merged = openStore(
        joinStore(finishStore(writer)),
        readers.reduce((sum, { documentCount }) => sum + documentCount, 0),
      );
      expect(readTexts(merged)).toEqual(readers.flatMap(readTexts));
    }
  });

  it('merges texts in one learnt encoding as bytes, however many there are', () => {
    const first = Array.from({ length: 100 }, (_, i) => createArticle(i));
    const encoding = learnEncodingFromStrings(first)!;
    const chunks = [first, ...[1, 2, 3, 4, 5, 6].map(n => first.map((_, i) => `${n}${createArticle(7 * i + n)}`))];
    const readers = chunks.map(texts => {
      const writer = new DocumentStoreWriter(1, { encoding });
      for (const text of texts) writer.add(text);
      return openTexts(openSection(joinStore(finishStore(writer))), texts.length);
    });
    const merge = new DocumentStoreWriter(1, { encoding });
    for (const reader of readers) merge.append(reader.store, Uint32Array.from(first.keys()));
    const merged = openTexts(openSection(joinStore(finishStore(merge))), 700);
    expect(merged.store.codeBytes).toEqual(encoding.code!.bytes);
    for (let i = 0; i < 700; i++) {
      expect(merged.text(i)).toBe(chunks[Math.floor(i / 100)][i % 100]);
      expect(merged.record(i)).toEqual(readers[Math.floor(i / 100)].record(i % 100));
    }
  });

  it('learns a code only from enough text, and none from random text', () => {
    const next = createRandom(2);
    const randomText = Array.from({ length: 20_000 }, () => String.fromCharCode(next() * 0xd800)).join('');
    expect(learnEncodingFromStrings([createArticle(1)])).toBeUndefined();
    expect(learnEncodingFromStrings([randomText])!.code).toBeUndefined();
  });

  it('holds more than 65,536 documents', () => {
    const count = 70_000;
    const bytes = encodeTexts(Array.from({ length: count }, (_, i) => `第${i}条`));
    const reader = openTexts(openSection(bytes), count);
    for (let i = 0; i < count; i += 997) expect(reader.text(i)).toBe(`第${i}条`);
  });

  it('holds every UTF-16 unit', () => {
    let all = '';
    for (let from = 0; from < 0x10000; from += 4096)
      all += String.fromCharCode(...Array.from({ length: 4096 }, (_, i) => from + i));
    expect(openTexts(openSection(encodeTexts([all, all, all])), 3).text(2) === all).toBe(true);
  });

  it('leaves random texts uncompressed, two bytes a unit', () => {
    const next = createRandom(1);
    const texts = Array.from({ length: 20 }, () =>
      String.fromCharCode(...Array.from({ length: 2000 }, () => Math.floor(next() * 0x10000))),
    );
    const bytes = encodeTexts(texts);
    expect(bytes.length).toBeLessThan(2 * 40_000 + 300);
    const reader = openTexts(openSection(bytes), 20);
    expect(Array.from(texts, (_, i) => reader.text(i))).toEqual(texts);
  });

  it('merges texts as bytes when most of them have one code', () => {
    const many = Array.from({ length: 2000 }, (_, i) => createArticle(i));
    const whole = openTexts(openSection(encodeTexts(many)), many.length);
    const few = Array.from({ length: 30 }, (_, i) => createArticle(i * 7));
    const writer = new DocumentStoreWriter(1, { encoding: whole.store.encoding });
    for (const text of few) writer.add(text);
    const small = openTexts(openSection(joinStore(finishStore(writer))), few.length);
    expect(small.store.encoding.code?.bytes).toEqual(whole.store.encoding.code?.bytes);
    const merge = DocumentStoreWriter.createForMerge([whole.store, small.store]);
    merge.append(whole.store, Uint32Array.of(3, 1999));
    merge.append(small.store, Uint32Array.of(0, 29));
    const merged = openTexts(openSection(joinStore(finishStore(merge))), 4);
    expect(merged.record(0)).toEqual(whole.record(3));
    expect(merged.record(3)).toEqual(small.record(29));
    expect([0, 1, 2, 3].map(i => merged.text(i))).toEqual([many[3], many[1999], few[0], few[29]]);
    expect(merged.totalUnits).toBe(many[3].length + many[1999].length + few[0].length + few[29].length);
  });

  it('merges whole segments as bytes, with texts of any size, and passes the bytes on as it goes', () => {
    const large = Array.from({ length: 20_000 }, (_, i) => createArticle(i)).join('');
    const many: (string | undefined)[] = [large, '', undefined, 'x', large.slice(1), large.slice(2), undefined, ''];
    const first = openTexts(openSection(encodeTexts(many)), many.length);
    expect(first.record(0).length).toBeGreaterThan(1 << 16);
    const again = new DocumentStoreWriter(1, { encoding: first.store.encoding });
    for (const text of many) again.add(text);
    const second = openTexts(openSection(joinStore(finishStore(again))), many.length);
    const all = Uint32Array.from(many, (_, i) => i);
    const chunks: Uint8Array[] = [];
    const writer = DocumentStoreWriter.createForMerge([first.store, second.store], {
      write: bytes => void chunks.push(bytes.slice()),
    });
    writer.append(first.store, all);
    writer.append(second.store, all.subarray(1));
    writer.append(second.store, all);
    expect(chunks.length).toBeGreaterThan(0);
    const { bytes, ...sections } = finishStore(writer);
    chunks.push(bytes);
    const texts = [...many, ...many.slice(1), ...many];
    const merged = openTexts(openSection(joinStore({ bytes: Buffer.concat(chunks), ...sections })), texts.length);
    expect(merged.totalUnits).toBe(2 * first.totalUnits + second.totalUnits - large.length);
    expect(texts.map((_, i) => (merged.isMissing(i) ? undefined : merged.text(i)))).toEqual(texts);
  });

  it('shares one code between readers in memory, and keeps a different code apart', () => {
    const many = Array.from({ length: 2000 }, (_, i) => createArticle(i));
    const whole = openTexts(openSection(encodeTexts(many)), many.length);
    const writer = new DocumentStoreWriter(1, { encoding: whole.store.encoding });
    writer.add(createArticle(5));
    const small = openTexts(openSection(joinStore(finishStore(writer))), 1);
    small.store.shareEncoding(whole.store);
    expect(small.store.encoding).toBe(whole.store.encoding);
    expect(small.text(0)).toBe(createArticle(5));
    const foreign = Array.from({ length: 2000 }, (_, i) => `The price of rice, ${i}: `.repeat(9));
    const other = openTexts(openSection(encodeTexts(foreign)), foreign.length);
    other.store.shareEncoding(whole.store);
    expect(other.store.encoding).not.toBe(whole.store.encoding);
    expect(other.text(7)).toBe(foreign[7]);
  });

  it('learns a new code when the texts have outgrown the old one', () => {
    const old = openTexts(openSection(encodeTexts(Array.from({ length: 300 }, (_, i) => createArticle(i)))), 300);
    const grown = openTexts(
      openSection(
        encodeTexts(
          Array.from({ length: 3000 }, (_, i) => `${createArticle(i)}The quick brown fox jumps over the lazy dog.`),
        ),
      ),
      3000,
    );
    const writer = DocumentStoreWriter.createForMerge([old.store, grown.store, old.store]);
    for (const reader of [old, grown, old])
      writer.append(
        reader.store,
        Uint32Array.from({ length: reader.documentCount }, (_, i) => i),
      );
    const merged = openTexts(openSection(joinStore(finishStore(writer))), 3600);
    expect(merged.text(0)).toBe(old.text(0));
    expect(merged.text(3299)).toBe(grown.text(2999));
    expect(merged.text(3599)).toBe(old.text(299));
  });

  it('reuses the buffer that texts are read into', () => {
    const reader = openTexts(openSection(encodeTexts(Array.from({ length: 500 }, (_, i) => createArticle(i)))), 500);
    const into = new UnitBuffer();
    const { units } = into;
    for (let i = 0; i < 500; i++) {
      reader.readText(i, into);
      expect(into.length).toBe(createArticle(i).length);
    }
    expect(into.units).toBe(units);
  });

  it('refuses sections of other sizes', () => {
    const bytes = encodeTexts(['监利市', '南保村']);
    for (const count of [0, 200, 2 ** 32 - 1]) expect(() => openTexts(openSection(bytes), count)).toThrow(HansouError);
    for (let size = 0; size < bytes.length; size++)
      expect(() => openTexts(openSection(bytes.subarray(0, size)), 2)).toThrow(HansouError);
  });
});
