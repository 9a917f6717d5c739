/**
 * Reads of a long list of postings only what stands in some documents: words of 32 bits without any are skipped by
 * counting their ones (a tenth of the time that decoding them takes). The grammar stands in postings.ts.
 */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { damageError } from '../damage.ts';
import { lowBitsFor } from './posting-codec.ts';
import { type SkipList, skipIntervalBytes, skipIntervalFlags } from './skip-list.ts';

/**
 * Finds the documents of an Elias-Fano list that are among candidates, and puts the reader behind the list.
 * @param candidates ascending from `from` to `to`; `first` is taken off each
 * @param documents gets the documents that are in both, `places` their places in the list
 * @param skips of the list
 * @returns how many these are
 */
export function intersectDocuments(
  bits: BitReader,
  limit: number,
  count: number,
  candidates: Uint32Array,
  from: number,
  to: number,
  first: number,
  documents: Uint32Array,
  places: Uint32Array,
  skips?: SkipList,
): number {
  const k = lowBitsFor(limit, count);
  const { data, firstByte: base } = bits;
  const lowStart = bits.position;
  bits.position += count * k;
  bits.alignToByte();
  const start = base + (bits.position >>> 3);
  let at = start;
  bits.position += count + ((limit - count) >>> k);
  bits.alignToByte();
  const end = base + (bits.position >>> 3);
  const scale = 2 ** k;
  const lowest = scale - 1;
  let found = 0;
  // The word at hand: bits and ones before it, and what is left of it.
  let bitsBefore = -32;
  let place = 0;
  let word = 0;
  let document = -1;
  let stretch = 0;
  for (let next = from; next < to; next++) {
    const wanted = candidates[next] - first;
    if (skips !== undefined && document < wanted) {
      const { documentBounds: above } = skips;
      const before = stretch;
      while (stretch + 1 < above.length && above[stretch + 1] <= wanted) stretch++;
      if (stretch > before) {
        at = start + stretch * skipIntervalBytes;
        bitsBefore = stretch * skipIntervalBytes * 8 - 32;
        place = skips.documentsBefore[stretch];
        word = 0;
      }
    }
    while (document < wanted) {
      while (word === 0) {
        if (at >= end) return found;
        // Signed: one above 2^31 would be a number of another kind, here and wherever it goes.
        word = data.getInt32(at);
        if (end - at < 4) word &= -1 << ((4 - (end - at)) * 8);
        at += 4;
        bitsBefore += 32;
        const ones = countOnes(word);
        const behind = place + ones;
        // No document in the word can be larger than this.
        if ((bitsBefore + 32 - behind) * scale + lowest + behind < wanted) {
          word = 0;
          place = behind;
        }
      }
      const zeros = Math.clz32(word);
      word ^= 0x80000000 >>> zeros;
      let value = bitsBefore + zeros - place;
      if (k > 0) {
        const lowBit = lowStart + place * k;
        value = (value << k) | ((data.getInt32(base + (lowBit >>> 3)) << (lowBit & 7)) >>> (32 - k));
      }
      document = value + place++;
    }
    if (document !== wanted) continue;
    if (place > count || document >= limit) throw damageError(`${count} documents below ${limit}`, document);
    documents[found] = document;
    places[found++] = place - 1;
  }
  return found;
}

/**
 * Reads the values at `places[0 … found)`, ascending, of a list of more than 128.
 * @param isLast nothing behind the values is read: the reader may stay among them
 */
