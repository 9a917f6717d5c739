/** Cuts a text into the pieces that take the fewest bits together. */

/** Units that are cut at a time; a piece does not go across. */
export const stretch = 2048;
/** The number of no piece. */
export const noPiece = -1;
const mostNodes = 0x10000;
const noCost = 0x3fffffff;

/**
 * Pieces as a trie: a node for each beginning of a piece, found from the node above and the next unit by hashing.
 * Node 0 is none.
 */
export class PieceTrie {
  private readonly firsts = new Uint16Array(0x10000);
  private readonly hashBits: number;
  /** Two cells a slot: node << 16 | unit, and the node that it leads to, or 0. */
  private readonly cells: Uint32Array;
  private nodeCount = 1;
  /** By node: the piece that ends there, or `noPiece`; and its length. */
  private readonly pieces: Int32Array;
  private readonly sizes: Uint8Array;
  /** By node: what its piece costs, and a bit for each remainder by 32 of the units that go on from it. */
  private readonly costs: Int32Array;

  /** What cutting found: the pieces of `cut` one behind the other, of which the first `count` count. */
  readonly found = new Int32Array(stretch);
  count = 0;
  private readonly best = new Int32Array(stretch + 1);
  private readonly picks = new Uint16Array(stretch + 1);

  /** @param mostUnits at least as many as all pieces have units together, or about 65,000 */
  constructor(mostUnits: number) {
    const nodes = Math.min(mostNodes, mostUnits + 1);
    this.hashBits = Math.ceil(Math.log2(nodes * 1.5));
    this.cells = new Uint32Array(2 << this.hashBits);
    this.pieces = new Int32Array(nodes).fill(noPiece);
    this.sizes = new Uint8Array(nodes);
    this.costs = new Int32Array(2 * nodes);
    for (let node = 0; node < nodes; node++) this.costs[2 * node] = noCost;
  }

  /**
   * Adds a piece unless it is there already.
   * @returns whether it was added; not when it is there, or when the trie is full
   */
  add(piece: number, units: Uint16Array, start: number, end: number): boolean {
    let node = this.firsts[units[start]];
    if (node === 0) {
      if (this.nodeCount === this.pieces.length) return false;
      this.firsts[units[start]] = node = this.nodeCount++;
    }
    for (let at = start + 1; at < end; at++) {
      const slot = this.slotOf(node, units[at]);
      if (this.cells[slot + 1] === 0) {
        if (this.nodeCount === this.pieces.length) return false;
        this.costs[2 * node + 1] |= 1 << (units[at] & 31);
        this.cells[slot] = (node << 16) | units[at];
        this.cells[slot + 1] = this.nodeCount++;
      }
      node = this.cells[slot + 1];
    }
    if (this.pieces[node] !== noPiece) return false;
    this.pieces[node] = piece;
    this.sizes[node] = end - start;
    return true;
  }

  /** Says what each piece costs. @param costs by piece, whole numbers */
  price(costs: ArrayLike<number>): void {
    for (let node = 1; node < this.nodeCount; node++)
      if (this.pieces[node] !== noPiece) this.costs[2 * node] = costs[this.pieces[node]];
  }

  /**
   * Cuts `units[from …)` up to `to` or a stretch behind, whichever comes first; `found` tells the pieces, `noPiece` where
   * a unit is none.
   * @param escapeCost what a unit costs that is no piece
   * @returns where it stopped
   */
  cut(units: Uint16Array, from: number, to: number, escapeCost: number): number {
    const { firsts, cells, costs, best, picks, hashBits } = this;
    const mask = cells.length - 1;
    const shift = 31 - hashBits;
    const end = Math.min(to, from + stretch);
    best[end - from] = 0;
    for (let i = end - 1; i >= from; i--) {
      let least = best[i + 1 - from] + escapeCost;
      let pick = 0;
      let node = firsts[units[i]];
      for (let next = i + 1; node !== 0; next++) {
        const cost = costs[2 * node] + best[next - from];
        if (cost < least) {
          least = cost;
          pick = node;
        }
        if (next === end) break;
        const unit = units[next];
        if (((costs[2 * node + 1] >>> (unit & 31)) & 1) === 0) break;
        const key = ((node << 16) | unit) >>> 0;
        let slot = (Math.imul(key, 0x9e3779b1) >>> shift) & ~1;
        while (cells[slot] !== key && cells[slot + 1] !== 0) slot = (slot + 2) & mask;
        node = cells[slot + 1];
      }
      best[i - from] = least;
      picks[i - from] = pick;
    }
    let count = 0;
    for (let i = from; i < end; ) {
      const pick = picks[i - from];
      this.found[count++] = this.pieces[pick];
      i += pick === 0 ? 1 : this.sizes[pick];
    }
    this.count = count;
    return end;
  }

  /** Where the child of a node by a unit stands, or would stand. */
  private slotOf(node: number, unit: number): number {
    const key = ((node << 16) | unit) >>> 0;
    let slot = (Math.imul(key, 0x9e3779b1) >>> (31 - this.hashBits)) & ~1;
    while (this.cells[slot] !== key && this.cells[slot + 1] !== 0) slot = (slot + 2) & (this.cells.length - 1);
    return slot;
  }
}
