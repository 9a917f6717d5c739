import {
  CharacterOccurrences,
  joined,
  type OccurrenceBlock,
  OccurrenceSorter,
  ordinalShift,
  ownWordShift,
  pairWordShift,
} from './character-occurrences.ts';
import type { CharacterTable } from './character-table.ts';

/** So many stand in one chunk: as many as are sorted inside the cache. */
export const chunkSize = 1 << 18;
const none = new Uint32Array(0);

/**
 * Every character of every text as it stands there: 4 bytes each, in the order of the texts, so that adding a text is
 * writing in order. `byCharacter` sorts them by their character, chunk by chunk.
 */
export class Occurrences {
  count = 0;
  private chunks: Uint32Array[] = [];
  /** Where the occurrences of each document end. */
  private ends: Uint32Array = new Uint32Array(64);
  private documentCount = 0;
  /** The occurrences of the document at hand. */
  private own: Uint32Array = new Uint32Array(1024);
  private ownCount = 0;
  /** By place in the text: 1 and which occurrence begins there. */
  private at: Uint32Array = new Uint32Array(1024);
  private length = 0;

  /** Begins a text of so many units. */
  begin(length: number): void {
    if (length > this.at.length) {
      this.at = new Uint32Array(Math.max(length, this.at.length * 2));
      this.own = new Uint32Array(this.at.length);
    } else this.at.fill(0, 0, this.length);
    this.length = length;
    this.ownCount = 0;
  }

  /** The character with this ordinal begins at `start`. */
  add(ordinal: number, start: number): void {
    this.own[this.ownCount++] = ordinal << ordinalShift;
    this.at[start] = this.ownCount;
  }

  /** The last character makes a pair with the one before. */
  join(): void {
    this.own[this.ownCount - 2] |= joined;
  }

  /** Says of a word that it stands at `start`. Returns whether it is one character or a pair; else it is not kept here. */
  word(units: Uint16Array, start: number, end: number, standing: number): boolean {
    const place = this.at[start] - 1;
    if (place < 0) return false;
    const { own } = this;
    let rest = end - start - sizeAt(units, start);
    if (rest === 0) own[place] |= standing << ownWordShift;
    else {
      if ((own[place] & joined) === 0) return false;
      rest -= sizeAt(units, end - rest);
      if (rest !== 0) return false;
      own[place] |= standing << pairWordShift;
    }
    return true;
  }

  /** Ends the text: it is the next document. */
  end(): void {
    const { own, ownCount } = this;
    for (let from = 0; from < ownCount; ) {
      const at = this.count % chunkSize;
      const chunk = this.room(at, ownCount - from);
      const taken = Math.min(ownCount - from, chunkSize - at);
      chunk.set(own.subarray(from, from + taken), at);
      from += taken;
      this.count += taken;
    }
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
    if (at === 0) chunks.push(new Uint32Array(chunks.length === 0 ? 1 << 12 : chunkSize));
    const last = chunks.length - 1;
    const needed = Math.min(chunkSize, at + more);
    if (chunks[last].length < needed)
      chunks[last] = grown(chunks[last], Math.min(chunkSize, Math.max(needed, chunks[last].length * 4)));
    return chunks[last];
  }
}

function sizeAt(units: Uint16Array, at: number): number {
  return (units[at] & 0xfc00) === 0xd800 ? 2 : 1;
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}
