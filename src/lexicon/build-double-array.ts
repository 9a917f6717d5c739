import { type DoubleArray, freeLabel, rootNode } from './double-array.ts';

/** In `codes`: how many units can be told apart. */
const mostCodes = freeLabel - 1;

/**
 * Builds a trie of words, which need not be sorted; of equal words the last one counts. Takes about 1 µs a node: places
 * are found along a list of the free cells, and a node that finds none soon goes to the end.
 * @param payloads one for each word, 1 to `mostPayload`
 * @param frequencies how often each is looked for: what is asked most often lies together
 * @returns the trie, and the node where each word ends
 */
export function buildDoubleArray(
  words: readonly string[],
  payloads: ArrayLike<number>,
  frequencies?: ArrayLike<number>,
): { trie: DoubleArray; nodes: Int32Array } {
  const codes = codesByFrequency(words, frequencies);
  const builder = new Builder(words, codes);
  const nodes = builder.build();
  const { bases, marks } = builder.finish();
  for (let i = 0; i < nodes.length; i++) marks[nodes[i]] = (marks[nodes[i]] & 0xffff) | (payloads[i] << 16);
  return { trie: { codes, bases, marks }, nodes };
}

function codesByFrequency(words: readonly string[], frequencies?: ArrayLike<number>): Uint16Array {
  const counts = new Float64Array(0x10000);
  words.forEach((word, w) => {
    for (let i = 0; i < word.length; i++) counts[word.charCodeAt(i)] += frequencies ? frequencies[w] : 1;
  });
  const units: number[] = [];
  for (let unit = 0; unit < counts.length; unit++) if (counts[unit]) units.push(unit);
  units.sort((a, b) => counts[b] - counts[a] || a - b);
  const codes = new Uint16Array(0x10000);
  for (let i = 0; i < Math.min(units.length, mostCodes); i++) codes[units[i]] = i + 1;
  return codes;
}

