/**
 * Sorts the occurrences of characters by character, block by block. Both numbers have 32 bits, listed from the lowest:
 *
 *     occurrence = joins next 1, bigram role 2, character role 2, ordinal of the character
 *     cell       = document in its block, bigram role 2, character role 2, rank of the second character + 1 or 0
 */

/** Set when the next occurrence forms a bigram with this one. */
export const joinsNext = 1;
/** Where the role of that bigram begins in an occurrence. */
export const bigramRoleShift = 1;
const roleBits = 2;
/** Where the role of the character alone begins in an occurrence. */
export const characterRoleShift = bigramRoleShift + roleBits;
/** Where the ordinal begins in an occurrence. */
export const ordinalShift = characterRoleShift + roleBits;

/**
 * Which kind of word a term is at one position of a text: no word, an inner word (inside or across the words of the best
 * path), or a word of the best path.
 */
export const WordRole = { None: 0, Inner: 1, Path: 2 } as const;
export type WordRole = (typeof WordRole)[keyof typeof WordRole];
const roleMask = (1 << roleBits) - 1;
const bothRolesMask = (1 << (2 * roleBits)) - 1;

/** Occurrences as they were collected, in text order: `occurrences[from … to)`. */
export interface OccurrenceSource {
  readonly occurrences: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** The occurrence that comes after them, or 0. */
  readonly following: number;
}

/** Occurrences sorted by character: those of the `i`-th rank are `cells[starts[i] … starts[i + 1])`, by document. */
export interface OccurrenceBlock {
  /** Documents in cells are counted from this one. */
  readonly firstDocument: number;
  readonly starts: Uint32Array;
  readonly cells: Uint32Array;
}

/**
 * The sorted occurrences of the characters with ranks `[firstRank … endRank)`, in consecutive blocks. A block is small
 * enough that sorting it stays in the cache, and has no more documents than fit in the bits of a cell. A document may
 * continue in the next block.
 */
export class CharacterOccurrences {
  /** Bits of a cell that hold the document. */
  readonly documentBits: number;

  /** @param units by rank, ascending: all characters, packed (first unit << 16 | second; second is 0 when it has one unit) */
  constructor(
    readonly units: Uint32Array,
    readonly firstRank: number,
    readonly endRank: number,
    readonly blocks: readonly OccurrenceBlock[],
  ) {
    this.documentBits = countDocumentBits(units.length);
  }

  /** Number of occurrences of the character. */
  countOccurrences(rank: number): number {
    const at = rank - this.firstRank;
    let count = 0;
    for (const { starts } of this.blocks) count += starts[at + 1] - starts[at];
    return count;
  }

  /** The document of a cell, relative to the block's `firstDocument`. */
  document(cell: number): number {
    return cell & ((1 << this.documentBits) - 1);
  }

  /** The `WordRole` of the bigram that begins there. */
  bigramRole(cell: number): number {
    return (cell >>> this.documentBits) & roleMask;
  }

  /** The `WordRole` of the character alone. */
  characterRole(cell: number): number {
    return (cell >>> (this.documentBits + roleBits)) & roleMask;
  }

  /** Rank + 1 of the second character of the bigram; 0 when there is no bigram. */
  second(cell: number): number {
    return cell >>> (this.documentBits + 2 * roleBits);
  }
}

/** Sorts occurrences by character, one block at a time. */
export class OccurrenceSorter {
  /** Maximum number of documents in a block. */
  readonly maxDocuments: number;
  /** By ordinal: the rank of the character. */
  private readonly ranks: Uint32Array;
  /** By rank: where its next cell goes. */
  private readonly nextCells: Uint32Array;
  private readonly documentBits: number;

  /** @param order by rank: the ordinal of the character */
  constructor(order: Uint32Array) {
    this.ranks = new Uint32Array(order.length);
    for (let rank = 0; rank < order.length; rank++) this.ranks[order[rank]] = rank;
    this.nextCells = new Uint32Array(order.length);
    this.documentBits = countDocumentBits(order.length);
    this.maxDocuments = 2 ** this.documentBits;
  }

  /**
   * Sorts one block with a counting sort.
   * @param ends by document: where its occurrences end, counted over all chunks
   * @param chunkStart the number of occurrences before the chunk `source.occurrences`
   * @param cells takes the sorted cells, in the range `[source.from … source.to)`
   */
  sort(
    source: OccurrenceSource,
    firstDocument: number,
    ends: Uint32Array,
    chunkStart: number,
    cells: Uint32Array,
  ): OccurrenceBlock {
    const { ranks, nextCells } = this;
    const starts = new Uint32Array(ranks.length + 1);
    this.countByRank(source, starts);
    starts[0] = source.from;
    for (let rank = 0; rank < ranks.length; rank++) {
      nextCells[rank] = starts[rank];
      starts[rank + 1] += starts[rank];
    }
    this.placeCells(source, firstDocument, ends, chunkStart, cells);
    return { firstDocument, starts, cells };
  }

  // A method for each long loop: V8 leaves what it compiled for a loop when the code behind it has not run before, block
  // after block.

  /** Counts the occurrences of each character, at its rank + 1. */
  private countByRank({ occurrences, from, to }: OccurrenceSource, counts: Uint32Array): void {
    const { ranks } = this;
    for (let at = from; at < to; at++) counts[ranks[occurrences[at] >>> ordinalShift] + 1]++;
  }

  /** Puts the cell of each occurrence in the place that `nextCells` gives. */
  private placeCells(
    { occurrences, from, to, following }: OccurrenceSource,
    firstDocument: number,
    ends: Uint32Array,
    chunkStart: number,
    cells: Uint32Array,
  ): void {
    const { ranks, nextCells, documentBits } = this;
    const secondShift = documentBits + 2 * roleBits;
    let rank = ranks[occurrences[from] >>> ordinalShift];
    for (let at = from, document = firstDocument; at < to; document++) {
      const end = Math.min(to, ends[document] - chunkStart);
      const inBlock = document - firstDocument;
      for (; at < end; at++) {
        const occurrence = occurrences[at];
        const after = at + 1 < to ? occurrences[at + 1] : following;
        const nextRank = ranks[after >>> ordinalShift];
        const second = (occurrence & joinsNext) === 0 ? 0 : (nextRank + 1) << secondShift;
        cells[nextCells[rank]++] =
          second | (((occurrence >>> bigramRoleShift) & bothRolesMask) << documentBits) | inBlock;
        rank = nextRank;
      }
    }
  }
}

/** Bits of a cell that remain for the document when 0 and the ranks + 1 of all characters have to fit. */
function countDocumentBits(characterCount: number): number {
  return Math.clz32(characterCount) - 2 * roleBits;
}
