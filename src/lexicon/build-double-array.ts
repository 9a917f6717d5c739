import { type DoubleArrayTrie, freeLabel, rootNode } from './double-array.ts';

/** In `codes`: how many units can be told apart. */
const maxCodes = freeLabel - 1;

/**
 * Builds a trie of words, which need not be sorted; none is empty, and of equal words the last one counts. Takes about
 * half a microsecond a node.
 * @param payloads one for each word, 1 to `mostPayload`
 * @param frequencies how often each is looked for: what is asked most often lies together
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
  const { bases, marks } = builder.finish();
  for (let i = 0; i < nodes.length; i++) marks[nodes[i]] = (marks[nodes[i]] & 0xffff) | (payloads[i] << 16);
  return { trie: { codes, bases, checks: marks }, nodes };
}

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
 * Numbers of words, so that words with a common beginning are neighbours, shorter ones first, equal ones as they came:
 * by counting, from the last unit to the first, where shorter words join as their last unit's turn comes.
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

/** After so many words of 32 bases without a place, those before are not tried again for nodes with about as many children. */
const maxFailedTries = 64;

/** Nodes of one depth: the cell of each, and the words below it, by their order. */
interface Level {
  readonly count: number;
  readonly cells: Int32Array;
  readonly firsts: Int32Array;
  readonly lasts: Int32Array;
}

/** Numbers of nodes, those with the most children first, by counting; `begins` says where each one's children begin. */
function sortByChildren(begins: Int32Array, count: number): Uint32Array {
  let most = 0;
  for (let n = 0; n < count; n++) most = Math.max(most, begins[n + 1] - begins[n]);
  const places = new Uint32Array(most + 2);
  for (let n = 0; n < count; n++) places[most - (begins[n + 1] - begins[n]) + 1]++;
  for (let width = 1; width < places.length; width++) places[width] += places[width - 1];
  const order = new Uint32Array(count);
  for (let n = 0; n < count; n++) order[places[most - (begins[n + 1] - begins[n])]++] = n;
  return order;
}

class DoubleArrayBuilder {
  private bases = new Int32Array(0);
  private checks = new Int32Array(0);
  /** One bit a cell: it is a node. */
  private usedCells = new Int32Array(0);
  /** One bit a base: a node has it. */
  private usedBases = new Int32Array(0);
  /** By the binary logarithm of a number of children: the cell from which on such a node may find a place. */
  private readonly firstCandidates = new Int32Array(17);
  /** One more than the last cell that is a node. */
  private cellCount = 1;
  private readonly maxCode: number;
  /** Words as codes, one behind the other, in the order of their codes; of words[order[i]] from starts[i]. */
  private readonly order: Uint32Array;
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
    // The root and its base.
    this.usedCells[0] = this.usedBases[0] = 1;
  }

  /**
   * Lays the words out level by level, in each level the nodes with the most children first: narrow ones fill the gaps
   * that wide ones leave.
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

  private addChildren(level: Level, depth: number, nodes: Int32Array): Level {
    const { order, starts, wordCodes } = this;
    // Children of all nodes of the level, one behind the other.
    const most = level.lasts.reduce((sum, last, i) => sum + last - level.firsts[i], 0);
    const childCodes = new Uint16Array(most);
    const childFirsts = new Int32Array(most);
    const childLasts = new Int32Array(most);
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

  /** The cells, and behind them free ones, so that a walk with any code stays inside. */
  finish(): { bases: Int32Array; marks: Int32Array } {
    const length = this.cellCount + this.maxCode + 1;
    this.reserve(length);
    return { bases: this.bases.slice(0, length), marks: this.checks.slice(0, length) };
  }

  /** The first base that no node has where the cells of these (rising) codes are all free; 32 bases are tried at once. */
  private findBase(codes: Uint16Array, begin: number, end: number): number {
    const width = 31 - Math.clz32(end - begin);
    const first = Math.max(0, this.firstCandidates[width] - codes[begin]) >>> 5;
    for (let word = first; ; word++) {
      this.reserve(word * 32 + this.maxCode + 64);
      const { usedCells } = this;
      // A bit for each base that cannot be.
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

  private occupyCell(cell: number, code: number): void {
    this.checks[cell] = code;
    this.usedCells[cell >>> 5] |= 1 << (cell & 31);
    if (cell >= this.cellCount) this.cellCount = cell + 1;
  }

  private reserve(size: number): void {
    const old = this.checks.length;
    if (size <= old) return;
    const room = (Math.max(size, Math.ceil(old * 1.5)) + 31) & ~31;
    const grown = (length: number, from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(length);
      to.set(from);
      return to;
    };
    this.bases = grown(room, this.bases);
    this.checks = grown(room, this.checks).fill(freeLabel, old);
    this.usedCells = grown(room >>> 5, this.usedCells);
    this.usedBases = grown(room >>> 5, this.usedBases);
  }
}
