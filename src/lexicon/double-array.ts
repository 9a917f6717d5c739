/**
 * A trie of words as two arrays of integers, after Aoe (1989): a node is the number of a cell, and its child for code
 * `c` is the cell `base + c`, if that cell's label says `c`. No two nodes have the same base, so the label is proof
 * enough. Walking a word costs an addition, a load and a comparison a character, and the arrays are their own file.
 *
 * Words are sequences of UTF-16 units. Units are numbered by how often they occur (1 for the most frequent), so that
 * siblings lie close together and the array stays dense.
 *
 *     bases = i32*       one a cell, the root is cell 0; 0 for a node without children
 *     marks = mark*      one a cell
 *     mark  = label u16 | payload u16      low half and high half; the label of a cell that is free is `freeLabel`
 *
 * The payload is the owner's: 0 where no word ends, else what it gave for the word.
 */

/** The node where every walk begins. */
export const rootNode = 0;
/** The label of cells that are no node: no unit has this code. */
export const freeLabel = 0xffff;
/** The largest payload. */
export const maxPayload = 0xffff;

export interface DoubleArrayTrie {
  /** Codes of all 65,536 units; 0 where no word has the unit. */
  readonly codes: Uint16Array;
  readonly bases: Int32Array;
  readonly checks: Int32Array;
}

/** The child of a node for a unit; -1 when no word goes on so. Ends in bounds on any cells. */
export function findChild(trie: DoubleArrayTrie, node: number, unit: number): number {
  const base = trie.bases[node];
  if (base === 0 && node !== rootNode) return -1;
  const code = trie.codes[unit];
  const child = base + code;
  return code !== 0 && (trie.checks[child] & 0xffff) === code ? child : -1;
}

/** The node where a word ends; -1 when the trie holds neither it nor a longer one that begins so. */
export function findNode(trie: DoubleArrayTrie, units: ArrayLike<number>, start: number, end: number): number {
  let node = rootNode;
  for (let at = start; at < end; at++) {
    node = findChild(trie, node, units[at]);
    if (node < 0) return -1;
  }
  return node;
}

/** What the owner gave for the word that ends at a node; 0 when none does. */
export function payloadAt(trie: DoubleArrayTrie, node: number): number {
  return trie.checks[node] >>> 16;
}

/** Every word of a trie with the node where it ends, by node. Words longer than `longest` are damage and left out. */
export function* listWords(trie: DoubleArrayTrie, longest: number): Generator<[word: string, node: number]> {
  const { bases, checks } = trie;
  const units = unitsByCode(trie.codes);
  // Which node has a base tells the parent of a cell: it is the one whose base is the cell less its label.
  const owners = new Int32Array(bases.length).fill(-1);
  bases.forEach((base, node) => {
    if ((base !== 0 && (checks[node] & 0xffff) !== freeLabel) || node === rootNode) owners[base] = node;
  });
  for (let node = 1; node < checks.length; node++) {
    const label = checks[node] & 0xffff;
    if (label === freeLabel || payloadAt(trie, node) === 0) continue;
    const path: number[] = [];
    let at = node;
    while (at > rootNode && path.length < longest) {
      const code = checks[at] & 0xffff;
      path.push(units[code]);
      at = owners[at - code] ?? -1;
    }
    if (at === rootNode) yield [String.fromCharCode(...path.reverse()), node];
  }
}

/** Units by code. */
function unitsByCode(codes: Uint16Array): Uint16Array {
  const units = new Uint16Array(codes.reduce((a, b) => Math.max(a, b), 0) + 1);
  for (let unit = 0; unit < codes.length; unit++) if (codes[unit]) units[codes[unit]] = unit;
  return units;
}
