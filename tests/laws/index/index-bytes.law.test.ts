import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { checksum } from '../../../src/bytes/checksum.ts';
import { HansouError } from '../../../src/errors.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import { PostingList } from '../../../src/index/posting-list.ts';
import type { Schema } from '../../../src/index/schema.ts';
import { OffsetMap } from '../../../src/text/offset-map.ts';
import { RepairedText } from '../../../src/text/repaired-text.ts';
import { UnitBuffer } from '../../../src/text/unit-buffer.ts';
import { tinySegmenter } from '../../unit/index/tiny-segmenter.ts';

const fields: Schema = {
  title: { type: 'text', weight: 3, repair: false },
  body: { type: 'text', weight: 1, repair: false },
  author: { type: 'keyword' },
  date: { type: 'date' },
  page: { type: 'number' },
  extra: { type: 'stored' },
};
const words = ['监利', '监利市', '利市', '村民', '民委', '委员会', 'a1', '的'];
const analyzer = new Analyzer(tinySegmenter(words, ['监利']));

/** Returns reproducible pseudorandom numbers below a limit. */
function createNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function buildSample(seed: number, count: number): Uint8Array {
  const next = createNumbers(seed);
  const pieces = [...words, '市', '长', '人', '，', ' ', '𠮷', 'b', '2022'];
  const text = (limit: number) => Array.from({ length: next(limit) }, () => pieces[next(pieces.length)]).join('');
  const index = new LiveIndex(fields, analyzer);
  for (let i = 0; i < count; i++) {
    const body = text(40);
    const map = new OffsetMap(Uint32Array.of(0), Uint32Array.of(3), body.length);
    index.add({
      id: `号${i * 7}`,
      title: text(8),
      body: i % 9 === 0 ? new RepairedText(body, `···${body}`, map) : body,
      author: i % 3 === 0 ? ['韩旭', `${i % 11}`] : `${i % 7}`,
      date: i % 5 === 0 ? '' : `20${10 + (i % 13)}-0${1 + (i % 9)}`,
      page: i % 4 === 0 ? i / 8 : i,
      extra: { i, of: [count] },
    });
  }
  return index.toBytes();
}

/** Reads everything that queries, results and merges read. */
function readAll(index: LiveIndex): void {
  const reader = index.reader();
  const list = new PostingList();
  const buffer = new UnitBuffer();
  const analysis = new Analysis();
  analyzer.analyze('监利市村民委员会的长，a1 𠮷 b2022', analysis);
  for (const name of ['title', 'body']) {
    const field = reader.getTextReader(name);
    for (const part of field.vocabularies) part.visitWords(() => {});
    field.markWordsWithPrefix(Uint16Array.of(0x76d1), new Uint8Array(reader.documentLimit));
    expect(field.sizeCodes.length).toBe(reader.documentLimit);
    for (let i = 0; i < analysis.count; i++)
      for (const kind of Object.values(TermKind)) {
        field.readPostings({ kind, units: analysis.units, start: analysis.starts[i], end: analysis.ends[i] }, list);
        for (let at = 0; at < list.count; at++)
          if (!(list.documents[at] < reader.documentLimit)) throw new Error('a document outside of the index');
      }
  }
  const step = Math.max(1, Math.floor(reader.documentLimit / 40));
  for (let document = 0; document < reader.documentLimit; document += step) {
    reader.findDocument(reader.getId(document));
    reader.getDocument(document);
    reader.getTextReader('body').readText(document, buffer);
    reader.getTextReader('body').getOffsetMap(document)?.toSource({ start: 0, end: 5 });
    const column = reader.getColumnReader('author');
    for (const number of column.getKeywordOrdinals(document))
      if (!(number < column.values.length)) throw new Error('no such value');
    reader.getColumnReader('date').getNumber(document);
    reader.getColumnReader('page').getNumber(document);
  }
}

/** Returns a thrown HansouError; other errors are rethrown. */
function errorOf(act: () => void): HansouError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
}

