/** A trie of the pieces of a text code. */

/** What the trie holds where no piece ends. */
export const noPiece = 0;
/** Nodes are numbered in 16 bits. */
const maxNodes = 0x10000;

/**
 * Pieces as a trie: a node for each prefix of a piece. Children are found in one hash table by their parent node and unit.
 * Node 0 means none.
 */
export class PieceTrie {
  /** By unit: the node of that single unit. */
  private readonly rootChildren = new Uint16Array(0x10000);
  private readonly hashBits: number;
  /** Hash table, two cells a slot: parent node << 16 | unit, and the child node, or 0 in a free slot. */
  private readonly cells: Uint32Array;
  private nodeCount = 1;
  /** Two cells a node: the number of the piece that ends there, and a bit mask of its children's units modulo 32. */
  private readonly nodes: Uint32Array;

  /** @param maxUnits at least the number of units of all pieces together, or 65,535 */
  constructor(maxUnits: number) {
    const nodes = Math.min(maxNodes, maxUnits + 1);
    this.hashBits = Math.ceil(Math.log2(nodes * 1.5));
    this.cells = new Uint32Array(2 << this.hashBits);
    this.nodes = new Uint32Array(2 * nodes);
  }

  /**
   * Adds the piece `units[start … end)`, unless it exists or the trie is full.
   * @param number what `findLongest` returns for it: 1 to 2^32 - 1
   */
  add(number: number, units: Uint16Array, start: number, end: number): void {
    const { cells, nodes } = this;
    let node = this.rootChildren[units[start]];
    if (node === 0) {
      if (2 * this.nodeCount === nodes.length) return;
      this.rootChildren[units[start]] = node = this.nodeCount++;
    }
    for (let at = start + 1; at < end; at++) {
      const slot = this.findSlot(node, units[at]);
      if (cells[slot + 1] === 0) {
        if (2 * this.nodeCount === nodes.length) return;
        nodes[2 * node + 1] |= 1 << (units[at] & 31);
        cells[slot] = (node << 16) | units[at];
        cells[slot + 1] = this.nodeCount++;
      }
      node = cells[slot + 1];
    }
    if (nodes[2 * node] === noPiece) nodes[2 * node] = number;
  }

  /** The number of the longest piece that is a prefix of `units[from … end)`, or `noPiece`. */
  findLongest(units: Uint16Array, from: number, end: number): number {
    const { cells, nodes, hashBits } = this;
    const mask = cells.length - 1;
    const shift = 31 - hashBits;
    let node = this.rootChildren[units[from]];
    let found = nodes[2 * node];
    for (let next = from + 1; next < end; next++) {
      const unit = units[next];
      if (((nodes[2 * node + 1] >>> (unit & 31)) & 1) === 0) break;
      const key = ((node << 16) | unit) >>> 0;
      let slot = (Math.imul(key, 0x9e3779b1) >>> shift) & ~1;
      while (cells[slot] !== key && cells[slot + 1] !== 0) slot = (slot + 2) & mask;
      node = cells[slot + 1];
      if (node === 0) break;
      if (nodes[2 * node] !== noPiece) found = nodes[2 * node];
    }
    return found;
  }

  /** The slot of a node's child by a unit, or the free slot where it belongs. */
  private findSlot(node: number, unit: number): number {
    const key = ((node << 16) | unit) >>> 0;
    let slot = (Math.imul(key, 0x9e3779b1) >>> (31 - this.hashBits)) & ~1;
    while (this.cells[slot] !== key && this.cells[slot + 1] !== 0) slot = (slot + 2) & (this.cells.length - 1);
    return slot;
  }
}
