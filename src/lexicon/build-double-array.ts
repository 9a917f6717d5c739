/** Builds the double-array trie of a list of words. */
import { type DoubleArrayTrie, freeLabel, rootNode } from './double-array.ts';

/** Maximum number of different UTF-16 units in the words. */
const maxCodes = freeLabel - 1;

/**
 * Builds a trie of words in any order. No word may be empty; of equal words the last payload counts. Takes about half a
 * microsecond per node.
 * @param payloads one per word, from 1 to `maxPayload`
 * @param frequencies one per word: frequent words get low codes, so that their cells lie together
 * @returns the trie, and the node where each word ends
 */
export function buildDoubleArray(
  words: readonly string[],
  payloads: ArrayLike<number>,
  frequencies?: ArrayLike<number>,
): { trie: DoubleArrayTrie; nodes: Int32Array } {
  const codes = assignCodes(words, frequencies);
  const builder = new DoubleArrayBuilder(words, codes);
  const nodes = builder.build();
  const { bases, checks } = builder.finish();
  for (let i = 0; i < nodes.length; i++) checks[nodes[i]] = (checks[nodes[i]] & 0xffff) | (payloads[i] << 16);
  return { trie: { codes, bases, checks }, nodes };
}

/** Numbers the units of the words by frequency, from 1. */
function assignCodes(words: readonly string[], frequencies?: ArrayLike<number>): Uint16Array {
  const counts = new Float64Array(0x10000);
  words.forEach((word, w) => {
    for (let i = 0; i < word.length; i++) counts[word.charCodeAt(i)] += frequencies ? frequencies[w] : 1;
  });
  const units: number[] = [];
  for (let unit = 0; unit < counts.length; unit++) if (counts[unit]) units.push(unit);
  units.sort((a, b) => counts[b] - counts[a] || a - b);
  const codes = new Uint16Array(0x10000);
  for (let i = 0; i < Math.min(units.length, maxCodes); i++) codes[units[i]] = i + 1;
  return codes;
}

/**
 * Returns the numbers of the words in the order of their codes: words with a common prefix are neighbours, shorter ones
 * first, equal ones in their given order. A radix sort from the last unit to the first, which a word joins at its length.
 */
function sortByCodes(words: readonly string[], codes: Uint16Array): Uint32Array {
  const byLength: number[][] = [];
  words.forEach((word, w) => {
    (byLength[word.length] ??= []).push(w);
  });
  let order = new Uint32Array(words.length);
  let sorted = new Uint32Array(words.length);
  const places = new Uint32Array(codes.reduce((a, b) => Math.max(a, b), 0) + 2);
  let count = 0;
  for (let at = byLength.length - 1; at >= 0; at--) {
    const joining = byLength[at + 1] ?? [];
    order.copyWithin(joining.length, 0, count);
    order.set(joining);
    count += joining.length;
    places.fill(0);
    for (let i = 0; i < count; i++) places[codes[words[order[i]].charCodeAt(at)] + 1]++;
    for (let code = 1; code < places.length; code++) places[code] += places[code - 1];
    for (let i = 0; i < count; i++) sorted[places[codes[words[order[i]].charCodeAt(at)]]++] = order[i];
    [order, sorted] = [sorted, order];
  }
  return order;
}

/** After this many failed tries (of 32 bases each) the bases before are not tried again for nodes with about as many children. */
const maxFailedTries = 64;

/** The nodes of one depth: the cell of each, and the range of sorted words below it. */
interface Level {
  readonly count: number;
  readonly cells: Int32Array;
  readonly firsts: Int32Array;
  readonly lasts: Int32Array;
}

/** Returns the numbers of the nodes, those with the most children first (counting sort). The children of node `n` begin at `begins[n]`. */
function sortByChildren(begins: Int32Array, count: number): Uint32Array {
  let maxChildren = 0;
  for (let n = 0; n < count; n++) maxChildren = Math.max(maxChildren, begins[n + 1] - begins[n]);
  const places = new Uint32Array(maxChildren + 2);
  for (let n = 0; n < count; n++) places[maxChildren - (begins[n + 1] - begins[n]) + 1]++;
  for (let width = 1; width < places.length; width++) places[width] += places[width - 1];
  const order = new Uint32Array(count);
  for (let n = 0; n < count; n++) order[places[maxChildren - (begins[n + 1] - begins[n])]++] = n;
  return order;
}

class DoubleArrayBuilder {
  private bases = new Int32Array(0);
  private checks = new Int32Array(0);
  /** One bit per cell: the cell is a node. */
  private usedCells = new Int32Array(0);
  /** One bit per base: some node has this base. */
  private usedBases = new Int32Array(0);
  /** By the binary logarithm of the number of children: the first cell where the first child of such a node may fit. */
  private readonly firstCandidates = new Int32Array(17);
  /** One more than the last cell that is a node. */
  private cellCount = 1;
  private readonly maxCode: number;
  /** The numbers of the words, sorted. */
  private readonly order: Uint32Array;
  /** The codes of `words[order[i]]` are `wordCodes[starts[i] … starts[i + 1])`. */
  private readonly starts: Uint32Array;
  private readonly wordCodes: Uint16Array;

