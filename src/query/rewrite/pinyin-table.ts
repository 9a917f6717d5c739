/** A hash table from the pinyin of words to their numbers. */

/**
 * Base of a polynomial hash: the hash of a whole spelling follows from those of its syllables, however it is divided
 * (xian and xi'an have the same hash).
 */
export const hashBase = 0x01000193;

/** The hash of some letters, as a signed 32-bit integer. */
export function hashLetters(letters: string): number {
  let hash = 0;
  for (let i = 0; i < letters.length; i++) hash = (Math.imul(hash, hashBase) + letters.charCodeAt(i)) | 0;
  return hash;
}

/** Word numbers by the hash of their spelling, stored without the spelling: lookups return candidates to verify. */
export class PinyinTable {
  private readonly words: Int32Array;
  /** By slot: where its words start in `words`. */
  private readonly starts: Uint32Array;
  private readonly mask: number;

  /** @param hashes for each of the words (which may occur several times) the hash of its spelling */
  constructor(hashes: Int32Array, words: Int32Array) {
    this.mask = 2 ** Math.ceil(Math.log2(hashes.length + 1)) - 1;
    this.starts = new Uint32Array(this.mask + 2);
    for (const hash of hashes) this.starts[this.slotOf(hash)]++;
    for (let slot = 1; slot < this.starts.length; slot++) this.starts[slot] += this.starts[slot - 1];
    this.words = new Int32Array(words.length);
    for (let i = 0; i < words.length; i++) this.words[--this.starts[this.slotOf(hashes[i])]] = words[i];
  }

  /** All words with this spelling, and possibly others; a word may occur twice. */
  candidates(letters: string): Int32Array {
    const slot = this.slotOf(hashLetters(letters));
    return this.words.subarray(this.starts[slot], this.starts[slot + 1]);
  }

  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.mask;
  }
}