export function readFrequenciesAt(
  bits: BitReader,
  count: number,
  base: number,
  places: Uint32Array,
  found: number,
  out: Uint32Array,
  isLast: boolean,
  skips?: SkipList,
): void {
  out.fill(base, 0, found);
  if (bits.readFlag()) return;
  const k = bits.readShort(2);
  bits.alignToByte();
  if (k > 0) {
    const lowStart = bits.position;
    for (let i = 0; i < found; i++) {
      bits.position = lowStart + places[i] * k;
      out[i] += bits.readShort(k);
    }
    bits.position = lowStart + count * k;
  }
  const flags = bits.position;
  bits.position += count;
  let counted = 0;
  let word = 0;
  let ones = 0;
  // How many exceptions stand before the word of flags, and how many were read.
  let before = 0;
  let read = 0;
  for (let i = 0; i < found; i++) {
    const place = places[i];
    if (skips !== undefined && place >= counted + skipIntervalFlags) {
      const stretch = Math.floor(place / skipIntervalFlags);
      counted = stretch * skipIntervalFlags;
      // Exceptions count from here on.
      before = 0;
      ones = 0;
      read = 0;
      bits.position = skips.frequencyExceptionBits[stretch];
    }
    while (counted <= place) {
      before += ones;
      const at = flags + counted;
      word = bits.data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
      word &= -1 << (32 - Math.min(24, count - counted));
      ones = countOnes(word);
      counted += 24;
    }
    const inWord = place - (counted - 24);
    if (((word << inWord) & 0x80000000) === 0) continue;
    const rank = before + countOnes(word & ~(-1 >>> inWord));
    skipUnary(bits, rank - read);
    out[i] += (1 + bits.readRice(0)) << k;
    read = rank + 1;
  }
  if (isLast) return;
  if (skips !== undefined) {
    bits.position = skips.frequenciesEnd;
    return;
  }
  // What follows begins behind the last exception.
  while (counted < count) {
    before += ones;
    const at = flags + counted;
    word = bits.data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
    word &= -1 << (32 - Math.min(24, count - counted));
    ones = countOnes(word);
    counted += 24;
  }
  skipUnary(bits, before + ones - read);
}

/** Skips of the documents of a list that the reader stands on; puts it behind them. */
export function readDocumentSkips(
  bits: BitReader,
  limit: number,
  count: number,
): { readonly documentsBefore: Uint32Array; readonly documentBounds: Uint32Array } {
  const { data, firstByte: base } = bits;
  const k = lowBitsFor(limit, count);
  bits.position += count * k;
  bits.alignToByte();
  const start = base + (bits.position >>> 3);
  bits.position += count + ((limit - count) >>> k);
  bits.alignToByte();
  const end = base + (bits.position >>> 3);
  const documentsBefore = new Uint32Array(Math.ceil((end - start) / skipIntervalBytes));
  const documentBounds = new Uint32Array(documentsBefore.length);
  for (let stretch = 0, at = start, place = 0; stretch < documentsBefore.length; stretch++) {
    documentsBefore[stretch] = place;
    documentBounds[stretch] = ((at - start) * 8 - place + 1) * 2 ** k - 1 + place;
    for (const to = Math.min(end, at + skipIntervalBytes); at < to; at += 4) {
      let word = data.getInt32(at);
      if (end - at < 4) word &= -1 << ((4 - (end - at)) * 8);
      place += countOnes(word);
    }
  }
  return { documentsBefore, documentBounds };
}

/** Skips of the values of a list of more than 128; puts the reader behind them. */
export function readValueSkips(
  bits: BitReader,
  count: number,
): { readonly frequencyExceptionBits: Uint32Array; readonly frequenciesEnd: number } {
  if (bits.readFlag()) return { frequencyExceptionBits: new Uint32Array(0), frequenciesEnd: bits.position };
  const k = bits.readShort(2);
  bits.alignToByte();
  bits.position += count * k;
  const flags = bits.position;
  bits.position += count;
  const frequencyExceptionBits = new Uint32Array(Math.ceil(count / skipIntervalFlags));
  for (let stretch = 0, counted = 0; stretch < frequencyExceptionBits.length; stretch++) {
    frequencyExceptionBits[stretch] = bits.position;
    let ones = 0;
    for (const to = Math.min(count, counted + skipIntervalFlags); counted < to; counted += 24) {
      const at = flags + counted;
      const word = bits.data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
      ones += countOnes(word & (-1 << (32 - Math.min(24, count - counted))));
    }
    skipUnary(bits, ones);
  }
  return { frequencyExceptionBits, frequenciesEnd: bits.position };
}

/** Bits that `peek` gives for sure. */
const peeked = 25;

/**
 * Skips codes rice(…, 0). Each ends with a one; only where a code takes the way out behind 24 zeros do its bits mean
 * something else, and among 25 bits with two ones there is no room for that.
 */
function skipUnary(bits: BitReader, count: number): void {
  for (let left = count; left > 0; ) {
    const word = bits.peek() & (-1 << (32 - peeked));
    const ones = countOnes(word);
    if (ones >= 2 && ones <= left) {
      // Up to the last one: the lowest of the word.
      bits.position += Math.clz32(word & -word) + 1;
      left -= ones;
    } else {
      bits.readRice(0);
      left--;
    }
  }
}

export function countOnes(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
