/**
 * A trie of words as two arrays of integers (Aoe 1989): from node `n` the child for code `c` is `base[n] + c`, if
 * `check` there says `n`. Walking a word is one addition and one comparison a character; the arrays are their own file.
 *
 * Words are sequences of UTF-16 units. Units are numbered by how often they occur (`codes`, 1 for the most frequent, 0
 * for none), so that siblings lie close together and the arrays stay dense.
 */

/** The node where every walk begins. */
export const rootNode = 0;
/** In `check`: nothing is here. */
const free = -1;

export interface DoubleArray {
  /** Codes of all 65,536 units; 0 where no word has the unit. */
  readonly codes: Uint16Array;
  readonly base: Int32Array;
  readonly check: Int32Array;
}

/** The child of a node for a unit; -1 when no word goes on so. */
export function childOf(trie: DoubleArray, node: number, unit: number): number {
  const code = trie.codes[unit];
  if (code === 0) return -1;
  const child = trie.base[node] + code;
  return trie.check[child] === node ? child : -1;
}

/** The node where a word ends; -1 when the trie does not hold it, nor a longer one that begins so. */
export function nodeOf(trie: DoubleArray, units: ArrayLike<number>, start: number, end: number): number {
  let node = rootNode;
  for (let at = start; at < end; at++) {
    node = childOf(trie, node, units[at]);
    if (node < 0) return -1;
  }
  return node;
}

/**
 * Builds a trie of words, which need not be sorted or distinct. Takes about 1 µs a node: places are found along a list
 * of the free cells, and a node that finds none soon goes to the end.
 * @returns the trie, and the node where each word ends
 */
export function buildDoubleArray(words: readonly string[]): { trie: DoubleArray; nodes: Int32Array } {
  const codes = codesByFrequency(words);
  const order = sortedByCodes(words, codes);
  const builder = new Builder(codes);
  const nodes = builder.build(words, order);
  return { trie: builder.finish(), nodes };
}

function codesByFrequency(words: readonly string[]): Uint16Array {
  const counts = new Uint32Array(0x10000);
  for (const word of words) for (let i = 0; i < word.length; i++) counts[word.charCodeAt(i)]++;
  const units: number[] = [];
  for (let unit = 0; unit < counts.length; unit++) if (counts[unit]) units.push(unit);
  units.sort((a, b) => counts[b] - counts[a] || a - b);
  const codes = new Uint16Array(0x10000);
  units.forEach((unit, i) => {
    codes[unit] = i + 1;
  });
  return codes;
}

/** Numbers of words, ordered so that words with a common beginning are neighbours, shorter ones first. */
function sortedByCodes(words: readonly string[], codes: Uint16Array): Uint32Array {
  const coded = words.map(word => {
    let text = '';
    for (let i = 0; i < word.length; i++) text += String.fromCharCode(codes[word.charCodeAt(i)]);
    return text;
  });
  return Uint32Array.from(words, (_, i) => i).sort((a, b) =>
    coded[a] < coded[b] ? -1 : coded[a] > coded[b] ? 1 : a - b,
  );
}

/** After so many free cells that do not fit, a node's children go behind everything. */
const patience = 300;

/** A node whose children are not placed yet: the words below it, by their order, and where each child's begin. */
interface Branch {
  readonly node: number;
  readonly first: number;
  readonly last: number;
  readonly children: number[];
  readonly starts: number[];
}

class Builder {
  private base = new Int32Array(1024);
  private check = new Int32Array(1024).fill(free);
  /** A ring of the free cells: the next and the one before, of cell 0's ring. */
  private next = new Int32Array(1024);
  private before = new Int32Array(1024);
  private used = 1;
  private readonly most: number;

  constructor(private readonly codes: Uint16Array) {
    this.most = codes.reduce((a, b) => Math.max(a, b), 0);
    this.link(1, 1024, 0, 0);
    this.check[rootNode] = 0;
  }

  /**
   * Lays out the words level by level, in each level the nodes with the most children first: narrow ones fill the gaps
   * that wide ones leave.
   */
  build(words: readonly string[], order: Uint32Array): Int32Array {
    const nodes = new Int32Array(words.length).fill(-1);
    let level: Branch[] = [{ node: rootNode, first: 0, last: order.length, children: [], starts: [] }];
    for (let depth = 0; level.length; depth++) {
      for (const branch of level) this.spread(branch, depth, words, order, nodes);
      level.sort((a, b) => b.children.length - a.children.length || a.node - b.node);
      const below: Branch[] = [];
      for (const { node, last, children, starts } of level) {
        if (children.length === 0) break;
        const base = this.place(children);
        this.base[node] = base;
        for (let i = 0; i < children.length; i++) {
          const cell = base + children[i];
          this.take(cell);
          this.check[cell] = node;
          below.push({ node: cell, first: starts[i], last: starts[i + 1] ?? last, children: [], starts: [] });
        }
      }
      level = below;
    }
    return nodes;
  }

  /** Notes the words that end at a branch, and the codes by which the others go on. */
  private spread(branch: Branch, depth: number, words: readonly string[], order: Uint32Array, nodes: Int32Array): void {
    let code = -1;
    for (let at = branch.first; at < branch.last; at++) {
      const word = words[order[at]];
      if (word.length === depth) nodes[order[at]] = branch.node;
      else {
        const next = this.codes[word.charCodeAt(depth)];
        if (next === code) continue;
        code = next;
        branch.children.push(code);
        branch.starts.push(at);
      }
    }
  }

  finish(): DoubleArray {
    // Room behind the last cell, so that no walk ever looks past the end.
    const length = this.used + this.most + 1;
    this.reserve(length);
    return { codes: this.codes, base: this.base.slice(0, length), check: this.check.slice(0, length) };
  }

  /** A base for children of these codes (rising) whose cells are all free. */
  private place(children: readonly number[]): number {
    const first = children[0];
    const last = children[children.length - 1];
    let cell = this.next[0];
    for (let tries = 0; cell !== 0 && tries < patience; cell = this.next[cell]) {
      const base = cell - first;
      if (base < 0) continue;
      tries++;
      this.reserve(base + last + 1);
      let fits = true;
      for (let i = 1; i < children.length && fits; i++) fits = this.check[base + children[i]] === free;
      if (fits) return base;
    }
    const base = Math.max(0, this.used - first + 1);
    this.reserve(base + last + 1);
    return base;
  }

  private take(cell: number): void {
    this.reserve(cell + 1);
    this.next[this.before[cell]] = this.next[cell];
    this.before[this.next[cell]] = this.before[cell];
    if (cell >= this.used) this.used = cell + 1;
  }

  private reserve(size: number): void {
    const old = this.check.length;
    if (size <= old) return;
    const room = Math.max(size, old * 2);
    const base = new Int32Array(room);
    const check = new Int32Array(room).fill(free);
    const next = new Int32Array(room);
    const before = new Int32Array(room);
    base.set(this.base);
    check.set(this.check);
    next.set(this.next);
    before.set(this.before);
    this.base = base;
    this.check = check;
    this.next = next;
    this.before = before;
    this.link(old, room, this.before[0], 0);
  }

  /** Puts the cells [from, to) into the ring between `left` and `right`. */
  private link(from: number, to: number, left: number, right: number): void {
    for (let cell = from; cell < to; cell++) {
      this.before[cell] = cell === from ? left : cell - 1;
      this.next[cell] = cell === to - 1 ? right : cell + 1;
    }
    this.next[left] = from;
    this.before[right] = to - 1;
  }
}
