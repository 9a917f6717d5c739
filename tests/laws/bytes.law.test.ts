import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitReader } from '../../src/bytes/bit-reader.ts';
import { BitWriter } from '../../src/bytes/bit-writer.ts';
import { MemorySource } from '../../src/bytes/byte-source.ts';
import { Checksum, checksum } from '../../src/bytes/checksum.ts';
import { Container, type ContainerFormat } from '../../src/bytes/container.ts';
import { ContainerWriter, writeContainer } from '../../src/bytes/container-writer.ts';
import { MemoryOutput } from '../../src/bytes/memory-output.ts';
import { HansouError } from '../../src/errors.ts';
import {
  readBigramWordCodes,
  readBigramWordCodesAt,
  writeBigramWordCodes,
} from '../../src/index/postings/bigram-words.ts';
import { buildSkipList } from '../../src/index/postings/build-skip-list.ts';
import { intersectDocuments, readFrequenciesAt } from '../../src/index/postings/intersect-postings.ts';
import {
  maxRiceDocuments,
  readDocuments,
  readFrequencies,
  writeDocuments,
  writeFrequencies,
} from '../../src/index/postings/posting-codec.ts';

const value = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 0xffffff }), fc.nat({ max: 0xffffffff }));
const code = fc.oneof(
  fc.record({ how: fc.constant('rice' as const), value, k: fc.nat({ max: 24 }) }),
  fc.record({ how: fc.constant('gamma' as const), value: value.map(each => Math.max(1, each)), k: fc.constant(0) }),
  fc
    .nat({ max: 32 })
    .chain(k =>
      fc.record({ how: fc.constant('write' as const), value: fc.nat({ max: 2 ** k - 1 }), k: fc.constant(k) }),
    ),
  fc.record({ how: fc.constant('align' as const), value: fc.constant(0), k: fc.constant(0) }),
);

/** A reader of what was written, as it stands in a file: bytes may follow. */
function readerOf(bits: BitWriter, offset = 3): BitReader {
  const bytes = bits.finish();
  const padded = new Uint8Array(offset + bytes.length + 4).fill(255);
  padded.set(bytes, offset);
  const reader = new BitReader();
  reader.reset(new DataView(padded.buffer), offset);
  return reader;
}

/** Ascending documents below a limit, sparse or dense. */
const postings = fc
  .record({
    count: fc.oneof(fc.constantFrom(0, 1, 2, 6, 7, 127, 128, 129, 255, 256, 257, 1500), fc.nat({ max: 400 })),
    spread: fc.constantFrom(1, 2, 5, 40, 3000, 100_000),
    seed: fc.nat(),
  })
  .map(({ count, spread, seed }) => {
    let state = seed;
    const next = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const documents = new Uint32Array(count);
    const values = new Uint32Array(count);
    let at = next(spread);
    for (let i = 0; i < count; i++) {
      documents[i] = at;
      at += 1 + next(spread);
      values[i] = next(10) === 0 ? next(next(2) === 0 ? 5 : 100_000) : seed % 4;
    }
    return { documents, values, count, limit: at + next(spread) };
  });

