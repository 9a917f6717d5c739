/** Ways to damage a file, chosen by reproducible pseudorandom numbers. */
import { checksum } from '../../../src/bytes/checksum.ts';

const headerSize = 32;
const recordSize = 24;

/** Returns the next pseudorandom number below a limit. */
export type Draw = (below: number) => number;

export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  return below => {
    // Mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

interface SectionRange {
  readonly start: number;
  readonly length: number;
}

function readSections(bytes: Uint8Array): SectionRange[] {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: data.getUint32(8, true) }, (_, i) => {
    const at = headerSize + recordSize * i;
    return { start: data.getUint32(at + 8, true), length: data.getUint32(at + 16, true) };
  });
}

/** Corrects the checksums, so that only the checks of each structure can detect the damage. */
export function fixChecksums(bytes: Uint8Array): Uint8Array {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < headerSize) return bytes;
  const sections = data.getUint32(8, true);
  const directory = headerSize + recordSize * sections;
  if (directory > bytes.length) return bytes;
  readSections(bytes).forEach(({ start, length }, i) => {
    const to = Math.min(bytes.length, start + length);
    data.setUint32(headerSize + recordSize * i + 4, checksum(bytes.subarray(Math.min(start, to), to)), true);
  });
  data.setUint32(12, 0, true);
  data.setUint32(12, checksum(bytes.slice(0, directory)), true);
  return bytes;
}

type Mutation = (bytes: Uint8Array, other: Uint8Array, draw: Draw) => Uint8Array;

const extremes = [0, 1, 0x7f, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Replaces a number in the bytes by an extreme one or by one close to it. */
function corruptNumber(bytes: Uint8Array, at: number, draw: Draw): void {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = [1, 2, 4, 8][draw(4)];
  if (at + width > bytes.length) return;
  const before = width === 1 ? data.getUint8(at) : width === 2 ? data.getUint16(at, true) : data.getUint32(at, true);
  const value = draw(2) === 0 ? extremes[draw(extremes.length)] : before + [1, -1, 8, -8, before][draw(5)];
  if (width === 1) data.setUint8(at, value);
  else if (width === 2) data.setUint16(at, value, true);
  else data.setUint32(at, value, true);
  if (width === 8) data.setUint32(at + 4, draw(3) === 0 ? 0xffffffff : 0, true);
}

/** Mutations by name. Each returns new bytes, which may happen to equal the old ones. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'flipped bits'(whole, _, draw) {
    const bytes = whole.slice();
    const at = draw(bytes.length);
    for (let flips = 1 + draw(3); flips > 0; flips--) bytes[Math.min(bytes.length - 1, at + draw(8))] ^= 1 << draw(8);
    return bytes;
  },
  'a missing end': (whole, _, draw) => whole.slice(0, draw(whole.length)),
  'extra bytes'(whole, other, draw) {
    const bytes = new Uint8Array(whole.length + 1 + draw(64));
    bytes.set(whole);
    if (draw(2) === 0) bytes.set(other.subarray(0, bytes.length - whole.length), whole.length);
    return bytes;
  },
  /** Swaps two sections, or their kinds. */
  'swapped sections'(whole, _, draw) {
    const bytes = whole.slice();
    const sections = readSections(bytes);
    const [a, b] = [draw(sections.length), draw(sections.length)];
    const [recordA, recordB] = [headerSize + recordSize * a, headerSize + recordSize * b];
    if (draw(2) === 0) {
      bytes.set(whole.subarray(recordA, recordA + 4), recordB);
      bytes.set(whole.subarray(recordB, recordB + 4), recordA);
    } else {
      const length = Math.min(sections[a].length, sections[b].length);
      bytes.set(whole.subarray(sections[a].start, sections[a].start + length), sections[b].start);
      bytes.set(whole.subarray(sections[b].start, sections[b].start + length), sections[a].start);
    }
    return bytes;
  },
  /** Corrupts a number in the header, the directory, the first or last bytes of a section (counts and sizes), or anywhere. */
  'wrong sizes'(whole, _, draw) {
    const bytes = whole.slice();
    const sections = readSections(bytes);
    const { start, length } = sections[draw(sections.length)];
    const edge = Math.min(length, 1 + draw(32));
    switch (draw(4)) {
      case 0:
        corruptNumber(bytes, draw(headerSize + recordSize * sections.length), draw);
        break;
      case 1:
        corruptNumber(bytes, start + draw(32), draw);
        break;
      case 2:
        corruptNumber(bytes, start + length - edge, draw);
        break;
      default:
        corruptNumber(bytes, draw(bytes.length), draw);
    }
    return bytes;
  },
  "another file's tail"(whole, other, draw) {
    const from = draw(Math.min(whole.length, other.length));
    if (draw(2) === 0) {
      const bytes = new Uint8Array(other.length);
      bytes.set(other);
      bytes.set(whole.subarray(0, from));
      return bytes;
    }
    const bytes = whole.slice();
    const tail = other.subarray(other.length - (bytes.length - from));
    bytes.set(tail, bytes.length - tail.length);
    return bytes;
  },
  'an overwritten range'(whole, other, draw) {
    const bytes = whole.slice();
    const from = draw(bytes.length);
    const to = Math.min(bytes.length, from + 1 + draw(300));
    const way = draw(4);
    if (way === 0) bytes.fill(0, from, to);
    else if (way === 1) bytes.fill(255, from, to);
    else if (way === 2) for (let at = from; at < to; at++) bytes[at] = draw(256);
    else {
      const source = other.subarray(Math.max(0, Math.min(from, other.length - (to - from))));
      bytes.set(source.subarray(0, Math.min(to - from, source.length)), from);
    }
    return bytes;
  },
};

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
