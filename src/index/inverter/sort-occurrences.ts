/** Said of an occurrence in its low bits: that the next one makes a pair with it, and what is a word there. */
export const joinsNext = 1;
export const bigramRoleShift = 1;
const roleBits = 2;
export const characterRoleShift = bigramRoleShift + roleBits;
export const ordinalShift = characterRoleShift + roleBits;

/** What stands at a place: no word, a word inside or across those of the best path, a word of the path. */
export const WordRole = { None: 0, Inner: 1, Path: 2 } as const;
const roleMask = (1 << roleBits) - 1;
const bothRolesMask = (1 << (2 * roleBits)) - 1;

/** Occurrences as they were collected: `occurrences[from … to)`. */
export interface OccurrenceSource {
  readonly occurrences: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** The one that comes after them. */
  readonly following: number;
}

/**
 * Some occurrences by character: those of the first rank there is are the cells from `starts[0]` to `starts[1]`, and so
 * on. A cell is, from its low bits: which document, from `firstDocument` on; what the pair is there; what the character
 * alone is; 1 and the rank of what makes a pair with it, or 0.
 */
export interface OccurrenceBlock {
  readonly firstDocument: number;
  readonly starts: Uint32Array;
  readonly cells: Uint32Array;
}

/**
 * Occurrences by character, of the ranks from `first` on and below `end`, in blocks one behind the other: each so small
 * that sorting it stays in the cache, and of no more documents than a cell has room to tell apart. A document may go on
 * in the next block.
 */
export class CharacterOccurrences {
  /** Bits of a cell that tell the document. */
  readonly documentBits: number;

  /** @param units by rank: first and second unit of every character there is, rising; the second is 0 where it has one */
  constructor(
    readonly units: Uint32Array,
    readonly firstRank: number,
    readonly endRank: number,
    readonly blocks: readonly OccurrenceBlock[],
  ) {
    this.documentBits = countDocumentBits(units.length);
  }

  /** How often the character stands anywhere. */
  countOccurrences(rank: number): number {
    const at = rank - this.firstRank;
    let count = 0;
    for (const { starts } of this.blocks) count += starts[at + 1] - starts[at];
    return count;
  }

  /** The document, counted in its block. */
  document(cell: number): number {
    return cell & ((1 << this.documentBits) - 1);
  }

  /** What the pair is there. */
  bigramRole(cell: number): number {
    return (cell >>> this.documentBits) & roleMask;
  }

  /** What the character alone is there. */
  characterRole(cell: number): number {
    return (cell >>> (this.documentBits + roleBits)) & roleMask;
  }

  /** 1 and the rank of the second character of the pair; 0 when there is none. */
  second(cell: number): number {
    return cell >>> (this.documentBits + 2 * roleBits);
  }
}

/** Sorts occurrences by their character, block by block. */
export class OccurrenceSorter {
  /** Documents that a block may have. */
  readonly maxDocuments: number;
  private readonly ranks: Uint32Array;
  private readonly nextCells: Uint32Array;
  private readonly documentBits: number;

  /** @param order the ordinals of the characters in the order of their units: by rank */
  constructor(order: Uint32Array) {
    this.ranks = new Uint32Array(order.length);
    for (let rank = 0; rank < order.length; rank++) this.ranks[order[rank]] = rank;
    this.nextCells = new Uint32Array(order.length);
    this.documentBits = countDocumentBits(order.length);
    this.maxDocuments = 2 ** this.documentBits;
  }

  /**
   * One pass to count, one to put each in its place.
   * @param ends by document: where its occurrences end, counted from `first` before the first of the source's array
   * @param cells where they are put, at the places that they have in the source
   */
  sort(
    source: OccurrenceSource,
    firstDocument: number,
    ends: Uint32Array,
    first: number,
    cells: Uint32Array,
  ): OccurrenceBlock {
    const { occurrences, from, to } = source;
    const { ranks, nextCells, documentBits } = this;
    const starts = new Uint32Array(ranks.length + 1);
    for (let at = from; at < to; at++) starts[ranks[occurrences[at] >>> ordinalShift] + 1]++;
    starts[0] = from;
    for (let rank = 0; rank < ranks.length; rank++) {
      nextCells[rank] = starts[rank];
      starts[rank + 1] += starts[rank];
    }
    const secondShift = documentBits + 2 * roleBits;
    let rank = ranks[occurrences[from] >>> ordinalShift];
    for (let at = from, document = firstDocument; at < to; document++) {
      const end = Math.min(to, ends[document] - first);
      const inBlock = document - firstDocument;
      for (; at < end; at++) {
        const occurrence = occurrences[at];
        const after = at + 1 < to ? occurrences[at + 1] : source.following;
        const nextRank = ranks[after >>> ordinalShift];
        const second = (occurrence & joinsNext) === 0 ? 0 : (nextRank + 1) << secondShift;
        cells[nextCells[rank]++] =
          second | (((occurrence >>> bigramRoleShift) & bothRolesMask) << documentBits) | inBlock;
        rank = nextRank;
      }
    }
    return { firstDocument, starts, cells };
  }
}

/** What is left of 32 bits when there are so many characters: ranks are told by 1 and the rank. */
function countDocumentBits(characters: number): number {
  return Math.clz32(characters) - 2 * roleBits;
}