describe('bits', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(code, { maxLength: 60 }), codes => {
        const bits = new BitWriter();
        for (const { how, value, k } of codes) {
          if (how === 'rice') bits.writeRice(value, k);
          else if (how === 'gamma') bits.writeGamma(value);
          else if (how === 'align') bits.alignToByte();
          else bits.writeBits(value, k);
        }
        const reader = readerOf(bits);
        for (const { how, value, k } of codes) {
          if (how === 'rice') expect(reader.readRice(k)).toBe(value);
          else if (how === 'gamma') expect(reader.readGamma()).toBe(value);
          else if (how === 'align') reader.alignToByte();
          else expect(reader.readBits(k)).toBe(value);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('appended to others come back behind them', () => {
    fc.assert(
      fc.property(fc.nat({ max: 31 }), fc.array(fc.nat({ max: 1000 }), { maxLength: 50 }), (before, values) => {
        const first = new BitWriter();
        first.writeBits(2 ** before - 1, before);
        const second = new BitWriter();
        for (const each of values) second.writeRice(each, 3);
        first.append(second);
        const reader = readerOf(first);
        expect(reader.readBits(before)).toBe(2 ** before - 1);
        for (const each of values) expect(reader.readRice(3)).toBe(each);
      }),
    );
  });
});

describe('postings', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(postings, fc.nat({ max: 7 }), ({ documents, values, count, limit }, before) => {
        const bits = new BitWriter();
        bits.writeBits(0, before);
        if (count > 128) bits.alignToByte();
        writeDocuments(bits, limit, documents, count);
        writeFrequencies(bits, values, count, 0);
        bits.writeBits(5, 3);
        const reader = readerOf(bits);
        reader.position = before;
        if (count > 128) reader.alignToByte();
        const [gotDocuments, gotValues] = [new Uint32Array(count), new Uint32Array(count)];
        readDocuments(reader, limit, gotDocuments, count);
        readFrequencies(reader, gotValues, count, 0);
        expect(gotDocuments).toEqual(documents);
        expect(gotValues).toEqual(values);
        expect(reader.readShort(3)).toBe(5);
      }),
      { numRuns: 500 },
    );
  });

  it('of which some are wanted are those of all', () => {
    fc.assert(
      fc.property(
        postings.filter(({ count }) => count > maxRiceDocuments),
        fc.nat({ max: 5 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        ({ documents, values, count, limit }, usual, picks) => {
          const first = 1000;
          const frequencies = values.map(each => each + 1);
          const words = frequencies.map((each, i) =>
            i % 7 === 0 ? (i * 5) % (each + 2) : [0, 1, each + 1][usual % 3],
          );
          const bits = new BitWriter();
          writeDocuments(bits, limit, documents, count);
          writeFrequencies(bits, frequencies, count, 1);
          writeBigramWordCodes(bits, words, frequencies, count);
          const wanted = new Set(
            picks.map((pick, i) => (i % 3 === 0 ? pick % limit : documents[pick % count])).map(each => each + first),
          );
          const candidates = Uint32Array.from(wanted).sort();
          const expected = [...documents.keys()].filter(i => wanted.has(documents[i] + first));
          for (const skips of [undefined, buildSkipList(readerOf(bits), limit, count, true)]) {
            const reader = readerOf(bits);
            const [found, places, got, gotWords] = Array.from({ length: 4 }, () => new Uint32Array(40));
            const to = candidates.length;
            const some = intersectDocuments(reader, limit, count, candidates, 0, to, first, found, places, skips);
            readFrequenciesAt(reader, count, 1, places, some, got, false, skips);
            readBigramWordCodesAt(reader, got, places, some, count, gotWords, skips);
            expect([...places.subarray(0, some)]).toEqual(expected);
            expect([...found.subarray(0, some)]).toEqual(expected.map(i => documents[i]));
            expect([...got.subarray(0, some)]).toEqual(expected.map(i => frequencies[i]));
            expect([...gotWords.subarray(0, some)]).toEqual(expected.map(i => words[i]));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of words in pairs come back as they were written', () => {
    fc.assert(
      fc.property(postings, fc.nat({ max: 4 }), ({ values, count }, usual) => {
        fc.pre(count > 0);
        const frequencies = values.map(each => each + 1);
        const words = frequencies.map((frequency, i) =>
          (values[i] * 7 + i) % 9 === 0 ? (i * 5) % (frequency + 2) : [0, 1, frequency + 1, i % 2, frequency][usual],
        );
        const bits = new BitWriter();
        writeBigramWordCodes(bits, words, frequencies, count);
        const got = new Uint32Array(count);
        readBigramWordCodes(readerOf(bits), frequencies, count, got);
        expect(got).toEqual(words);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a checksum', () => {
  it('of a stream is that of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 8 }), parts => {
        const stream = new Checksum();
        for (const part of parts) stream.add(part);
        expect(stream.finish()).toBe(checksum(Uint8Array.from(parts.flatMap(part => [...part]))));
      }),
    );
  });

  it('is that of the specification', () => {
    const bytesOf = (text: string) => new TextEncoder().encode(text);
    expect(checksum(bytesOf(''))).toBe(0x02cc5d05);
    expect(checksum(bytesOf('abc'))).toBe(0x32d153ff);
    expect(checksum(bytesOf('Nobody inspects the spammish repetition'))).toBe(0xe2293b2f);
  });
});

function filled(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 7) % 251);
}

describe('a container', () => {
  const format: ContainerFormat = {
    magic: 'TEST',
    version: 3,
    name: 'index',
    errorCode: 'BAD_INDEX',
    hint: 'Mend it.',
  };

  it('gives back its sections, and is the same bytes each time', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), parts => {
        const sections = parts.map((bytes, part) => ({ kind: 7, ordinal: part, bytes }));
        const file = writeContainer(format, sections);
        expect(writeContainer(format, sections)).toEqual(file);
        const container = Container.open(format, new MemorySource(file));
        container.verify();
        parts.forEach((bytes, part) => {
          expect(container.getSection(7, part).bytes()).toEqual(bytes);
        });
        expect(() => container.getSection(8)).toThrow(HansouError);
      }),
    );
  });

  it('written as a stream is the same bytes, whatever size was foretold, and hardly larger than its buffer', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(1000, 1 << 20, 3 << 20).map(filled));
    const about = fc.oneof(fc.nat({ max: 100 }), fc.constantFrom(1 << 20, 5 << 20, 9 << 20));
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), about, (parts, foretold) => {
        const output = new MemoryOutput(foretold);
        const writer = new ContainerWriter(format, parts.length, output);
        parts.forEach((each, part) => {
          const sink = writer.beginSection(7, part);
          sink.write(each.subarray(0, each.length >> 1));
          sink.write(each.subarray(each.length >> 1));
          writer.endSection();
        });
        writer.finish();
        const file = output.finish();
        const expected = writeContainer(
          format,
          parts.map((each, part) => ({ kind: 7, ordinal: part, bytes: each })),
        );
        expect(file.length).toBe(expected.length);
        expect(file.every((byte, i) => byte === expected[i])).toBe(true);
        expect(file.length).toBeGreaterThanOrEqual(Math.floor(file.buffer.byteLength * 0.75));
      }),
      { numRuns: 30 },
    );
  });

  it('with any one byte changed is refused when opened or by verify', () => {
    const file = writeContainer(format, [
      { kind: 1, ordinal: 0, bytes: Uint8Array.of(1, 2, 3) },
      { kind: 2, ordinal: 0, bytes: Uint8Array.of() },
      { kind: 2, ordinal: 1, bytes: new Uint8Array(21) },
    ]);
    for (let at = 0; at < file.length; at++)
      for (const change of [1, 128, 255]) {
        const bytes = file.slice();
        bytes[at] ^= change;
        expect(() => Container.open(format, new MemorySource(bytes)).verify(), `byte ${at}`).toThrow(HansouError);
      }
  });
});
