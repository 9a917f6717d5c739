/** Builds the skip list of a posting list, in one pass over the encoded list. */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { skipWordCodes } from './bigram-word-codes.ts';
import type { EncodedPostings } from './encoded-postings.ts';
import { countOnes, skipUnary } from './intersect-postings.ts';
import { flagsPerWord, lowBitsFor } from './posting-codec.ts';
import { documentIntervalBytes, flagInterval, type SkipList } from './skip-list.ts';

/** Reads the list at whose start its reader is, and leaves the reader behind it. */
export function buildSkipList({ bits, documentLimit, count, hasWordCodes }: EncodedPostings): SkipList {
  return {
    ...buildDocumentSkips(bits, documentLimit, count),
    ...buildFrequencySkips(bits, count),
    ...(hasWordCodes ? skipWordCodes(bits, count) : { exceptionIndexes: noSkips, exceptionBits: noSkips }),
  };
}

const noSkips = new Uint32Array(0);

function buildDocumentSkips(
  bits: BitReader,
  documentLimit: number,
  count: number,
): Pick<SkipList, 'documentsBefore' | 'documentBounds'> {
  const { data, firstByte } = bits;
  const k = lowBitsFor(documentLimit, count);
  bits.position += count * k;
  bits.alignToByte();
  const start = firstByte + (bits.position >>> 3);
  bits.position += count + ((documentLimit - count) >>> k);
  bits.alignToByte();
  const end = firstByte + (bits.position >>> 3);
  const documentsBefore = new Uint32Array(Math.ceil((end - start) / documentIntervalBytes));
  const documentBounds = new Uint32Array(documentsBefore.length);
  for (let interval = 0, at = start, index = 0; interval < documentsBefore.length; interval++) {
    documentsBefore[interval] = index;
    documentBounds[interval] = ((at - start) * 8 - index + 1) * 2 ** k - 1 + index;
    for (const to = Math.min(end, at + documentIntervalBytes); at < to; at += 4) {
      let word = data.getInt32(at);
      if (end - at < 4) word &= -1 << ((4 - (end - at)) * 8);
      index += countOnes(word);
    }
  }
  return { documentsBefore, documentBounds };
}

function buildFrequencySkips(bits: BitReader, count: number): Pick<SkipList, 'highPartBits' | 'frequenciesEnd'> {
  if (bits.readFlag()) return { highPartBits: noSkips, frequenciesEnd: bits.position };
  const k = bits.readShort(2);
  bits.alignToByte();
  bits.position += count * k;
  const flags = bits.position;
  bits.position += count;
  const highPartBits = new Uint32Array(Math.ceil(count / flagInterval));
  for (let interval = 0, counted = 0; interval < highPartBits.length; interval++) {
    highPartBits[interval] = bits.position;
    let ones = 0;
    for (const to = Math.min(count, counted + flagInterval); counted < to; counted += flagsPerWord) {
      const at = flags + counted;
      const word = bits.data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
      ones += countOnes(word & (-1 << (32 - Math.min(flagsPerWord, count - counted))));
    }
    skipUnary(bits, ones);
  }
  return { highPartBits, frequenciesEnd: bits.position };
}
