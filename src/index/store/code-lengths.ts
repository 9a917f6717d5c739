/** The longest code that a text code may have, in bits. */
export const maxCodeBits = 16;

/**
 * How many bits each symbol's code gets: Huffman's lengths for these counts, cut to `longestCode`. Lengths of a code
 * without gaps and without overlaps (Kraft's sum is exactly 1; a lone symbol has one bit).
 *
 * @param counts above 0, at most 2^longestCode of them
 */
export function computeCodeLengths(counts: ArrayLike<number>): Uint8Array {
  const size = counts.length;
  const lengths = new Uint8Array(size);
  if (size < 2) return lengths.fill(1);
  const order = sortByCount(counts);
  computeHuffmanLengths(counts, order, lengths);
  limitLengths(order, lengths);
  return lengths;
}

/** Places by rising counts, equal ones in their order. Counts are below 2^32, places below 2^20. */
function sortByCount(counts: ArrayLike<number>): Uint32Array {
  const keys = Float64Array.from(counts, (count, place) => count * 2 ** 20 + place).sort();
  return Uint32Array.from(keys, key => key % 2 ** 20);
}

/** Huffman's algorithm with two queues: symbols by rising counts, and joined nodes as they come. */
function computeHuffmanLengths(counts: ArrayLike<number>, order: Uint32Array, lengths: Uint8Array): void {
  const size = order.length;
  const weights = new Float64Array(size - 1);
  const parents = new Uint32Array(2 * size - 1);
  let leaf = 0;
  let joint = 0;
  for (let node = 0; node < size - 1; node++) {
    for (let child = 0; child < 2; child++) {
      const isLeaf = leaf < size && (joint >= node || counts[order[leaf]] <= weights[joint]);
      weights[node] += isLeaf ? counts[order[leaf]] : weights[joint];
      parents[isLeaf ? leaf++ : size + joint++] = node;
    }
  }
  const depths = new Uint8Array(size - 1);
  for (let node = size - 3; node >= 0; node--) depths[node] = Math.min(255, depths[parents[size + node]] + 1);
  for (let i = 0; i < size; i++) lengths[order[i]] = Math.min(255, depths[parents[i]] + 1);
}

/** Cuts lengths to `longestCode`, then lengthens the rarest others until the code has room, then takes up what is left. */
function limitLengths(order: Uint32Array, lengths: Uint8Array): void {
  const longest = maxCodeBits;
  const room = 2 ** longest;
  let used = 0;
  for (const symbol of order) {
    if (lengths[symbol] > longest) lengths[symbol] = longest;
    used += 2 ** (longest - lengths[symbol]);
  }
  while (used > room) {
    for (const symbol of order) {
      if (lengths[symbol] === longest) continue;
      lengths[symbol]++;
      used -= 2 ** (longest - lengths[symbol]);
      if (used <= room) break;
    }
  }
  for (let i = order.length - 1; i >= 0 && used < room; i--) {
    const symbol = order[i];
    while (lengths[symbol] > 1 && used + 2 ** (longest - lengths[symbol]) <= room) {
      used += 2 ** (longest - lengths[symbol]);
      lengths[symbol]--;
    }
  }
}
