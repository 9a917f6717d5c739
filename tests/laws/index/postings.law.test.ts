/** Laws of encoded posting lists: what was written is read back, and intersecting finds what decoding all would find. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter } from '../../../src/bytes/bit-writer.ts';
import { readWordCodes, writeWordCodes } from '../../../src/index/postings/bigram-word-codes.ts';
import { buildSkipList } from '../../../src/index/postings/build-skip-list.ts';
import { CandidateSlice } from '../../../src/index/postings/candidate-slice.ts';
import { EncodedPostings } from '../../../src/index/postings/encoded-postings.ts';
import { intersectDecodedPostings, intersectPostings } from '../../../src/index/postings/intersect-postings.ts';
import {
  maxRiceDocuments,
  readDocuments,
  readFrequencies,
  writeDocuments,
  writeFrequencies,
} from '../../../src/index/postings/posting-codec.ts';
import { TermPostings } from '../../../src/index/postings/term-postings.ts';
import { openBits, resetToBits } from '../open-bits.ts';

/** Ascending documents below a limit, sparse or dense, each with a number of 0 and more. */
const lists = fc
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
    return { documents, values, count, documentLimit: at + next(spread) };
  });

describe('a posting list', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(lists, fc.nat({ max: 7 }), ({ documents, values, count, documentLimit }, bitsBefore) => {
        const bits = new BitWriter();
        bits.writeBits(0, bitsBefore);
        if (count > 128) bits.alignToByte();
        writeDocuments(bits, documentLimit, documents, count);
        writeFrequencies(bits, values, count, 0);
        bits.writeBits(5, 3);
        const reader = openBits(bits);
        reader.position = bitsBefore;
        if (count > 128) reader.alignToByte();
        const [readBackDocuments, readBackValues] = [new Uint32Array(count), new Uint32Array(count)];
        readDocuments(reader, documentLimit, readBackDocuments, count);
        readFrequencies(reader, readBackValues, count, 0);
        expect(readBackDocuments).toEqual(documents);
        expect(readBackValues).toEqual(values);
        expect(reader.readShort(3)).toBe(5);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same postings when it is intersected, with a skip list or without, as when it is decoded first', () => {
    fc.assert(
      fc.property(
        lists.filter(({ count }) => count > maxRiceDocuments),
        fc.nat({ max: 5 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        ({ documents, values, count, documentLimit }, role, picks) => {
          const firstDocument = 1000;
          const frequencies = values.map(each => each + 1);
          const wordCodes = frequencies.map((each, i) =>
            i % 7 === 0 ? (i * 5) % (each + 2) : [0, 1, each + 1][role % 3],
          );
          const bits = new BitWriter();
          writeDocuments(bits, documentLimit, documents, count);
          writeFrequencies(bits, frequencies, count, 1);
          writeWordCodes(bits, wordCodes, frequencies, count);
          const wanted = new Set(
            picks
              .map((pick, i) => (i % 3 === 0 ? pick % documentLimit : documents[pick % count]))
              .map(each => each + firstDocument),
          );
          const candidates = new CandidateSlice().set(Uint32Array.from(wanted).sort(), 0, wanted.size, firstDocument);
          const expected = [...documents.keys()].filter(i => wanted.has(documents[i] + firstDocument));
          const expectPostings = (found: TermPostings): void => {
            const { count } = found;
            expect([...found.documents.subarray(0, count)]).toEqual(expected.map(i => documents[i]));
            expect([...found.frequencies.subarray(0, count)]).toEqual(expected.map(i => frequencies[i]));
            expect([...found.wordCodes.subarray(0, count)]).toEqual(expected.map(i => wordCodes[i]));
          };

          const encoded = new EncodedPostings(documentLimit);
          encoded.count = count;
          encoded.hasWordCodes = true;
          resetToBits(encoded.bits, bits);
          const skipList = buildSkipList(encoded);
          for (const each of [undefined, skipList]) {
            encoded.skipList = each;
            resetToBits(encoded.bits, bits);
            const found = new TermPostings();
            intersectPostings(encoded, candidates, found);
            expect([...found.listIndexes.subarray(0, found.count)]).toEqual(expected);
            expectPostings(found);
          }

          const decoded = new TermPostings();
          decoded.reserve(count);
          decoded.documents.set(documents);
          decoded.frequencies.set(frequencies);
          decoded.wordCodes.set(wordCodes);
          decoded.count = count;
          intersectDecodedPostings(decoded, candidates);
          expectPostings(decoded);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of a bigram gives back its word codes as they were written', () => {
    fc.assert(
      fc.property(lists, fc.nat({ max: 4 }), ({ values, count }, role) => {
        fc.pre(count > 0);
        const frequencies = values.map(each => each + 1);
        const wordCodes = frequencies.map((frequency, i) =>
          (values[i] * 7 + i) % 9 === 0 ? (i * 5) % (frequency + 2) : [0, 1, frequency + 1, i % 2, frequency][role],
        );
        const bits = new BitWriter();
        writeWordCodes(bits, wordCodes, frequencies, count);
        const readBack = new Uint32Array(count);
        readWordCodes(openBits(bits), frequencies, count, readBack);
        expect(readBack).toEqual(wordCodes);
      }),
      { numRuns: 300 },
    );
  });
});
