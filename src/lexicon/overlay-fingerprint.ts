/** The fingerprint of the changes laid over a base lexicon. */
import type { LexiconChange } from './overlay.ts';

/** Stands for a missing tag or missing part lengths. */
const missing = 0xffffffff;

/**
 * Returns 64 bits as 16 hexadecimal digits. Each change gets two hashes of 32 bits with different constants, and the hashes
 * of all changes are added up.
 *
 * Law: the order of the changes makes no difference; any difference in word, kind, weight, tag or parts does (two different
 * sets of changes collide with a probability of 2^-64).
 */
export function overlayFingerprint(changes: Iterable<LexiconChange>): string {
  const bits = new DataView(new ArrayBuffer(8));
  let first = 0;
  let second = 0;
  for (const { word, kind, weight, tag, partLengths } of changes) {
    let a: number = kind;
    let b: number = kind;
    const add = (value: number): void => {
      a = Math.imul(rotate(a ^ value, 15), 0x9e3779b1);
      b = Math.imul(rotate(b ^ value, 13), 0x85ebca77);
    };
    // Every text is preceded by its length, so that no two changes give the same sequence of numbers.
    const addText = (text: string | undefined): void => {
      add(text === undefined ? missing : text.length);
      if (text !== undefined) for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
    };
    addText(word);
    bits.setFloat64(0, weight ?? -1, true);
    add(bits.getInt32(0, true));
    add(bits.getInt32(4, true));
    addText(tag);
    add(partLengths === undefined ? missing : partLengths.length);
    if (partLengths !== undefined) for (const part of partLengths) add(part);
    first = (first + mixBits(a)) | 0;
    second = (second + mixBits(b)) | 0;
  }
  return [first, second].map(sum => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** Spreads every bit over all others, so that sums for similar changes have nothing in common. */
function mixBits(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
