/** Computes the code lengths of a Huffman code. */

/** Maximum length of a code of a text, in bits. */
export const maxCodeBits = 16;

/**
 * The number of bits of each symbol's code: Huffman's lengths for these counts, limited to `maxBits`. The lengths fill
 * the code completely (Kraft's sum is exactly 1); a single symbol has one bit.
 *
 * @param counts above 0, at most 2^`maxBits` of them
 */
export function computeCodeLengths(counts: ArrayLike<number>, maxBits = maxCodeBits): Uint8Array {
  const size = counts.length;
  const lengths = new Uint8Array(size);
  if (size < 2) return lengths.fill(1);
  const order = sortByCount(counts);
  computeHuffmanLengths(counts, order, lengths);
  limitLengths(order, lengths, maxBits);
  return lengths;
}

/** Symbols by ascending count; of equal counts by symbol. Counts are below 2^32, symbols below 2^20. */
function sortByCount(counts: ArrayLike<number>): Uint32Array {
  const keys = Float64Array.from(counts, (count, symbol) => count * 2 ** 20 + symbol).sort();
  return Uint32Array.from(keys, key => key % 2 ** 20);
}

/** Huffman's algorithm with two queues: symbols by ascending count, and inner nodes in order of creation. */
function computeHuffmanLengths(counts: ArrayLike<number>, order: Uint32Array, lengths: Uint8Array): void {
  const size = order.length;
  const weights = new Float64Array(size - 1);
  const parents = new Uint32Array(2 * size - 1);
  let leaf = 0;
  let inner = 0;
  for (let node = 0; node < size - 1; node++) {
    for (let child = 0; child < 2; child++) {
      const isLeaf = leaf < size && (inner >= node || counts[order[leaf]] <= weights[inner]);
      weights[node] += isLeaf ? counts[order[leaf]] : weights[inner];
      parents[isLeaf ? leaf++ : size + inner++] = node;
    }
  }
  const depths = new Uint8Array(size - 1);
  for (let node = size - 3; node >= 0; node--) depths[node] = Math.min(255, depths[parents[size + node]] + 1);
  for (let i = 0; i < size; i++) lengths[order[i]] = Math.min(255, depths[parents[i]] + 1);
}

/** Limits lengths to `maxBits`, lengthens the rarest others until the code is valid, then uses up free code space. */
function limitLengths(order: Uint32Array, lengths: Uint8Array, maxBits: number): void {
  const capacity = 2 ** maxBits;
  let used = 0;
  for (const symbol of order) {
    if (lengths[symbol] > maxBits) lengths[symbol] = maxBits;
    used += 2 ** (maxBits - lengths[symbol]);
  }
  while (used > capacity) {
    for (const symbol of order) {
      if (lengths[symbol] === maxBits) continue;
      lengths[symbol]++;
      used -= 2 ** (maxBits - lengths[symbol]);
      if (used <= capacity) break;
    }
  }
  for (let i = order.length - 1; i >= 0 && used < capacity; i--) {
    const symbol = order[i];
    while (lengths[symbol] > 1 && used + 2 ** (maxBits - lengths[symbol]) <= capacity) {
      used += 2 ** (maxBits - lengths[symbol]);
      lengths[symbol]--;
    }
  }
}
