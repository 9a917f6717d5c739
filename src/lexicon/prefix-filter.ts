import { type DoubleArrayTrie, freeLabel, rootNode } from './double-array.ts';

/**
 * A Bloom filter (1970) with one hash that answers whether some word starts with three given UTF-16 units. It is small
 * enough to stay in the processor's cache, unlike the trie, and it stops most lookups before they touch the trie.
 *
 * Law: every prefix in the trie passes. About one in ten of the others passes too.
 *
 *     prefixFilter = u8[2 ** n]
 */

/** Minimum number of bits per prefix; rounding up to a power of two may double it. */
const bitsPerPrefix = 8;

/** Returns the number of the bit for a node of depth two and the code of the next unit, in a filter of `2 ** (32 - shift)` bits. */
export function prefixBit(node: number, code: number, shift: number): number {
  return Math.imul(node ^ (code << 18), 0x9e3779b1) >>> shift;
}

/** Returns the `shift` of a filter that `prefixBit` needs. */
export function prefixBitShift(filter: Uint8Array): number {
  return 29 - Math.log2(filter.length);
}

/** Builds the filter of a trie. */
export function buildPrefixFilter({ bases, checks }: DoubleArrayTrie): Uint8Array {
  const owners = new Int32Array(bases.length).fill(-1);
  bases.forEach((base, node) => {
    if (base !== 0 && (checks[node] & 0xffff) !== freeLabel) owners[base] = node;
  });
  // The parent of a node, or -1 for children of the root: the root is not in `owners`.
  const parentOf = (node: number): number => owners[node - (checks[node] & 0xffff)] ?? -1;
  const nodes: number[] = [];
  for (let node = rootNode + 1; node < checks.length; node++) {
    if ((checks[node] & 0xffff) === freeLabel) continue;
    const second = parentOf(node);
    if (second < 0) continue;
    const first = parentOf(second);
    if (first >= 0 && parentOf(first) < 0) nodes.push(node);
  }
  const filter = new Uint8Array(2 ** Math.max(0, Math.ceil(Math.log2(nodes.length * bitsPerPrefix)) - 3));
  const shift = prefixBitShift(filter);
  for (const node of nodes) {
    const bit = prefixBit(parentOf(node), checks[node] & 0xffff, shift);
    filter[bit >>> 3] |= 1 << (bit & 7);
  }
  return filter;
}
