import type { CharacterTable } from './character-table.ts';

/** Said of an occurrence in its low bits: that the next one makes a pair with it, and what is a word there. */
const joined = 1;
const pairWordShift = 1;
const standingBits = 2;
const ownWordShift = pairWordShift + standingBits;
const ordinalShift = ownWordShift + standingBits;
/** What stands at a place: no word, a word inside or across those of the best path, a word of the path. */
export const Standing = { None: 0, Inner: 1, Path: 2 } as const;
const standingMask = (1 << standingBits) - 1;
const bothStandings = (1 << (2 * standingBits)) - 1;

const chunkSize = 1 << 18;

/**
 * Every character of every text as it stands there: 4 bytes each, in the order of the texts, so that adding a text is
 * writing in order. `byCharacter` sorts them by their character in one pass.
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
    const order = characters.sorted();
    const ranks = new Uint32Array(order.length);
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank;
    const documentBits = Math.clz32(order.length) - 2 * standingBits;
    const blocks: OccurrenceBlock[] = [];
    for (let first = 0; first < this.documentCount; first += 2 ** documentBits)
      blocks.push(this.block(ranks, first, Math.min(this.documentCount, first + 2 ** documentBits), documentBits));
    this.chunks = [];
    return new CharacterOccurrences(order, blocks, documentBits);
  }

  /** The occurrences of some documents by character: one pass to count, one to put each in its place. */
  private block(ranks: Uint32Array, firstDocument: number, endDocument: number, documentBits: number): OccurrenceBlock {
    const { ends, chunks } = this;
    const first = firstDocument === 0 ? 0 : ends[firstDocument - 1];
    const end = ends[endDocument - 1];
    const starts = new Uint32Array(ranks.length + 1);
    for (let from = first; from < end; ) {
      const chunk = chunks[Math.floor(from / chunkSize)];
      const at = from % chunkSize;
      const most = Math.min(chunkSize, at + end - from);
      for (let i = at; i < most; i++) starts[ranks[chunk[i] >>> ordinalShift] + 1]++;
      from += most - at;
    }
    for (let rank = 0; rank < ranks.length; rank++) starts[rank + 1] += starts[rank];
    const next = starts.slice(0, ranks.length);
    const cells = new Uint32Array(end - first);
    const secondShift = documentBits + 2 * standingBits;
    let document = firstDocument;
    // An occurrence is put in its place before the one behind it is known.
    let before = 0;
    let beforeAt = 0;
    for (let from = first; from < end; ) {
      const chunk = chunks[Math.floor(from / chunkSize)];
      const chunkStart = from - (from % chunkSize);
      while (ends[document] <= from) document++;
      const most = Math.min(chunkSize, ends[document] - chunkStart);
      const inBlock = document - firstDocument;
      for (let i = from - chunkStart; i < most; i++) {
        const occurrence = chunk[i];
        const rank = ranks[occurrence >>> ordinalShift];
        if (before & joined) cells[beforeAt] |= (rank + 1) << secondShift;
        beforeAt = next[rank]++;
        cells[beforeAt] = inBlock | (((occurrence >>> pairWordShift) & bothStandings) << documentBits);
        before = occurrence;
      }
      from = chunkStart + most;
    }
    return { firstDocument, starts, cells };
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

/**
 * Occurrences of some documents by character: those of the character of rank `r` are the cells from `starts[r]` to
 * `starts[r + 1]`. A cell is, from its low bits: which of the documents; what the pair is there; what the character alone
 * is; 1 and the rank of what makes a pair with it, or 0.
 */
export interface OccurrenceBlock {
  readonly firstDocument: number;
  readonly starts: Uint32Array;
  readonly cells: Uint32Array;
}

/** Occurrences by character, in blocks of as many documents as a cell has room to tell apart. */
export class CharacterOccurrences {
  private readonly documentMask: number;

  constructor(
    /** The ordinals of the characters in the order of their units: by rank. */
    readonly order: Uint32Array,
    readonly blocks: readonly OccurrenceBlock[],
    private readonly documentBits: number,
  ) {
    this.documentMask = 2 ** documentBits - 1;
  }

  /** How often the character stands anywhere. */
  count(rank: number): number {
    return this.blocks.reduce((sum, { starts }) => sum + starts[rank + 1] - starts[rank], 0);
  }

  /** The document, counted in its block. */
  document(cell: number): number {
    return cell & this.documentMask;
  }

  /** What the pair is there. */
  pairStanding(cell: number): number {
    return (cell >>> this.documentBits) & standingMask;
  }

  /** What the character alone is there. */
  ownStanding(cell: number): number {
    return (cell >>> (this.documentBits + standingBits)) & standingMask;
  }

  /** 1 and the rank of the second character of the pair; 0 when there is none. */
  second(cell: number): number {
    return cell >>> (this.documentBits + 2 * standingBits);
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
