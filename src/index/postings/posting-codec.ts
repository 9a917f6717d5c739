/**
 * The documents of a term, and how often it stands in each.
 *
 *     postings  = documents values
 *     documents = rice(gap, k)*                  up to 128: gaps between documents less 1, the first from -1; k from
 *                                                the number of documents of the segment and of the list
 *               | low* align high align          more (Elias-Fano, Vigna 2013): of v = document - place in the list,
 *                                                low is its k low bits, high is unary(gap of v >> k)*
 *     values    = 1                              all are 0
 *               | 0 gamma(value)                 the list has one document
 *               | 0 k(2 bits) low* flag* rice(rest - 1, 0)*         k low bits of each value; rest = value >> k: a flag for
 *                                                each that is above 0, then those
 *
 * Of lists of more than 128, low begins at a whole byte. Rice codes would be as long as values, but must be read one by
 * one. Since v, not the document, is kept, a list of most documents
 * costs one bit a document of the segment, as a bitmap would.
 */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { type BitWriter, maxRiceParameter, nonZeroFlag } from '../../bytes/bit-writer.ts';
import { damageError } from '../damage.ts';

/** Longer lists are Elias-Fano: a seventh larger than Rice, decoded more than twice as fast. */
export const maxRiceDocuments = 128;
const maxLowBits = 3;
/** A unary code is never longer than about this. */
const maxUnaryCost = 30;

/** The best Rice parameter for `count` gaps that add up to `total`. */
export function riceParameterFor(total: number, count: number): number {
  const mean = Math.floor((total * 177) / (count * 256));
  return mean < 2 ? 0 : Math.min(maxRiceParameter, 31 - Math.clz32(mean));
}

/** Low bits of Elias-Fano for `count` of `limit` documents. */
export function lowBitsFor(limit: number, count: number): number {
  const mean = Math.floor((limit - count) / count);
  return mean < 2 ? 0 : Math.min(maxRiceParameter, 31 - Math.clz32(mean));
}

/** @param limit the documents of the segment; those of the list are ascending and below it */
export function writeDocuments(bits: BitWriter, limit: number, documents: Uint32Array, count: number): void {
  if (count <= maxRiceDocuments) {
    const gaps = scratch(count);
    let next = 0;
    for (let i = 0; i < count; i++) {
      gaps[i] = documents[i] - next;
      next = documents[i] + 1;
    }
    bits.writeRiceCodes(gaps, count, riceParameterFor(limit, count));
    return;
  }
  const k = lowBitsFor(limit, count);
  const rest = scratch(count);
  for (let i = 0; i < count; i++) rest[i] = documents[i] - i;
  if (k > 0) bits.writeLowBits(rest, count, k);
  // Zeros up to the limit stand behind the last, so that the length follows from the counts.
  bits.writeUnaryHighs(rest, count, k, count + ((limit - count) >>> k));
  bits.alignToByte();
}

/** Room for numbers while one list is written. */
let numbers = new Uint32Array(1024);

function scratch(count: number): Uint32Array {
  if (count > numbers.length) numbers = new Uint32Array(count * 2);
  return numbers;
}

/**
 * Reads `count` documents into `out`, which has room for them.
 * @throws HansouError BAD_INDEX when they are not ascending below the limit
 */
export function readDocuments(bits: BitReader, limit: number, out: Uint32Array, count: number): void {
  if (count > limit) throw damageError(`at most ${limit} documents in a list`, count);
  if (count <= maxRiceDocuments) {
    const k = riceParameterFor(limit, count);
    let next = 0;
    for (let i = 0; i < count; i++) {
      const gap = bits.readRice(k);
      if (gap >= limit - next) throw damageError(`documents below ${limit}`, next + gap);
      next += gap;
      out[i] = next++;
    }
    return;
  }
  readEliasFano(bits, limit, out, count);
}