/** Numbers of words, so that words with a common beginning are neighbours, shorter ones first, equal ones as they came. */
function sortedByCodes(words: readonly string[], codes: Uint16Array): Uint32Array {
  const codeAt = (word: string, at: number): number => (at < word.length ? codes[word.charCodeAt(at)] : 0);
  // The first three characters as one number decide most comparisons.
  const keys = Float64Array.from(
    words,
    word => (codeAt(word, 0) * 0x10000 + codeAt(word, 1)) * 0x10000 + codeAt(word, 2),
  );
  const order = Uint32Array.from(keys, (_, i) => i);
  return order.sort((a, b) => {
    if (keys[a] !== keys[b]) return keys[a] - keys[b];
    const first = words[a];
    const second = words[b];
    for (let at = 3; at < first.length || at < second.length; at++) {
      const difference = codeAt(first, at) - codeAt(second, at);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}

/** After so many free cells that do not fit, a node's children go behind everything. */
const patience = 200000;
/** After so many the cells before are taken for full, and not tried again for nodes with about as many children. */
const crowded = 20;

/** Nodes of one depth: the cell of each, and the words below it, by their order. */
interface Level {
  readonly count: number;
  readonly cells: Int32Array;
  readonly firsts: Int32Array;
  readonly lasts: Int32Array;
}

/** Numbers of nodes, those with the most children first, by counting; `begins` says where each one's children begin. */
function byWidth(begins: Int32Array, count: number): Uint32Array {
  let most = 0;
  for (let n = 0; n < count; n++) most = Math.max(most, begins[n + 1] - begins[n]);
  const places = new Uint32Array(most + 2);
  for (let n = 0; n < count; n++) places[most - (begins[n + 1] - begins[n]) + 1]++;
  for (let width = 1; width < places.length; width++) places[width] += places[width - 1];
  const order = new Uint32Array(count);
  for (let n = 0; n < count; n++) order[places[most - (begins[n + 1] - begins[n])]++] = n;
  return order;
}

class Builder {
  private bases = new Int32Array(0);
  private marks = new Int32Array(0);
  /** A ring of the free cells through cell 0: the next and the one before. */
  private next = new Int32Array(0);
  private before = new Int32Array(0);
  /** By the binary logarithm of a number of children: a cell behind which such a node may find a place. */
  private readonly hints = new Int32Array(17);
  /** Bases that a node has. */
  private taken = new Uint8Array(0);
  /** One more than the last cell that is a node. */
  private used = 1;
  private readonly mostCode: number;
  /** Words as codes, one behind the other, in the order of their codes; of words[order[i]] from starts[i]. */
  private readonly order: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly text: Uint16Array;

  constructor(
    private readonly words: readonly string[],
    codes: Uint16Array,
  ) {
    this.mostCode = codes.reduce((a, b) => Math.max(a, b), 0);
    this.order = sortedByCodes(words, codes);
    this.starts = new Uint32Array(words.length + 1);
    this.text = new Uint16Array(words.reduce((sum, word) => sum + word.length, 0));
    let at = 0;
    for (let i = 0; i < words.length; i++) {
      this.starts[i] = at;
      const word = words[this.order[i]];
      for (let k = 0; k < word.length; k++) this.text[at++] = codes[word.charCodeAt(k)];
    }
    this.starts[words.length] = at;
    this.reserve(1024 + Math.ceil(at * 0.75));
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
    for (let depth = 0; level.count; depth++) level = this.layOut(level, depth, nodes);
    return nodes;
  }

  private layOut(level: Level, depth: number, nodes: Int32Array): Level {
    const { order, starts, text } = this;
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
        const next = text[starts[i] + depth];
        if (next !== code) {
          code = next;
          childCodes[children] = code;
          childFirsts[children++] = i;
        }
        childLasts[children - 1] = i + 1;
      }
    }
    begins[level.count] = children;
    const widest = byWidth(begins, level.count);
    const cells = new Int32Array(children);
    for (const n of widest) {
      const begin = begins[n];
      const end = begins[n + 1];
      if (begin === end) break;
      const base = depth === 0 ? 0 : this.place(childCodes, begin, end);
      this.reserve(base + childCodes[end - 1] + 1);
      this.bases[level.cells[n]] = base;
      this.taken[base] = 1;
      for (let child = begin; child < end; child++) {
        cells[child] = base + childCodes[child];
        this.take(cells[child], childCodes[child]);
      }
    }
    return { count: children, cells, firsts: childFirsts, lasts: childLasts };
  }

  /** The cells, and behind them free ones, so that a walk with any code stays inside. */
  finish(): { bases: Int32Array; marks: Int32Array } {
    const length = this.used + this.mostCode + 1;
    this.reserve(length);
    return { bases: this.bases.slice(0, length), marks: this.marks.slice(0, length) };
  }

  /** A base that no node has, where the cells of these (rising) codes are all free. */
  private place(codes: Uint16Array, begin: number, end: number): number {
    const first = codes[begin];
    const last = codes[end - 1];
    const width = 31 - Math.clz32(end - begin);
    let tries = 0;
    for (let cell = this.next[this.hints[width]]; cell !== 0 && tries < patience; cell = this.next[cell]) {
      const base = cell - first;
      if (base < 1 || !this.isFree(cell)) continue;
      tries++;
      if (this.taken[base]) continue;
      let fits = true;
      for (let i = begin + 1; i < end && fits; i++) fits = this.isFree(base + codes[i]);
      if (!fits) continue;
      if (tries > crowded) this.hints[width] = this.before[cell];
      return base;
    }
    let base = Math.max(1, this.used - first);
    this.reserve(base + last + 1);
    while (this.taken[base]) this.reserve(++base + last + 1);
    return base;
  }

  private isFree(cell: number): boolean {
    return cell >= this.marks.length || (this.marks[cell] & 0xffff) === freeLabel;
  }

  private take(cell: number, code: number): void {
    this.marks[cell] = code;
    this.next[this.before[cell]] = this.next[cell];
    this.before[this.next[cell]] = this.before[cell];
    if (cell >= this.used) this.used = cell + 1;
  }

  private reserve(size: number): void {
    const old = this.next.length;
    if (size <= old) return;
    const room = Math.max(size, Math.ceil(old * 1.5));
    const grown = <T extends Int32Array | Uint8Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.bases = grown(new Int32Array(room), this.bases);
    this.marks = grown(new Int32Array(room), this.marks);
    this.next = grown(new Int32Array(room), this.next);
    this.before = grown(new Int32Array(room), this.before);
    this.taken = grown(new Uint8Array(room), this.taken);
    // The new cells go to the end of the ring; cell 0, the root, is where it closes.
    let left = this.before[0];
    for (let cell = Math.max(1, old); cell < room; cell++) {
      this.marks[cell] = freeLabel;
      this.before[cell] = left;
      this.next[left] = cell;
      left = cell;
    }
    this.next[left] = 0;
    this.before[0] = left;
    this.marks[rootNode] = freeLabel;
  }
}
