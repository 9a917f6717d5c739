/**
 * How a posting list is encoded: the documents that hold a term, and the term's frequency in each.
 *
 *     postings    = documents frequencies
 *     documents   = rice(gap, k)*                up to 128 documents: gap between two documents less 1, the first from -1;
 *                                                k follows from the number of documents of the segment and of the list
 *                 | low* align high align        more documents (Elias-Fano, Vigna 2013): of v = document - index in the
 *                                                list, low is the k low bits, high is unary(gap of v >> k)*
 *     frequencies = 1                            all are the minimum
 *                 | 0 gamma(excess)              the list has one document
 *                 | 0 k(2 bits) low* flag* rice(high - 1, 0)*         of excess = frequency - minimum, low is the k low
 *                                                bits, high is excess >> k; each flag says whether high is above 0,
 *                                                and the high parts above 0 follow
 *
 * In lists of more than 128 documents, low begins at a whole byte. All parts but the high parts are addressable; Rice
 * codes would take as many bits but could only be read one by one. Since v is stored instead of the document, a list of
 * most documents costs one bit for each document of the segment, like a bitmap.
 *
 * The minimum is 1, or 0 for a word that is not on the best path in all of its documents.
 */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { type BitWriter, maxRiceParameter, nonZeroFlag } from '../../bytes/bit-writer.ts';
import { damageError } from '../damage.ts';

/** Longer lists are encoded by Elias-Fano, which takes a seventh more bytes than Rice and decodes more than twice as fast. */
export const maxRiceDocuments = 128;
/** Flags are read as words of this many bits, which may begin at any bit of a byte. */
export const flagsPerWord = 24;
const maxLowBits = 3;
/** Bits that a unary code takes at most, approximately: longer ones are escaped. */
const maxUnaryBits = 30;

/** The best Rice parameter for `count` gaps whose sum is `total`. */
export function riceParameterFor(total: number, count: number): number {
  const mean = Math.floor((total * 177) / (count * 256));
  return mean < 2 ? 0 : Math.min(maxRiceParameter, 31 - Math.clz32(mean));
}

/** The number of low bits in an Elias-Fano list of `count` of `documentLimit` documents. */
export function lowBitsFor(documentLimit: number, count: number): number {
  const mean = Math.floor((documentLimit - count) / count);
  return mean < 2 ? 0 : Math.min(maxRiceParameter, 31 - Math.clz32(mean));
}

/** @param documentLimit number of documents of the segment; those of the list are ascending and below it */
export function writeDocuments(bits: BitWriter, documentLimit: number, documents: Uint32Array, count: number): void {
  if (count <= maxRiceDocuments) {
    const gaps = getScratch(count);
    let next = 0;
    for (let i = 0; i < count; i++) {
      gaps[i] = documents[i] - next;
      next = documents[i] + 1;
    }
    bits.writeRiceCodes(gaps, count, riceParameterFor(documentLimit, count));
    return;
  }
  const k = lowBitsFor(documentLimit, count);
  const values = getScratch(count);
  for (let i = 0; i < count; i++) values[i] = documents[i] - i;
  if (k > 0) bits.writeLowBits(values, count, k);
  // Zeros up to the limit follow the last one, so that the length follows from the counts.
  bits.writeUnaryHighParts(values, count, k, count + ((documentLimit - count) >>> k));
  bits.alignToByte();
}

/** Scratch array for the numbers of the list that is being written. */
let scratch = new Uint32Array(1024);

function getScratch(count: number): Uint32Array {
  if (count > scratch.length) scratch = new Uint32Array(count * 2);
  return scratch;
}

/**
 * Reads `count` documents into `out`, which has room for them.
 * @throws HansouError BAD_INDEX if they are not ascending below the limit
 */
export function readDocuments(bits: BitReader, documentLimit: number, out: Uint32Array, count: number): void {
  if (count > documentLimit) throw damageError(`at most ${documentLimit} documents in a list`, count);
  if (count <= maxRiceDocuments) {
    const k = riceParameterFor(documentLimit, count);
    let next = 0;
    for (let i = 0; i < count; i++) {
      const gap = bits.readRice(k);
      if (gap >= documentLimit - next) throw damageError(`documents below ${documentLimit}`, next + gap);
      next += gap;
      out[i] = next++;
    }
    return;
  }
  readEliasFano(bits, documentLimit, out, count);
}

