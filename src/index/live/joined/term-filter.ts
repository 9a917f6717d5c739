/** Which of many segments have terms that begin with two units? In the titles of a file most pairs of characters do not stand. */
import { decodeStep, type TermBlock } from '../../termdict/term-block.ts';
import type { TextSlice } from '../text-slice.ts';

/** Rows of bits, a power of two: a pair of units has one of them, and a segment a bit of each. 512 KB for 64 segments. */
const rowCount = 1 << 16;
/** In larger dictionaries too few pairs are missing, and finding them takes longer. */
const maxTerms = 1 << 15;

/**
 * Law: where a segment has a term of one unit, or one that begins with two units, it may have it. The terms that begin with a unit are
 * gone through when it is first asked for, in all segments.
 */
export class TermFilter {
  private readonly wordsPerRow: number;
  private readonly rows: Uint32Array;
  /** By first unit: 1 where its terms have been gone through. */
  private readonly isKnown = new Uint8Array(0x10000);

  private constructor(private readonly slices: readonly TextSlice[]) {
    this.wordsPerRow = Math.ceil(slices.length / 32);
    this.rows = new Uint32Array(rowCount * this.wordsPerRow);
  }

  /** A filter of these segments; undefined where it does not pay. */
  static of(slices: readonly TextSlice[]): TermFilter | undefined {
    const isSmall = slices.every(({ text }) => text.termReader.termCount <= maxTerms);
    return isSmall ? new TermFilter(slices) : undefined;
  }

  /** Whether all terms that begin with a unit have been added. */
  knows(unit: number): boolean {
    return this.isKnown[unit] === 1;
  }

  setKnown(unit: number): void {
    this.isKnown[unit] = 1;
  }

  /** Goes through the terms of a segment that begin with a unit. @param block scratch, of this segment */
  addTerms(segment: number, unit: number, block: TermBlock): void {
    const dictionary = this.slices[segment].text.termReader;
    const first = Math.max(0, dictionary.countBlocksBefore(Uint16Array.of(unit), 0, 1) - 1);
    for (let ordinal = first; ordinal < dictionary.blockCount; ordinal++) {
      dictionary.openBlock(ordinal, block);
      for (let at = 0; at < block.count; at++) {
        if (at >= block.decodedCount) dictionary.decodeTerms(block, Math.min(block.count, at + decodeStep));
        const { units, starts, lengths } = block;
        const start = starts[at];
        if (units[start] > unit) return;
        if (units[start] < unit) continue;
        this.rows[this.wordOf(segment, unit, lengths[at] > 1 ? units[start + 1] : 0)] |= 1 << (segment & 31);
      }
    }
  }

  /** Whether a segment may have terms that begin with two units; of one unit, the second one is 0. */
  mayHave(segment: number, first: number, second: number): boolean {
    return ((this.rows[this.wordOf(segment, first, second)] >>> (segment & 31)) & 1) === 1;
  }

  private wordOf(segment: number, first: number, second: number): number {
    const hash = Math.imul((first << 16) | second, 0x9e3779b1) >>> 16;
    return hash * this.wordsPerRow + (segment >>> 5);
  }
}
