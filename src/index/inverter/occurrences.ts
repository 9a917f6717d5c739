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

/** So many stand in one chunk: as many as are sorted inside the cache. */
export const occurrencesPerChunk = 1 << 18;
const noOccurrences = new Uint32Array(0);

/**
 * Every character of every text as it stands there, and every letter or digit that makes a pair with one: 4 bytes each, in
 * the order of the texts, so that adding a text is writing in order. `byCharacter` sorts them by their character, chunk by
 * chunk.
 */
export class Occurrences {
  count = 0;
  private chunks: Uint32Array[] = [];
  /** Where the occurrences of each document end. */
  private ends: Uint32Array = new Uint32Array(64);
  private documentCount = 0;
  /** Where those of the document at hand are put: in the last chunk, if they all have room there, else in `spare`. */
  private documentCells: Uint32Array = noOccurrences;
  private documentCellCount = 0;
  /** For documents that may go on in the next chunk. */
  private overflowCells: Uint32Array = noOccurrences;
  /** By place in the text: 1 and the cell of the occurrence that begins there, or 0. */
  private cellByPlace: Uint32Array = new Uint32Array(1024);
  private gramFlags: Uint8Array = new Uint8Array(0);

  /**
   * Begins the next document with its characters.
   * @param gramFlags by unit (`GramMark`)
   */
  beginDocument(units: Uint16Array, length: number, gramFlags: Uint8Array, characters: CharacterTable): void {
    if (length > this.cellByPlace.length)
      this.cellByPlace = new Uint32Array(Math.max(length, this.cellByPlace.length * 2));
    const at = this.count % occurrencesPerChunk;
    const fits = at + length <= occurrencesPerChunk;
    if (!fits && this.overflowCells.length < length) this.overflowCells = new Uint32Array(length);
    const cells = fits ? this.reserveChunk(at, length) : this.overflowCells;
    const first = fits ? at : 0;
    const { cellByPlace } = this;
    this.gramFlags = gramFlags;
    let next = first;
    // Written when it is known whether the next one makes a pair with it.
    let pending = 0;
    for (let at = 0; at < length; at++) {
      const flags = gramFlags[at];
      if ((flags & (GramFlag.Character | GramFlag.Edge)) === 0) {
        cellByPlace[at] = 0;
        continue;
      }
      if (next > first) cells[next - 1] = pending | ((flags & GramFlag.Bigram) === 0 ? 0 : joinsNext);
      pending = characters.findOrAdd(units, at) << ordinalShift;
      cellByPlace[at] = ++next;
    }
    if (next > first) cells[next - 1] = pending;
    this.documentCells = cells;
    this.documentCellCount = next - first;
  }

  /** Says of a word that it stands at `start`. Returns whether it is one character or a pair; else it is not kept here. */
  markWord(units: Uint16Array, start: number, end: number, role: number): boolean {
    const cell = this.cellByPlace[start] - 1;
    if (cell < 0) return false;
    const { documentCells } = this;
    let rest = end - start - characterLengthAt(units, start);
    if (rest === 0) {
      // A letter or digit by itself is a run like others.
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

  /** Ends the text: it is the next document. */
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

  /** The same by character, for each in the order of the documents. What was collected is given up. */
  sortByCharacter(characters: CharacterTable): CharacterOccurrences {
    const blocks: OccurrenceBlock[] = [];
    // One array, though chunks could be sorted into each other: small ones are given back late, which cost 27 MB.
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
   * The same block by block; what was sorted is given up.
   * @param reserveCells where to put the occurrences of a chunk, of which so many come before it; at least `chunkSize`, or as
   *   many as are left
   */
  sortBlocks(
    sorter: OccurrenceSorter,
    reserveCells: (first: number) => Uint32Array,
    takeBlock: (block: OccurrenceBlock) => void,
  ): void {
    const { chunks, ends, count } = this;
    let document = 0;
    for (let i = 0; i < chunks.length; i++) {
      const first = i * occurrencesPerChunk;
      const size = Math.min(occurrencesPerChunk, count - first);
      const following = i + 1 < chunks.length ? chunks[i + 1][0] : 0;
      const cells = reserveCells(first);
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

  /** The chunk where the next occurrence goes; the first one begins small and grows. */
  private reserveChunk(at: number, more: number): Uint32Array {
    const { chunks } = this;
    if (chunks.length * occurrencesPerChunk === this.count)
      chunks.push(new Uint32Array(chunks.length === 0 ? 1 << 12 : occurrencesPerChunk));
    const last = chunks.length - 1;
    const needed = Math.min(occurrencesPerChunk, at + more);
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
