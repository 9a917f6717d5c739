import { type DoubleArrayTrie, freeLabel, rootNode } from './double-array.ts';

/**
 * Whether some word begins with three given units, as bits: a filter after Bloom (1970) with one hash. It is so small
 * that it stays in the processor's cache, where the trie does not, and most of what a text is asked for goes no further.
 *
 * Law: what the trie has passes. (Of what it does not have, about one in ten passes too.)
 *
 *     threes = u8[2 ** n]
 */

/** So many bits, or up to twice as many, for each row of three. */
const bitsPerPrefix = 8;

/** The number of the bit of a node of depth two and the code of the unit behind it, of `2 ** (32 - shift)` bits. */
export function prefixBit(node: number, code: number, shift: number): number {
  return Math.imul(node ^ (code << 18), 0x9e3779b1) >>> shift;
}

/** What `bitOfThree` wants to know of a filter. */
export function prefixBitShift(threes: Uint8Array): number {
  return 29 - Math.log2(threes.length);
}

/** The filter of a trie. */
export function buildPrefixFilter({ bases, checks }: DoubleArrayTrie): Uint8Array {
  const owners = new Int32Array(bases.length).fill(-1);
  bases.forEach((base, node) => {
    if (base !== 0 && (checks[node] & 0xffff) !== freeLabel) owners[base] = node;
  });
  /** Where the node is that a node hangs on; of those that hang on the root none is in `owners`. */
  const parentOf = (node: number): number => owners[node - (checks[node] & 0xffff)] ?? -1;
  const nodes: number[] = [];
  for (let node = rootNode + 1; node < checks.length; node++) {
    if ((checks[node] & 0xffff) === freeLabel) continue;
    const second = parentOf(node);
    if (second < 0) continue;
    const first = parentOf(second);
    if (first >= 0 && parentOf(first) < 0) nodes.push(node);
  }
  const threes = new Uint8Array(2 ** Math.max(0, Math.ceil(Math.log2(nodes.length * bitsPerPrefix)) - 3));
  const shift = prefixBitShift(threes);
  for (const node of nodes) {
    const bit = prefixBit(parentOf(node), checks[node] & 0xffff, shift);
    threes[bit >>> 3] |= 1 << (bit & 7);
  }
  return threes;
}
