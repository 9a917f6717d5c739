/** Collects the characters of documents, to be sorted into posting lists when the segment is written. */
import { GramFlag } from '../../analysis/grams.ts';
import { characterLengthAt } from '../../text/characters.ts';
import type { CharacterTable } from './character-table.ts';
import {
  bigramRoleShift,
  CharacterOccurrences,
  characterRoleShift,
  joinsNext,
  type OccurrenceBlock,
  OccurrenceSorter,
  ordinalShift,
} from './sort-occurrences.ts';

/** Occurrences in a chunk (1 MB): few enough that sorting them stays in the cache. */
export const occurrencesPerChunk = 1 << 18;
const noOccurrences = new Uint32Array(0);

/**
 * Every character of every text, and every letter or digit that forms a bigram with one: 4 bytes each (see
 * `sort-occurrences.ts`), in text order, so that adding a text only writes sequentially. `sortByCharacter` sorts them by
 * character, chunk by chunk.
 */
export class Occurrences {
  /** Number of occurrences in all ended documents. */
  count = 0;
  private chunks: Uint32Array[] = [];
  /** By document: where its occurrences end. */
  private ends: Uint32Array = new Uint32Array(64);
  private documentCount = 0;
  /** Holds the occurrences of the current document: the last chunk when it has room for all of them, else `overflowCells`. */
  private documentCells: Uint32Array = noOccurrences;
  private documentCellCount = 0;
  /** For a document that may continue in the next chunk. */
  private overflowCells: Uint32Array = noOccurrences;
  /** By position in the text: 1 + the cell of the occurrence that begins there, or 0. */
  private cellByPosition: Uint32Array = new Uint32Array(1024);
  private gramFlags: Uint8Array = new Uint8Array(0);

  /**
   * Begins the next document and adds its characters.
   * @param gramFlags by unit: `GramFlag` bits
   */
  beginDocument(units: Uint16Array, length: number, gramFlags: Uint8Array, characters: CharacterTable): void {
    if (length > this.cellByPosition.length)
      this.cellByPosition = new Uint32Array(Math.max(length, this.cellByPosition.length * 2));
    const at = this.count % occurrencesPerChunk;
    const fits = at + length <= occurrencesPerChunk;
    if (!fits && this.overflowCells.length < length) this.overflowCells = new Uint32Array(length);
    const cells = fits ? this.reserveChunk(at, length) : this.overflowCells;
    const first = fits ? at : 0;
    const { cellByPosition } = this;
    this.gramFlags = gramFlags;
    let next = first;
    // Written once it is known whether the next occurrence forms a bigram with it.
    let pending = 0;
    for (let at = 0; at < length; at++) {
      const flags = gramFlags[at];
      if ((flags & (GramFlag.Character | GramFlag.Edge)) === 0) {
        cellByPosition[at] = 0;
        continue;
      }
      if (next > first) cells[next - 1] = pending | ((flags & GramFlag.Bigram) === 0 ? 0 : joinsNext);
      pending = characters.findOrAdd(units, at) << ordinalShift;
      cellByPosition[at] = ++next;
    }
    if (next > first) cells[next - 1] = pending;
    this.documentCells = cells;
    this.documentCellCount = next - first;
  }

  /**
   * Records that a word stands at `start`.
   * @param role `WordRole`
   * @returns whether the word is a single character or a bigram; other words are not recorded here
   */
  markWord(units: Uint16Array, start: number, end: number, role: number): boolean {
    const cell = this.cellByPosition[start] - 1;
    if (cell < 0) return false;
    const { documentCells } = this;
    let rest = end - start - characterLengthAt(units, start);
    if (rest === 0) {
      // A single letter or digit is handled like any other run.
      if ((this.gramFlags[start] & GramFlag.Edge) !== 0) return false;
      documentCells[cell] |= role << characterRoleShift;
    } else {
      if ((documentCells[cell] & joinsNext) === 0) return false;
      rest -= characterLengthAt(units, end - rest);
      if (rest !== 0) return false;
      documentCells[cell] |= role << bigramRoleShift;
    }
    return true;
  }

  /** Ends the current document. */
  endDocument(): void {
    const { overflowCells, documentCellCount } = this;
    if (this.documentCells === overflowCells) {
      for (let from = 0; from < documentCellCount; ) {
        const at = this.count % occurrencesPerChunk;
        const chunk = this.reserveChunk(at, documentCellCount - from);
        const taken = Math.min(documentCellCount - from, occurrencesPerChunk - at);
        chunk.set(overflowCells.subarray(from, from + taken), at);
        from += taken;
        this.count += taken;
      }
    } else this.count += documentCellCount;
    if (this.documentCount === this.ends.length) this.ends = grow(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.count;
  }

  /** All occurrences sorted by character, then in document order. The collected occurrences are released. */
  sortByCharacter(characters: CharacterTable): CharacterOccurrences {
    const blocks: OccurrenceBlock[] = [];
    // One array for all blocks. Sorting each chunk into the previous one took 27 MB more: small arrays are freed late.
    const cells = new Uint32Array(this.count);
    const order = characters.sortOrdinals();
    this.sortBlocks(
      new OccurrenceSorter(order),
      first => cells.subarray(first, first + occurrencesPerChunk),
      block => blocks.push(block),
    );
    return new CharacterOccurrences(characters.packUnits(order), 0, order.length, blocks);
  }

  /**
   * Sorts the occurrences block by block, and releases each chunk once it is sorted.
   * @param getCells gives the array for the sorted occurrences of a chunk, of which `first` occurrences precede: room for
   *   `occurrencesPerChunk`, or for all that remain
   */
  sortBlocks(
    sorter: OccurrenceSorter,
    getCells: (first: number) => Uint32Array,
    takeBlock: (block: OccurrenceBlock) => void,
  ): void {
    const { chunks, ends, count } = this;
    let document = 0;
    for (let i = 0; i < chunks.length; i++) {
      const first = i * occurrencesPerChunk;
      const size = Math.min(occurrencesPerChunk, count - first);
      const following = i + 1 < chunks.length ? chunks[i + 1][0] : 0;
      const cells = getCells(first);
      for (let from = 0; from < size; ) {
        while (ends[document] <= first + from) document++;
        const lastDocument = Math.min(this.documentCount, document + sorter.maxDocuments) - 1;
        const to = Math.min(size, ends[lastDocument] - first);
        const source = { occurrences: chunks[i], from, to, following: to < size ? chunks[i][to] : following };
        takeBlock(sorter.sort(source, document, ends, first, cells));
        from = to;
      }
      chunks[i] = noOccurrences;
    }
    this.chunks = [];
  }

  /** The chunk for the next occurrences, with room for `added` more, or for as many as a chunk holds. The first chunk starts small and grows. */
  private reserveChunk(at: number, added: number): Uint32Array {
    const { chunks } = this;
    if (chunks.length * occurrencesPerChunk === this.count)
      chunks.push(new Uint32Array(chunks.length === 0 ? 1 << 12 : occurrencesPerChunk));
    const last = chunks.length - 1;
    const needed = Math.min(occurrencesPerChunk, at + added);
    if (chunks[last].length < needed)
      chunks[last] = grow(chunks[last], Math.min(occurrencesPerChunk, Math.max(needed, chunks[last].length * 4)));
    return chunks[last];
  }
}

function grow(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}
