import { GramFlag } from '../../analysis/grams.ts';
import { sizeAt } from '../../text/characters.ts';
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
export const chunkSize = 1 << 18;
const none = new Uint32Array(0);

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
  private cells: Uint32Array = none;
  private ownCount = 0;
  /** For documents that may go on in the next chunk. */
  private spare: Uint32Array = none;
  /** By place in the text: 1 and the cell of the occurrence that begins there, or 0. */
  private places: Uint32Array = new Uint32Array(1024);
  private marks: Uint8Array = new Uint8Array(0);

  /**
   * Begins the next document with its characters.
   * @param marks by unit (`GramMark`)
   */
  begin(units: Uint16Array, length: number, marks: Uint8Array, characters: CharacterTable): void {
    if (length > this.places.length) this.places = new Uint32Array(Math.max(length, this.places.length * 2));
    const at = this.count % chunkSize;
    const fits = at + length <= chunkSize;
    if (!fits && this.spare.length < length) this.spare = new Uint32Array(length);
    const cells = fits ? this.room(at, length) : this.spare;
    const first = fits ? at : 0;
    const { places } = this;
    this.marks = marks;
    let next = first;
    // Written when it is known whether the next one makes a pair with it.
    let waiting = 0;
    for (let at = 0; at < length; at++) {
      const mark = marks[at];
      if ((mark & (GramFlag.Character | GramFlag.Edge)) === 0) {
        places[at] = 0;
        continue;
      }
      if (next > first) cells[next - 1] = waiting | ((mark & GramFlag.Bigram) === 0 ? 0 : joinsNext);
      waiting = characters.ordinal(units, at) << ordinalShift;
      places[at] = ++next;
    }
    if (next > first) cells[next - 1] = waiting;
    this.cells = cells;
    this.ownCount = next - first;
  }

  /** Says of a word that it stands at `start`. Returns whether it is one character or a pair; else it is not kept here. */
  word(units: Uint16Array, start: number, end: number, standing: number): boolean {
    const place = this.places[start] - 1;
    if (place < 0) return false;
    const { cells } = this;
    let rest = end - start - sizeAt(units, start);
    if (rest === 0) {
      // A letter or digit by itself is a run like others.
      if ((this.marks[start] & GramFlag.Edge) !== 0) return false;
      cells[place] |= standing << characterRoleShift;
    } else {
      if ((cells[place] & joinsNext) === 0) return false;
      rest -= sizeAt(units, end - rest);
      if (rest !== 0) return false;
      cells[place] |= standing << bigramRoleShift;
    }
    return true;
  }

  /** Ends the text: it is the next document. */
  end(): void {
    const { spare, ownCount } = this;
    if (this.cells === spare) {
      for (let from = 0; from < ownCount; ) {
        const at = this.count % chunkSize;
        const chunk = this.room(at, ownCount - from);
        const taken = Math.min(ownCount - from, chunkSize - at);
        chunk.set(spare.subarray(from, from + taken), at);
        from += taken;
        this.count += taken;
      }
    } else this.count += ownCount;
    if (this.documentCount === this.ends.length) this.ends = grown(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.count;
  }

  /** The same by character, for each in the order of the documents. What was collected is given up. */
  byCharacter(characters: CharacterTable): CharacterOccurrences {
    const blocks: OccurrenceBlock[] = [];
    // One array, though chunks could be sorted into each other: small ones are given back late, which cost 27 MB.
    const cells = new Uint32Array(this.count);
    const order = characters.sorted();
    this.sort(
      new OccurrenceSorter(order),
      first => cells.subarray(first, first + chunkSize),
      block => blocks.push(block),
    );
    return new CharacterOccurrences(characters.unitsOf(order), 0, order.length, blocks);
  }

  /**
   * The same block by block; what was sorted is given up.
   * @param room where to put the occurrences of a chunk, of which so many come before it; at least `chunkSize`, or as
   *   many as are left
   */
  sort(sorter: OccurrenceSorter, room: (first: number) => Uint32Array, take: (block: OccurrenceBlock) => void): void {
    const { chunks, ends, count } = this;
    let document = 0;
    for (let i = 0; i < chunks.length; i++) {
      const first = i * chunkSize;
      const size = Math.min(chunkSize, count - first);
      const behind = i + 1 < chunks.length ? chunks[i + 1][0] : 0;
      const cells = room(first);
      for (let from = 0; from < size; ) {
        while (ends[document] <= first + from) document++;
        const lastDocument = Math.min(this.documentCount, document + sorter.mostDocuments) - 1;
        const to = Math.min(size, ends[lastDocument] - first);
        const source = { occurrences: chunks[i], from, to, behind: to < size ? chunks[i][to] : behind };
        take(sorter.sort(source, document, ends, first, cells));
        from = to;
      }
      chunks[i] = none;
    }
    this.chunks = [];
  }

  /** The chunk where the next occurrence goes; the first one begins small and grows. */
  private room(at: number, more: number): Uint32Array {
    const { chunks } = this;
    if (chunks.length * chunkSize === this.count)
      chunks.push(new Uint32Array(chunks.length === 0 ? 1 << 12 : chunkSize));
    const last = chunks.length - 1;
    const needed = Math.min(chunkSize, at + more);
    if (chunks[last].length < needed)
      chunks[last] = grown(chunks[last], Math.min(chunkSize, Math.max(needed, chunks[last].length * 4)));
    return chunks[last];
  }
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}
