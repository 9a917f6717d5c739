import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { TextStoreReader } from '../../../../src/index/store/text-store-reader.ts';
import { learnEncoding, TextStoreWriter } from '../../../../src/index/store/text-store-writer.ts';
import { UnitBuffer } from '../../../../src/text/unit-buffer.ts';
import { rangedSectionOf, sectionOf } from '../sections.ts';

function bytesOf(texts: readonly (string | undefined)[]): Uint8Array {
  const writer = new TextStoreWriter();
  for (const text of texts) writer.add(text);
  return writer.finish();
}

const article = (i: number) =>
  `监利市南保村第${i}期：${'本报讯记者从村民委员会获悉，今年早稻收购价每斤1.26元。'.repeat(1 + (i % 9))}`;

/** Numbers without order, the same at each run (mulberry32). */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('texts', () => {
  it('of ten million characters, and of none', () => {
    const long = '春天来了，监利市的油菜花开了。\n'.repeat(625_000);
    const bytes = bytesOf(['', long, 'a', '']);
    const reader = new TextStoreReader(rangedSectionOf(bytes), 4);
    expect(reader.totalUnits).toBe(long.length + 1);
    expect(reader.text(1) === long).toBe(true);
    expect([reader.text(0), reader.text(2), reader.text(3)]).toEqual(['', 'a', '']);
    expect(bytes.length).toBeLessThan(long.length / 2);
  });

  it("tell '' from none, however they are written and merged", () => {
    const few = ['', undefined, '短', undefined, ''];
    const many = [...few, ...Array.from({ length: 200 }, (_, i) => (i % 3 ? article(i) : undefined))];
    const readerOf = (bytes: Uint8Array, count: number) => new TextStoreReader(sectionOf(bytes), count);
    const given = (reader: TextStoreReader) =>
      Array.from({ length: reader.documentCount }, (_, i) => (reader.isMissing(i) ? undefined : reader.text(i)));
    const all = (reader: TextStoreReader) => Uint32Array.from({ length: reader.documentCount }, (_, i) => i);
    const plain = readerOf(bytesOf(few), few.length);
    const coded = readerOf(bytesOf(many), many.length);
    expect([plain.codeBytes.length, coded.codeBytes.length > 0]).toEqual([0, true]);
    expect(given(plain)).toEqual(few);
    expect(given(coded)).toEqual(many);
    for (const readers of [
      [plain, plain],
      [coded, plain],
      [plain, coded, coded],
    ]) {
      const writer = TextStoreWriter.createForMerge(readers);
      for (const reader of readers) writer.append(reader, all(reader));
      const merged = readerOf(
        writer.finish(),
        readers.reduce((sum, { documentCount }) => sum + documentCount, 0),
      );
      expect(given(merged)).toEqual(readers.flatMap(given));
    }
  });

  it('in a form that was learnt from the first of them go into a merge as bytes, however many they are', () => {
    const first = Array.from({ length: 100 }, (_, i) => article(i));
    const form = learnEncoding(first)!;
    const chunks = [first, ...[1, 2, 3, 4, 5, 6].map(n => first.map((_, i) => `${n}${article(7 * i + n)}`))];
    const readers = chunks.map(texts => {
      const writer = new TextStoreWriter(form);
      for (const text of texts) writer.add(text);
      return new TextStoreReader(sectionOf(writer.finish()), texts.length);
    });
    const merge = new TextStoreWriter(form);
    for (const reader of readers) merge.append(reader, Uint32Array.from(first.keys()));
    const merged = new TextStoreReader(sectionOf(merge.finish()), 700);
    expect(merged.codeBytes).toEqual(form.code!.bytes);
    for (let i = 0; i < 700; i++) {
      expect(merged.text(i)).toBe(chunks[Math.floor(i / 100)][i % 100]);
      expect(merged.record(i)).toEqual(readers[Math.floor(i / 100)].record(i % 100));
    }
  });

  it('learn a form from enough of them only, and none from text without order', () => {
    const next = random(2);
    const disorder = Array.from({ length: 20_000 }, () => String.fromCharCode(next() * 0xd800)).join('');
    expect(learnEncoding([article(1)])).toBeUndefined();
    expect(learnEncoding([disorder])!.code).toBeUndefined();
  });

  it('of more documents than 16 bits count', () => {
    const count = 70_000;
    const bytes = bytesOf(Array.from({ length: count }, (_, i) => `第${i}条`));
    const reader = new TextStoreReader(sectionOf(bytes), count);
    for (let i = 0; i < count; i += 997) expect(reader.text(i)).toBe(`第${i}条`);
  });

  it('of every unit there is', () => {
    let all = '';
    for (let from = 0; from < 0x10000; from += 4096)
      all += String.fromCharCode(...Array.from({ length: 4096 }, (_, i) => from + i));
    expect(new TextStoreReader(sectionOf(bytesOf([all, all, all])), 3).text(2) === all).toBe(true);
  });

  it('without any order are kept as they are, two bytes a unit', () => {
    const next = random(1);
    const texts = Array.from({ length: 20 }, () =>
      String.fromCharCode(...Array.from({ length: 2000 }, () => Math.floor(next() * 0x10000))),
    );
    const bytes = bytesOf(texts);
    expect(bytes.length).toBeLessThan(2 * 40_000 + 300);
    const reader = new TextStoreReader(sectionOf(bytes), 20);
    expect(Array.from(texts, (_, i) => reader.text(i))).toEqual(texts);
  });

  it('merge as bytes where one code holds most of them', () => {
    const many = Array.from({ length: 2000 }, (_, i) => article(i));
    const whole = new TextStoreReader(sectionOf(bytesOf(many)), many.length);
    const few = Array.from({ length: 30 }, (_, i) => article(i * 7));
    const writer = TextStoreWriter.createForSegments([whole]);
    for (const text of few) writer.add(text);
    const small = new TextStoreReader(sectionOf(writer.finish()), few.length);
    expect(small.encoding.code?.bytes).toEqual(whole.encoding.code?.bytes);
    const merge = TextStoreWriter.createForMerge([whole, small]);
    merge.append(whole, Uint32Array.of(3, 1999));
    merge.append(small, Uint32Array.of(0, 29));
    const merged = new TextStoreReader(sectionOf(merge.finish()), 4);
    expect(merged.record(0)).toEqual(whole.record(3));
    expect(merged.record(3)).toEqual(small.record(29));
    expect([0, 1, 2, 3].map(i => merged.text(i))).toEqual([many[3], many[1999], few[0], few[29]]);
    expect(merged.totalUnits).toBe(many[3].length + many[1999].length + few[0].length + few[29].length);
  });

  it('merge as bytes whole, whatever size they have, and hand them on as they come', () => {
    const large = Array.from({ length: 20_000 }, (_, i) => article(i)).join('');
    const many: (string | undefined)[] = [large, '', undefined, 'x', large.slice(1), large.slice(2), undefined, ''];
    const first = new TextStoreReader(sectionOf(bytesOf(many)), many.length);
    expect(first.record(0).length).toBeGreaterThan(1 << 16);
    const { encoding: form } = first;
    const again = new TextStoreWriter(form);
    for (const text of many) again.add(text);
    const second = new TextStoreReader(sectionOf(again.finish()), many.length);
    const all = Uint32Array.from(many, (_, i) => i);
    const handed: Uint8Array[] = [];
    const writer = TextStoreWriter.createForMerge([first, second], { write: bytes => void handed.push(bytes.slice()) });
    writer.append(first, all);
    writer.append(second, all.subarray(1));
    writer.append(second, all);
    expect(handed.length).toBeGreaterThan(0);
    handed.push(writer.finish());
    const texts = [...many, ...many.slice(1), ...many];
    const merged = new TextStoreReader(sectionOf(Buffer.concat(handed)), texts.length);
    expect(merged.totalUnits).toBe(2 * first.totalUnits + second.totalUnits - large.length);
    expect(texts.map((_, i) => (merged.isMissing(i) ? undefined : merged.text(i)))).toEqual(texts);
  });

  it('in one code hold it once, those in another keep their own', () => {
    const many = Array.from({ length: 2000 }, (_, i) => article(i));
    const whole = new TextStoreReader(sectionOf(bytesOf(many)), many.length);
    const writer = TextStoreWriter.createForSegments([whole]);
    writer.add(article(5));
    const small = new TextStoreReader(sectionOf(writer.finish()), 1);
    small.shareEncoding(whole);
    expect(small.encoding).toBe(whole.encoding);
    expect(small.text(0)).toBe(article(5));
    const foreign = Array.from({ length: 2000 }, (_, i) => `The price of rice, ${i}: `.repeat(9));
    const other = new TextStoreReader(sectionOf(bytesOf(foreign)), foreign.length);
    other.shareEncoding(whole);
    expect(other.encoding).not.toBe(whole.encoding);
    expect(other.text(7)).toBe(foreign[7]);
  });

  it('learn anew when they have outgrown their code', () => {
    const old = new TextStoreReader(sectionOf(bytesOf(Array.from({ length: 300 }, (_, i) => article(i)))), 300);
    const grown = new TextStoreReader(
      sectionOf(
        bytesOf(Array.from({ length: 3000 }, (_, i) => `${article(i)}The quick brown fox jumps over the lazy dog.`)),
      ),
      3000,
    );
    const writer = TextStoreWriter.createForMerge([old, grown, old]);
    for (const reader of [old, grown, old])
      writer.append(
        reader,
        Uint32Array.from({ length: reader.documentCount }, (_, i) => i),
      );
    const merged = new TextStoreReader(sectionOf(writer.finish()), 3600);
    expect(merged.text(0)).toBe(old.text(0));
    expect(merged.text(3299)).toBe(grown.text(2999));
    expect(merged.text(3599)).toBe(old.text(299));
  });

  it('reuse the buffer that they are read into', () => {
    const reader = new TextStoreReader(sectionOf(bytesOf(Array.from({ length: 500 }, (_, i) => article(i)))), 500);
    const into = new UnitBuffer();
    const { units } = into;
    for (let i = 0; i < 500; i++) {
      reader.readText(i, into);
      expect(into.length).toBe(article(i).length);
    }
    expect(into.units).toBe(units);
  });

  it('refuse sections of other sizes', () => {
    const bytes = bytesOf(['监利市', '南保村']);
    for (const count of [0, 200, 2 ** 32 - 1])
      expect(() => new TextStoreReader(sectionOf(bytes), count)).toThrow(HansouError);
    for (let size = 0; size < bytes.length; size++)
      expect(() => new TextStoreReader(sectionOf(bytes.subarray(0, size)), 2)).toThrow(HansouError);
  });
});
