/**
 * A double-array trie of words, after Aoe (1989): two arrays of integers, BASE and CHECK. A node is the number of a cell.
 * Its child for code `c` is the cell `base + c`, if the label of that cell is `c`. No two nodes have the same base, so the
 * label alone proves the parent. A step costs an addition, a load and a comparison, and the arrays are stored in the file
 * as they are.
 *
 * Words are sequences of UTF-16 units. Units get codes by frequency (1 for the most frequent), so that siblings lie close
 * together and the arrays stay dense.
 *
 *     bases  = i32*      one per cell, the root is cell 0; 0 for a node without children
 *     checks = check*    one per cell
 *     check  = label u16 | payload u16     low half and high half; the label of a free cell is `freeLabel`
 *
 * The payload belongs to the owner of the trie: 0 where no word ends, otherwise a number given for the word.
 */

/** The node where every lookup starts. */
export const rootNode = 0;
/** The label of free cells. No unit has this code. */
export const freeLabel = 0xffff;
/** Maximum payload of a word. */
export const maxPayload = 0xffff;

/** The arrays of a trie. They are never changed after the trie was built. */
export interface DoubleArrayTrie {
  /** By UTF-16 unit (65,536 of them): its code, or 0 if no word contains the unit. */
  readonly codes: Uint16Array;
  /** BASE, by cell. */
  readonly bases: Int32Array;
  /** CHECK, by cell: label and payload. */
  readonly checks: Int32Array;
}

/** Returns the child of a node for a UTF-16 unit, or -1. On damaged arrays too it stays in bounds. */
export function findChild(trie: DoubleArrayTrie, node: number, unit: number): number {
  const base = trie.bases[node];
  if (base === 0 && node !== rootNode) return -1;
  const code = trie.codes[unit];
  const child = base + code;
  return code !== 0 && (trie.checks[child] & 0xffff) === code ? child : -1;
}

/** Returns the node where `units[start … end)` ends, or -1 if no word of the trie starts with it. */
export function findNode(trie: DoubleArrayTrie, units: ArrayLike<number>, start: number, end: number): number {
  let node = rootNode;
  for (let at = start; at < end; at++) {
    node = findChild(trie, node, units[at]);
    if (node < 0) return -1;
  }
  return node;
}

/** Returns the payload of the word that ends at a node, or 0 if none does. */
export function payloadAt(trie: DoubleArrayTrie, node: number): number {
  return trie.checks[node] >>> 16;
}

/** Lists every word with the node where it ends, in order of nodes. Words of more than `maxUnits` units are damage and omitted. */
export function* listWords(trie: DoubleArrayTrie, maxUnits: number): Generator<[word: string, node: number]> {
  const { bases, checks } = trie;
  const units = unitsByCode(trie.codes);
  // The parent of a cell is the node whose base is the number of the cell minus its label.
  const owners = new Int32Array(bases.length).fill(-1);
  bases.forEach((base, node) => {
    if ((base !== 0 && (checks[node] & 0xffff) !== freeLabel) || node === rootNode) owners[base] = node;
  });
  for (let node = 1; node < checks.length; node++) {
    const label = checks[node] & 0xffff;
    if (label === freeLabel || payloadAt(trie, node) === 0) continue;
    const path: number[] = [];
    let at = node;
    while (at > rootNode && path.length < maxUnits) {
      const code = checks[at] & 0xffff;
      path.push(units[code]);
      at = owners[at - code] ?? -1;
    }
    if (at === rootNode) yield [String.fromCharCode(...path.reverse()), node];
  }
}

/** Returns the UTF-16 unit of each code. */
function unitsByCode(codes: Uint16Array): Uint16Array {
  const units = new Uint16Array(codes.reduce((a, b) => Math.max(a, b), 0) + 1);
  for (let unit = 0; unit < codes.length; unit++) if (codes[unit]) units[codes[unit]] = unit;
  return units;
}