function expectSafe(bytes: Uint8Array, what: string): void {
  try {
    const opened: LiveIndex[] = [];
    errorOf(() => opened.push(LiveIndex.open(bytes, analyzer)));
    for (const index of opened) {
      expect(
        errorOf(() => index.verify()),
        `verify of ${what}`,
      ).toBeDefined();
      errorOf(() => readAll(index));
      errorOf(() => {
        index.remove('号0');
        index.compact();
      });
    }
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`);
  }
}

const headerSize = 32;
const recordSize = 24;

/** Corrects the checksums, so that only the checks of each structure can detect the damage. */
function fixChecksums(bytes: Uint8Array): Uint8Array {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sections = data.getUint32(8, true);
  for (let i = 0; i < sections; i++) {
    const at = headerSize + recordSize * i;
    const [start, length] = [data.getUint32(at + 8, true), data.getUint32(at + 16, true)];
    data.setUint32(at + 4, checksum(bytes.subarray(start, start + length)), true);
  }
  const directory = headerSize + recordSize * sections;
  data.setUint32(12, 0, true);
  data.setUint32(12, checksum(bytes.slice(0, directory)), true);
  return bytes;
}

describe('an index file', () => {
  const whole = buildSample(1, 260);

  it('passes verify and can be read when it is undamaged', () => {
    const index = LiveIndex.open(whole, analyzer);
    index.verify();
    readAll(index);
  });

  it('with one flipped bit is detected by verify and read safely', () => {
    const next = createNumbers(2);
    for (let i = 0; i < 600; i++) {
      const bytes = whole.slice();
      const at = next(bytes.length);
      bytes[at] ^= 1 << next(8);
      expectSafe(bytes, `bit flipped in byte ${at}`);
    }
  });

  it('with a flipped bit in its header or directory cannot be opened', () => {
    const sections = new DataView(whole.buffer).getUint32(8, true);
    for (let at = 0; at < headerSize + recordSize * sections; at++) {
      const bytes = whole.slice();
      bytes[at] ^= 1 << (at % 8);
      expect(
        errorOf(() => LiveIndex.open(bytes)),
        `byte ${at}`,
      ).toBeDefined();
    }
  });

  it('with missing or extra bytes cannot be opened', () => {
    const next = createNumbers(3);
    for (let i = 0; i < 300; i++) {
      const length = i < 40 ? i : next(whole.length);
      expect(
        errorOf(() => LiveIndex.open(whole.slice(0, length))),
        `cut at ${length}`,
      ).toBeDefined();
    }
    const grown = new Uint8Array(whole.length + 8);
    grown.set(whole);
    expect(errorOf(() => LiveIndex.open(grown))).toBeDefined();
  });

  it('with an overwritten range, also from another file, is detected by verify and read safely', () => {
    const other = buildSample(9, 200);
    const next = createNumbers(4);
    for (let i = 0; i < 200; i++) {
      const bytes = whole.slice();
      const from = next(bytes.length);
      const to = Math.min(bytes.length, other.length, from + 1 + next(300));
      if (i % 3 === 0) bytes.set(other.subarray(from, to), Math.min(from, bytes.length - (to - from)));
      else bytes.fill(i % 3 === 1 ? 255 : 0, from, to);
      if (bytes.every((byte, at) => byte === whole[at])) continue;
      expectSafe(bytes, `bytes ${from} to ${to} overwritten, variant ${i % 3}`);
    }
  });

  it('with damage under correct checksums is read safely: reading ends and throws only HansouError', () => {
    const next = createNumbers(5);
    for (let i = 0; i < 700; i++) {
      const bytes = whole.slice();
      const at = next(bytes.length - 700) + 700;
      for (let flips = 1 + next(3); flips > 0; flips--)
        bytes[at + next(Math.min(8, bytes.length - at))] ^= 1 << next(8);
      fixChecksums(bytes);
      try {
        errorOf(() => {
          const index = LiveIndex.open(bytes, analyzer);
          errorOf(() => index.verify());
          errorOf(() => readAll(index));
          index.remove('号0');
          index.compact();
        });
      } catch (error) {
        throw new Error(`damaged at ${at}: ${error instanceof Error ? error.stack : error}`);
      }
    }
  });

  it('with swapped section kinds is rejected or read safely', () => {
    const sections = new DataView(whole.buffer).getUint32(8, true);
    for (let i = 0; i < sections; i++)
      for (let j = 0; j < sections; j++) {
        if (i === j) continue;
        const bytes = whole.slice();
        const [a, b] = [headerSize + recordSize * i, headerSize + recordSize * j];
        // Swaps the kinds, so that each section is read as the other.
        bytes.set(whole.subarray(a, a + 4), b);
        bytes.set(whole.subarray(b, b + 4), a);
        fixChecksums(bytes);
        errorOf(() => {
          const index = LiveIndex.open(bytes, analyzer);
          errorOf(() => readAll(index));
          index.compact();
        });
      }
  });
});
