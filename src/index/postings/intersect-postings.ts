/**
 * Intersects a posting list with candidate documents: of an encoded list, only the postings of documents that are also
 * candidates are decoded. This is where posting lists are intersected inside a segment; the lists that a query has already
 * read are intersected in query/context/.
 *
 * Called by the term dictionary with a list of more than 128 documents (`intersectPostings`), or with a shorter list that
 * is decoded (`intersectDecodedPostings`). In a long list, words of 32 bits without any candidate are skipped by counting
 * their ones, which takes a tenth of the time of decoding them. The grammar of a list is in posting-codec.ts.
 */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { damageError } from '../damage.ts';
import { readWordCodesAt } from './bigram-word-codes.ts';
import type { CandidateSlice } from './candidate-slice.ts';
import type { EncodedPostings } from './encoded-postings.ts';
import { flagsPerWord, lowBitsFor } from './posting-codec.ts';
import { documentIntervalBytes, flagInterval } from './skip-list.ts';
import type { TermPostings } from './term-postings.ts';

/**
 * Fills `out` with the postings of the candidates: documents, frequencies and, if the list has them, word codes.
 * @param list its reader must be at the start of the list
 */
export function intersectPostings(list: EncodedPostings, candidates: CandidateSlice, out: TermPostings): void {
  intersectDocuments(list, candidates, out);
  if (out.count === 0) return;
  readFrequenciesAt(list, out);
  if (list.hasWordCodes) readWordCodesAt(list, out);
}

/** Removes the postings of a decoded list whose documents are not candidates. */
export function intersectDecodedPostings(list: TermPostings, candidates: CandidateSlice): void {
  const { documents, frequencies, wordCodes } = list;
  const { documents: wanted, from, to, firstDocument } = candidates;
  let found = 0;
  for (let i = 0, next = from; i < list.count && next < to; i++) {
    const document = documents[i] + firstDocument;
    while (next < to && wanted[next] < document) next++;
    if (next === to || wanted[next] !== document) continue;
    documents[found] = documents[i];
    wordCodes[found] = wordCodes[i];
    frequencies[found++] = frequencies[i];
  }
  list.count = found;
}

/**
 * Fills the documents and the list indexes of `out` with the documents that are candidates, and leaves the reader behind
 * the documents of the list. Frequencies and word codes are not read.
 */
export function intersectDocuments(list: EncodedPostings, candidates: CandidateSlice, out: TermPostings): void {
  const { bits, documentLimit, count, skipList } = list;
  const { documents: wantedDocuments, from, to, firstDocument } = candidates;
  out.count = 0;
  out.reserve(Math.min(count, to - from));
  const { documents, listIndexes } = out;
  const k = lowBitsFor(documentLimit, count);
  const { data, firstByte } = bits;
  const lowStart = bits.position;
  bits.position += count * k;
  bits.alignToByte();
  const start = firstByte + (bits.position >>> 3);
  let at = start;
  bits.position += count + ((documentLimit - count) >>> k);
  bits.alignToByte();
  const end = firstByte + (bits.position >>> 3);
  const scale = 2 ** k;
  const maxLow = scale - 1;
  let found = 0;
  // The current word of high bits: what is left of it, and the number of bits and of ones before the next one.
  let word = 0;
  let bitsBefore = -32;
  let index = 0;
  let document = -1;
  let interval = 0;
  for (let next = from; next < to; next++) {
    const wanted = wantedDocuments[next] - firstDocument;
    if (skipList !== undefined && document < wanted) {
      const { documentBounds } = skipList;
      const before = interval;
      while (interval + 1 < documentBounds.length && documentBounds[interval + 1] <= wanted) interval++;
      if (interval > before) {
        at = start + interval * documentIntervalBytes;
        bitsBefore = interval * documentIntervalBytes * 8 - 32;
        index = skipList.documentsBefore[interval];
        word = 0;
      }
    }
    while (document < wanted) {
      while (word === 0) {
        if (at >= end) {
          out.count = found;
          return;
        }
        // Signed: an unsigned number above 2^31 would not be a small integer, here and wherever it is assigned.
        word = data.getInt32(at);
        if (end - at < 4) word &= -1 << ((4 - (end - at)) * 8);
        at += 4;
        bitsBefore += 32;
        const ones = countOnes(word);
        const indexBehind = index + ones;
        // No document in the word can be larger than this.
        if ((bitsBefore + 32 - indexBehind) * scale + maxLow + indexBehind < wanted) {
          word = 0;
          index = indexBehind;
        }
      }
      const zeros = Math.clz32(word);
      word ^= 0x80000000 >>> zeros;
      let value = bitsBefore + zeros - index;
      if (k > 0) {
        const lowBit = lowStart + index * k;
        value = (value << k) | ((data.getInt32(firstByte + (lowBit >>> 3)) << (lowBit & 7)) >>> (32 - k));
      }
      document = value + index++;
    }
    if (document !== wanted) continue;
    if (index > count || document >= documentLimit)
      throw damageError(`${count} documents below ${documentLimit}`, document);
    documents[found] = document;
    listIndexes[found++] = index - 1;
  }
  out.count = found;
}