  constructor(
    private readonly words: readonly string[],
    codes: Uint16Array,
  ) {
    this.maxCode = codes.reduce((a, b) => Math.max(a, b), 0);
    this.order = sortByCodes(words, codes);
    this.starts = new Uint32Array(words.length + 1);
    this.wordCodes = new Uint16Array(words.reduce((sum, word) => sum + word.length, 0));
    let at = 0;
    for (let i = 0; i < words.length; i++) {
      this.starts[i] = at;
      const word = words[this.order[i]];
      for (let k = 0; k < word.length; k++) this.wordCodes[at++] = codes[word.charCodeAt(k)];
    }
    this.starts[words.length] = at;
    this.reserve(1024 + Math.ceil(at * 0.75));
    // The root and its base are taken.
    this.usedCells[0] = this.usedBases[0] = 1;
  }

  /**
   * Places the nodes level by level, in each level those with the most children first: nodes with few children fill the gaps
   * that the others leave. Returns the node where each word ends.
   */
  build(): Int32Array {
    const count = this.words.length;
    const nodes = new Int32Array(count);
    let level: Level = {
      count: count ? 1 : 0,
      cells: Int32Array.of(rootNode),
      firsts: Int32Array.of(0),
      lasts: Int32Array.of(count),
    };
    for (let depth = 0; level.count; depth++) level = this.addChildren(level, depth, nodes);
    return nodes;
  }

  /** Places the children of all nodes of a level and returns them as the next level. */
  private addChildren(level: Level, depth: number, nodes: Int32Array): Level {
    const { order, starts, wordCodes } = this;
    // The children of all nodes of the level, one after the other.
    const maxChildren = level.lasts.reduce((sum, last, i) => sum + last - level.firsts[i], 0);
    const childCodes = new Uint16Array(maxChildren);
    const childFirsts = new Int32Array(maxChildren);
    const childLasts = new Int32Array(maxChildren);
    const begins = new Int32Array(level.count + 1);
    let children = 0;
    for (let n = 0; n < level.count; n++) {
      begins[n] = children;
      let code = -1;
      for (let i = level.firsts[n]; i < level.lasts[n]; i++) {
        if (starts[i + 1] - starts[i] === depth) {
          nodes[order[i]] = level.cells[n];
          continue;
        }
        const next = wordCodes[starts[i] + depth];
        if (next !== code) {
          code = next;
          childCodes[children] = code;
          childFirsts[children++] = i;
        }
        childLasts[children - 1] = i + 1;
      }
    }
    begins[level.count] = children;
    const widest = sortByChildren(begins, level.count);
    const cells = new Int32Array(children);
    for (const n of widest) {
      const begin = begins[n];
      const end = begins[n + 1];
      if (begin === end) break;
      const base = depth === 0 ? 0 : this.findBase(childCodes, begin, end);
      this.reserve(base + childCodes[end - 1] + 1);
      this.bases[level.cells[n]] = base;
      this.usedBases[base >>> 5] |= 1 << (base & 31);
      for (let child = begin; child < end; child++) {
        cells[child] = base + childCodes[child];
        this.occupyCell(cells[child], childCodes[child]);
      }
    }
    return { count: children, cells, firsts: childFirsts, lasts: childLasts };
  }

  /** Returns the cells, followed by enough free ones that a step with any code stays in bounds. */
  finish(): { bases: Int32Array; checks: Int32Array } {
    const length = this.cellCount + this.maxCode + 1;
    this.reserve(length);
    return { bases: this.bases.slice(0, length), checks: this.checks.slice(0, length) };
  }

  /** Finds the first unused base for which the cells of all codes (rising) are free. 32 bases are tried at once. */
  private findBase(codes: Uint16Array, begin: number, end: number): number {
    const width = 31 - Math.clz32(end - begin);
    const first = Math.max(0, this.firstCandidates[width] - codes[begin]) >>> 5;
    for (let word = first; ; word++) {
      this.reserve(word * 32 + this.maxCode + 64);
      const { usedCells } = this;
      // One bit per base that cannot be used.
      let bad = this.usedBases[word];
      for (let i = begin; i < end && bad !== -1; i++) {
        const at = word + (codes[i] >>> 5);
        const shift = codes[i] & 31;
        bad |= usedCells[at] >>> shift;
        if (shift > 0) bad |= usedCells[at + 1] << (32 - shift);
      }
      if (bad === -1) continue;
      if (word - first > maxFailedTries) this.firstCandidates[width] = word * 32 + codes[begin];
      return word * 32 + 31 - Math.clz32(~bad & (bad + 1));
    }
  }

  /** Makes a free cell a node. */
  private occupyCell(cell: number, code: number): void {
    this.checks[cell] = code;
    this.usedCells[cell >>> 5] |= 1 << (cell & 31);
    if (cell >= this.cellCount) this.cellCount = cell + 1;
  }

  private reserve(size: number): void {
    const old = this.checks.length;
    if (size <= old) return;
    const capacity = (Math.max(size, Math.ceil(old * 1.5)) + 31) & ~31;
    const grow = (length: number, values: Int32Array): Int32Array<ArrayBuffer> => {
      const larger = new Int32Array(length);
      larger.set(values);
      return larger;
    };
    this.bases = grow(capacity, this.bases);
    this.checks = grow(capacity, this.checks).fill(freeLabel, old);
    this.usedCells = grow(capacity >>> 5, this.usedCells);
    this.usedBases = grow(capacity >>> 5, this.usedBases);
  }
}
