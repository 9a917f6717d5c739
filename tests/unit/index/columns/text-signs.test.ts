import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../../src/bytes/byte-source.ts';
import { Section } from '../../../../src/bytes/section.ts';
import { encodeSize, TextLengthReader, TextLengthWriter } from '../../../../src/index/columns/text-lengths.ts';
import { listSignPairs, signBytes, TextSignReader, TextSignWriter } from '../../../../src/index/columns/text-signs.ts';
import { PostingList } from '../../../../src/index/posting-list.ts';
import { SectionKind } from '../../../../src/index/section-kinds.ts';
import { mergeSegments } from '../../../../src/index/segment/merge-segments.ts';
import { Segment } from '../../../../src/index/segment/segment.ts';
import { createIndex, openIndex, text } from '../../../../src/index.ts';
import { fold } from '../../../../src/text/folding.ts';
import { isNormal, normalize } from '../../../../src/text/normal-form.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

const toSection = (bytes: Uint8Array) => new Section(new MemorySource(bytes), 0, bytes.length);

/** The signs of texts, which count as `size` characters each. */
function writeSigns(texts: readonly string[], size: number): TextSignReader {
  const signs = new TextSignWriter();
  const lengths = new TextLengthWriter();
  for (const each of texts) {
    const units = unitsFromString(fold(each));
    lengths.add(size);
    signs.add(encodeSize(size), units, units.length, isNormal(units, units.length));
  }
  return new TextSignReader(toSection(signs.finish()), new TextLengthReader(toSection(lengths.finish()), texts.length));
}

/** Which texts may contain a phrase. */
function keep(reader: TextSignReader, count: number, phrase: string): number[] {
  const units = unitsFromString(fold(phrase));
  const all = new PostingList();
  const out = new PostingList();
  for (const list of [all, out]) list.reserve(count);
  for (let document = 0; document < count; document++) all.documents[all.count++] = document;
  reader.keep(all, 0, count, 0, listSignPairs(units, units.length), out);
  return [...out.documents.subarray(0, out.count)];
}

const pieces = fc.constantFrom(
  '，',
  '。',
  '；',
  '“',
  ' ',
  '\n',
  'a',
  '7',
  '的',
  '在',
  '鱼',
  '㎡',
  '️',
  '㈱',
  '𠮷',
  '후',
);
const texts = fc.array(pieces, { maxLength: 40 }).map(parts => parts.join(''));

describe('signs of texts', () => {
  it('leave out no text that contains a phrase, as it is or in normal form', () => {
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 1, maxLength: 5 }),
        fc.array(pieces, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        (all, parts, size) => {
          const phrase = normalize(parts.join(''));
          const kept = keep(writeSigns(all, size), all.length, phrase);
          all.forEach((each, i) => {
            if (fold(each).includes(fold(phrase)) || fold(normalize(each)).includes(fold(phrase)))
              expect(kept, `${phrase} in ${each}`).toContain(i);
          });
        },
      ),
    );
  });

  it('leave out most texts without the pair', () => {
    const article = '渔船回港了，“今年的鱼多”，船老大说。他在船头，一边收网、一边笑：明年还来！';
    const all = Array.from({ length: 200 }, (_, i) => article.repeat(10).slice(i, i + 150));
    const reader = writeSigns(all, 150);
    expect(keep(reader, all.length, '，“')).toHaveLength(all.length);
    for (const phrase of ['；的', '。；', '？在']) expect(keep(reader, all.length, phrase).length).toBeLessThan(100);
  });

  it('tell apart pairs that have one unit in common', () => {
    const signs = Array.from('，。、；：？！“”（）《》…—·');
    const slots = new Set(signs.map(first => listSignPairs(unitsFromString(`${first}。`), 2)[0] & 63));
    expect(slots.size).toBeGreaterThan(signs.length / 2);
  });

  it('are one byte for fifty characters, and at most 64', () => {
    expect([40, 50, 700, 100_000].map(size => signBytes(encodeSize(size)))).toEqual([0, 1, 14, 64]);
  });

  it('refuse a section of another size', () => {
    const lengths = new TextLengthWriter();
    lengths.add(100);
    const reader = new TextSignReader(
      toSection(new Uint8Array(1)),
      new TextLengthReader(toSection(lengths.finish()), 1),
    );
    expect(() => reader.bitsOf(0)).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
  });

  it('are the same in merged segments as in one that was built at once', () => {
    const documents = Array.from({ length: 60 }, (_, i) => ({
      id: `d${i}`,
      body: i % 7 === 0 ? '短。' : `第${i}篇：渔船回港，鱼多。`.repeat(3 + (i % 9)),
    }));
    const build = (sizes: readonly number[]) => {
      const index = createIndex({ fields: { body: text() } });
      let at = 0;
      for (const size of sizes) {
        for (const document of documents.slice(at, at + size)) index.add(document);
        at += size;
        index.search('鱼');
      }
      return index.toBytes();
    };
    const [once, merged] = [build([60]), build([1, 6, 13, 40])];
    for (const bytes of [once, merged]) {
      const index = openIndex(bytes);
      index.verify();
      for (const phrase of ['，鱼', '。；', '篇：渔', '：在'])
        expect(index.search({ phrase }, { limit: 100 }).total).toBe(
          documents.filter(({ body }) => body.includes(phrase)).length,
        );
    }
    const [expected, got] = [once, merged].map(bytes =>
      Segment.fromBytes(bytes).container.getSection(SectionKind.Signs, 0).bytes(),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(got).toEqual(expected);
  });

  it('are left out where a file that was made without them is merged', () => {
    const build = (id: string) => {
      const index = createIndex({ fields: { body: text() } });
      index.add({ id, body: '渔船回港。；鱼多。'.repeat(12) });
      const segment = Segment.fromBytes(index.toBytes());
      return { segment, liveDocuments: Uint32Array.of(0) };
    };
    const [old, recent] = [build('1'), build('2')];
    Object.defineProperty(old.segment.textFields[0], 'signs', { value: undefined });
    const merged = openIndex(mergeSegments([old, recent], {}));
    merged.verify();
    expect(merged.search('"。；"').total).toBe(2);
  });
});