/** Reads the frequencies at the list indexes of `out`; leaves the reader behind all frequencies if word codes follow. */
function readFrequenciesAt(list: EncodedPostings, out: TermPostings): void {
  const { bits, count, skipList } = list;
  const { frequencies, listIndexes, count: found } = out;
  frequencies.fill(list.minFrequency, 0, found);
  if (bits.readFlag()) return;
  const k = bits.readShort(2);
  bits.alignToByte();
  if (k > 0) {
    const lowStart = bits.position;
    for (let i = 0; i < found; i++) {
      bits.position = lowStart + listIndexes[i] * k;
      frequencies[i] += bits.readShort(k);
    }
    bits.position = lowStart + count * k;
  }
  const flags = bits.position;
  bits.position += count;
  // The current word of flags: how many flags there are up to its end, and how many of its own are ones.
  let counted = 0;
  let word = 0;
  let ones = 0;
  // The number of high parts that belong to flags before the word, and the number that the reader has passed.
  let before = 0;
  let passed = 0;
  for (let i = 0; i < found; i++) {
    const index = listIndexes[i];
    if (skipList !== undefined && index >= counted + flagInterval) {
      const interval = Math.floor(index / flagInterval);
      counted = interval * flagInterval;
      // High parts are counted from here on.
      before = 0;
      ones = 0;
      passed = 0;
      bits.position = skipList.highPartBits[interval];
    }
    while (counted <= index) {
      before += ones;
      const at = flags + counted;
      word = bits.data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
      word &= -1 << (32 - Math.min(flagsPerWord, count - counted));
      ones = countOnes(word);
      counted += flagsPerWord;
    }
    const place = index - (counted - flagsPerWord);
    if (((word << place) & 0x80000000) === 0) continue;
    const rank = before + countOnes(word & ~(-1 >>> place));
    skipUnary(bits, rank - passed);
    frequencies[i] += (1 + bits.readRice(0)) << k;
    passed = rank + 1;
  }
  if (!list.hasWordCodes) return;
  if (skipList !== undefined) {
    bits.position = skipList.frequenciesEnd;
    return;
  }
  // The word codes begin behind the last high part.
  while (counted < count) {
    before += ones;
    const at = flags + counted;
    word = bits.data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
    word &= -1 << (32 - Math.min(flagsPerWord, count - counted));
    ones = countOnes(word);
    counted += flagsPerWord;
  }
  skipUnary(bits, before + ones - passed);
}

/** The number of bits that `BitReader.peek` returns for certain. */
const peekedBits = 25;

/**
 * Skips `count` codes rice(…, 0). Each code ends with a one. Only in a code that is escaped behind 24 zeros do the bits
 * mean something else, and 25 bits with two ones leave no room for such a code.
 */
export function skipUnary(bits: BitReader, count: number): void {
  for (let left = count; left > 0; ) {
    const word = bits.peek() & (-1 << (32 - peekedBits));
    const ones = countOnes(word);
    if (ones >= 2 && ones <= left) {
      // Up to the last one, the lowest of the word.
      bits.position += Math.clz32(word & -word) + 1;
      left -= ones;
    } else {
      bits.readRice(0);
      left--;
    }
  }
}

/** The number of ones among 32 bits. */
export function countOnes(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