function readEliasFano(bits: BitReader, documentLimit: number, out: Uint32Array, count: number): void {
  const k = lowBitsFor(documentLimit, count);
  const { data, firstByte } = bits;
  const lowStart = bits.position;
  bits.position += count * k;
  bits.alignToByte();
  const highStart = firstByte + (bits.position >>> 3);
  const highLength = count + ((documentLimit - count) >>> k);
  bits.position += highLength;
  bits.alignToByte();
  const end = firstByte + (bits.position >>> 3);
  let i = 0;
  let previous = -1;
  let lowBit = lowStart;
  for (let at = highStart, bitsBefore = 0; at < end; at += 4, bitsBefore += 32) {
    let word = data.getInt32(at);
    if (end - at < 4) word &= -1 << ((4 - (end - at)) * 8);
    while (word !== 0) {
      const zeros = Math.clz32(word);
      word ^= 0x80000000 >>> zeros;
      let value = bitsBefore + zeros - i;
      if (k > 0) {
        value = (value << k) | ((data.getInt32(firstByte + (lowBit >>> 3)) << (lowBit & 7)) >>> (32 - k));
        lowBit += k;
      }
      const document = value + i;
      if (document <= previous) throw damageError('ascending documents', document);
      previous = document;
      out[i++] = document;
    }
  }
  if (i !== count || previous >= documentLimit)
    throw damageError(`${count} documents below ${documentLimit}`, `${i} up to ${previous}`);
}

/** @param minimum no frequency is below it */
export function writeFrequencies(bits: BitWriter, frequencies: Uint32Array, count: number, minimum: number): void {
  if (count === 1) {
    bits.writeBits(frequencies[0] === minimum ? 1 : 0, 1);
    if (frequencies[0] !== minimum) bits.writeGamma(frequencies[0] - minimum);
    return;
  }
  const excesses = getScratch(count);
  let unaryBits = 0;
  for (let i = 0; i < count; i++) {
    const excess = frequencies[i] - minimum;
    excesses[i] = excess;
    unaryBits += Math.min(excess, maxUnaryBits);
  }
  bits.writeBits(unaryBits === 0 ? 1 : 0, 1);
  if (unaryBits === 0) return;
  let bestK = 0;
  // A low bit of each excess pays if the unary codes are longer than one bit on average.
  for (let bestCost = count + unaryBits, k = 1; k <= maxLowBits && unaryBits > count >> 1; k++) {
    let cost = count * (k + 1);
    for (let i = 0; i < count; i++) cost += Math.min(maxUnaryBits, excesses[i] >>> k);
    if (cost >= bestCost) break;
    bestK = k;
    bestCost = cost;
  }
  bits.writeBits(bestK, 2);
  if (count > maxRiceDocuments) bits.alignToByte();
  if (bestK > 0) bits.writeLowBits(excesses, count, bestK);
  bits.writeHighFlags(excesses, count, bestK);
  bits.writeRiceCodes(excesses, compactHighParts(excesses, count, bestK), 0);
}

/** Replaces `excesses` by the high parts above 0, each less 1. Returns their number. */
function compactHighParts(excesses: Uint32Array, count: number, k: number): number {
  let highCount = 0;
  for (let i = 0; i < count; i++) {
    const high = excesses[i] >>> k;
    excesses[highCount] = high - 1;
    highCount += nonZeroFlag(high);
  }
  return highCount;
}

/** Reads `count` frequencies into `out`, which has room for them. */
export function readFrequencies(bits: BitReader, out: Uint32Array, count: number, minimum: number): void {
  for (let i = 0; i < count; i++) out[i] = minimum;
  if (bits.readFlag()) return;
  if (count === 1) {
    out[0] = minimum + bits.readGamma();
    return;
  }
  const k = bits.readShort(2);
  if (count > maxRiceDocuments) bits.alignToByte();
  if (k > 0) for (let i = 0; i < count; i++) out[i] = minimum + bits.readShort(k);
  const { data } = bits;
  const flags = bits.position;
  bits.position += count;
  for (let i = 0; i < count; i += flagsPerWord) {
    const at = flags + i;
    let word = data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
    word &= -1 << (32 - Math.min(flagsPerWord, count - i));
    while (word !== 0) {
      const place = Math.clz32(word);
      word ^= 0x80000000 >>> place;
      out[i + place] += (1 + bits.readRice(0)) << k;
    }
  }
}
