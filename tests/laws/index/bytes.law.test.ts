/** Laws of the byte structures: bit codes, checksums and the container. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter } from '../../../src/bytes/bit-writer.ts';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { Checksum, checksum } from '../../../src/bytes/checksum.ts';
import { Container, type ContainerFormat } from '../../../src/bytes/container.ts';
import { ContainerWriter, writeContainer } from '../../../src/bytes/container-writer.ts';
import { MemoryOutput } from '../../../src/bytes/memory-output.ts';
import { HansouError } from '../../../src/errors.ts';
import { openBits } from '../open-bits.ts';

const value = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 0xffffff }), fc.nat({ max: 0xffffffff }));
/** One call of the writer. */
const call = fc.oneof(
  fc.record({ method: fc.constant('rice' as const), value, k: fc.nat({ max: 24 }) }),
  fc.record({ method: fc.constant('gamma' as const), value: value.map(each => Math.max(1, each)), k: fc.constant(0) }),
  fc
    .nat({ max: 32 })
    .chain(k =>
      fc.record({ method: fc.constant('bits' as const), value: fc.nat({ max: 2 ** k - 1 }), k: fc.constant(k) }),
    ),
  fc.record({ method: fc.constant('align' as const), value: fc.constant(0), k: fc.constant(0) }),
);

describe('BitReader', () => {
  it('reads back any sequence of codes that BitWriter wrote', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), calls => {
        const bits = new BitWriter();
        for (const { method, value, k } of calls) {
          if (method === 'rice') bits.writeRice(value, k);
          else if (method === 'gamma') bits.writeGamma(value);
          else if (method === 'align') bits.alignToByte();
          else bits.writeBits(value, k);
        }
        const reader = openBits(bits);
        for (const { method, value, k } of calls) {
          if (method === 'rice') expect(reader.readRice(k)).toBe(value);
          else if (method === 'gamma') expect(reader.readGamma()).toBe(value);
          else if (method === 'align') reader.alignToByte();
          else expect(reader.readBits(k)).toBe(value);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads the bits of a writer that were appended to another one behind those of the other', () => {
    fc.assert(
      fc.property(fc.nat({ max: 31 }), fc.array(fc.nat({ max: 1000 }), { maxLength: 50 }), (firstBits, values) => {
        const first = new BitWriter();
        first.writeBits(2 ** firstBits - 1, firstBits);
        const second = new BitWriter();
        for (const each of values) second.writeRice(each, 3);
        first.append(second);
        const reader = openBits(first);
        expect(reader.readBits(firstBits)).toBe(2 ** firstBits - 1);
        for (const each of values) expect(reader.readRice(3)).toBe(each);
      }),
    );
  });
});

describe('Checksum', () => {
  it('gives the same for a stream as for all bytes at once', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 8 }), chunks => {
        const stream = new Checksum();
        for (const chunk of chunks) stream.add(chunk);
        expect(stream.finish()).toBe(checksum(Uint8Array.from(chunks.flatMap(chunk => [...chunk]))));
      }),
    );
  });

  it('is XXH32 as in its specification', () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    expect(checksum(encode(''))).toBe(0x02cc5d05);
    expect(checksum(encode('abc'))).toBe(0x32d153ff);
    expect(checksum(encode('Nobody inspects the spammish repetition'))).toBe(0xe2293b2f);
  });
});

function createBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 7) % 251);
}

describe('a container', () => {
  const format: ContainerFormat = {
    magic: 'TEST',
    version: 3,
    name: 'index',
    errorCode: 'BAD_INDEX',
    hint: 'Build it again.',
  };

  it('gives back its sections, and has the same bytes each time it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), contents => {
        const sections = contents.map((bytes, ordinal) => ({ kind: 7, ordinal, bytes }));
        const file = writeContainer(format, sections);
        expect(writeContainer(format, sections)).toEqual(file);
        const container = Container.open(format, new MemorySource(file));
        container.verify();
        contents.forEach((bytes, ordinal) => {
          expect(container.getSection(7, ordinal).bytes()).toEqual(bytes);
        });
        expect(() => container.getSection(8)).toThrow(HansouError);
      }),
    );
  });

  it('has the same bytes when it is written as a stream, whatever size was expected, and fills most of its buffer', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(1000, 1 << 20, 3 << 20).map(createBytes));
    const expectedSize = fc.oneof(fc.nat({ max: 100 }), fc.constantFrom(1 << 20, 5 << 20, 9 << 20));
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), expectedSize, (contents, size) => {
        const output = new MemoryOutput(size);
        const writer = new ContainerWriter(format, contents.length, output);
        contents.forEach((each, ordinal) => {
          const sink = writer.beginSection(7, ordinal);
          sink.write(each.subarray(0, each.length >> 1));
          sink.write(each.subarray(each.length >> 1));
          writer.endSection();
        });
        writer.finish();
        const file = output.finish();
        const expected = writeContainer(
          format,
          contents.map((each, ordinal) => ({ kind: 7, ordinal, bytes: each })),
        );
        expect(file.length).toBe(expected.length);
        expect(file.every((byte, i) => byte === expected[i])).toBe(true);
        expect(file.length).toBeGreaterThanOrEqual(Math.floor(file.buffer.byteLength * 0.75));
      }),
      { numRuns: 30 },
    );
  });

  it('is refused by open or verify if any one byte differs', () => {
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