function readEliasFano(bits: BitReader, limit: number, out: Uint32Array, count: number): void {
  const k = lowBitsFor(limit, count);
  const { data, firstByte: base } = bits;
  const lowStart = bits.position;
  bits.position += count * k;
  bits.alignToByte();
  const highStart = base + (bits.position >>> 3);
  const highLength = count + ((limit - count) >>> k);
  bits.position += highLength;
  bits.alignToByte();
  const end = base + (bits.position >>> 3);
  let i = 0;
  let previous = -1;
  let lowBit = lowStart;
  for (let at = highStart, zerosBefore = 0; at < end; at += 4, zerosBefore += 32) {
    let word = data.getInt32(at);
    if (end - at < 4) word &= -1 << ((4 - (end - at)) * 8);
    while (word !== 0) {
      const zeros = Math.clz32(word);
      word ^= 0x80000000 >>> zeros;
      let value = zerosBefore + zeros - i;
      if (k > 0) {
        value = (value << k) | ((data.getInt32(base + (lowBit >>> 3)) << (lowBit & 7)) >>> (32 - k));
        lowBit += k;
      }
      const document = value + i;
      if (document <= previous) throw damageError('ascending documents', document);
      previous = document;
      out[i++] = document;
    }
  }
  if (i !== count || previous >= limit)
    throw damageError(`${count} documents below ${limit}`, `${i} up to ${previous}`);
}

/** Writes `values[i] - base`, none of them negative. */
export function writeFrequencies(bits: BitWriter, values: Uint32Array, count: number, base: number): void {
  if (count === 1) {
    bits.writeBits(values[0] === base ? 1 : 0, 1);
    if (values[0] !== base) bits.writeGamma(values[0] - base);
    return;
  }
  const rests = scratch(count);
  let exceptions = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] - base;
    rests[i] = value;
    exceptions += Math.min(value, maxUnaryCost);
  }
  bits.writeBits(exceptions === 0 ? 1 : 0, 1);
  if (exceptions === 0) return;
  let best = 0;
  // A low bit of each value pays when the unary codes are longer than one bit on average.
  for (let bestCost = count + exceptions, k = 1; k <= maxLowBits && exceptions > count >> 1; k++) {
    let cost = count * (k + 1);
    for (let i = 0; i < count; i++) cost += Math.min(maxUnaryCost, rests[i] >>> k);
    if (cost >= bestCost) break;
    best = k;
    bestCost = cost;
  }
  bits.writeBits(best, 2);
  if (count > maxRiceDocuments) bits.alignToByte();
  if (best > 0) bits.writeLowBits(rests, count, best);
  bits.writeHighFlags(rests, count, best);
  bits.writeRiceCodes(rests, compactHighParts(rests, count, best), 0);
}

/** Leaves of `values[0 … count)`, without their low bits, those above 0, each less 1. Returns how many. */
function compactHighParts(values: Uint32Array, count: number, bits: number): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const rest = values[i] >>> bits;
    values[kept] = rest - 1;
    kept += nonZeroFlag(rest);
  }
  return kept;
}

/** Reads `count` values into `out`, which has room for them. */
export function readFrequencies(bits: BitReader, out: Uint32Array, count: number, base: number): void {
  for (let i = 0; i < count; i++) out[i] = base;
  if (bits.readFlag()) return;
  if (count === 1) {
    out[0] = base + bits.readGamma();
    return;
  }
  const k = bits.readShort(2);
  if (count > maxRiceDocuments) bits.alignToByte();
  if (k > 0) for (let i = 0; i < count; i++) out[i] = base + bits.readShort(k);
  const { data } = bits;
  const flags = bits.position;
  bits.position += count;
  for (let i = 0; i < count; i += 24) {
    const at = flags + i;
    let word = data.getInt32(bits.firstByte + (at >>> 3)) << (at & 7);
    word &= -1 << (32 - Math.min(24, count - i));
    while (word !== 0) {
      const place = Math.clz32(word);
      word ^= 0x80000000 >>> place;
      out[i + place] += (1 + bits.readRice(0)) << k;
    }
  }
}
