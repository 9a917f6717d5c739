/** Goes through the terms of a term dictionary in their order, where a look-up of each would decode a block many times. */
import { BitReader } from '../../bytes/bit-reader.ts';
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import { decodeStep, TermBlock } from './term-block.ts';
import type { TermDictionaryReader } from './term-dictionary-reader.ts';
import { compareUnits, type TermEntry } from './term-entry.ts';

/** Visits terms, and the posting lists of those that are wanted. One visit at a time. */
export class TermVisits {
  /** The block that is visited, created at the first visit. */
  private block: TermBlock | undefined;
  /** Where the first term is looked for. */
  private readonly scratch = new TermBlock();
  /** Reads the short lists of the block one after the other. */
  private readonly inline = new BitReader();

  constructor(private readonly terms: TermDictionaryReader) {}

  /**
   * Visits the terms from `from` on in their order, as long as they begin with the first `shared` units of `from` and
   * `visit` returns true.
   */
  visitTerms(from: Uint16Array, shared: number, visit: (block: TermBlock, at: number) => boolean): void {
    const { terms } = this;
    if (terms.termCount === 0) return;
    this.block ??= new TermBlock();
    const { block } = this;
    if (terms.loadsBytes && shared > 0) terms.wantPrefix(from, shared);
    let hasBegun = false;
    for (
      let ordinal = Math.max(0, terms.findBlock(from, 0, from.length, this.scratch));
      ordinal < terms.blockCount;
      ordinal++
    ) {
      terms.openBlock(ordinal, block);
      for (let at = 0; at < block.count; at++) {
        if (at >= block.decodedCount) terms.decodeTerms(block, Math.min(block.count, at + decodeStep));
        const start = block.starts[at];
        const end = start + block.lengths[at];
        hasBegun ||= compareUnits(block.units, start, end, from, 0, from.length) >= 0;
        if (!hasBegun) continue;
        if (compareUnits(block.units, start, Math.min(end, start + shared), from, 0, shared) !== 0) return;
        if (!visit(block, at)) return;
      }
    }
  }

  /** Calls `visit` for the wanted terms that begin with a prefix, when their lists are in `entry`. */
  visitLists(
    prefix: Uint16Array,
    isWanted: (block: TermBlock, at: number) => boolean,
    entry: TermEntry,
    visit: (block: TermBlock, at: number) => void,
  ): void {
    const { terms, inline } = this;
    let inlineOrdinal = -1;
    let next = 0;
    let missing: unknown;
    this.visitTerms(prefix, prefix.length, (block, at) => {
      // Short lists have no starts: those before the term are read as well.
      if (block.ordinal !== inlineOrdinal) {
        inlineOrdinal = block.ordinal;
        terms.startInlinePostings(block, inline);
        next = 0;
      }
      for (; next < at; next++) if (terms.isInline(block, next)) terms.readEntry(block, next, inline, entry);
      next = at + 1;
      const wanted = isWanted(block, at);
      try {
        if (wanted || terms.isInline(block, at)) terms.readEntry(block, at, inline, entry);
      } catch (error) {
        // The long lists of all terms are loaded together.
        if (!(error instanceof MissingBytes)) throw error;
        missing = error;
        return true;
      }
      if (wanted) visit(block, at);
      return true;
    });
    if (missing !== undefined) throw missing;
  }
}
