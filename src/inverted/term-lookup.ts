import { TermKind } from '../analysis/analysis.ts';
import { damaged } from './damage.ts';
import type { PairList, PostingList } from './index-reader.ts';
import { TermBlock } from './term-block.ts';
import { compareUnits, mostUnits, type TermEntry, TermShape } from './term-entry.ts';
import type { TermsReader } from './terms.ts';

/** A power of two: a query asks for terms that stand close together, so a few blocks serve most look-ups. */
const cachedBlocks = 16;

/** A search through a block decodes so many terms at a time: most end before the last. */
const decodedAtOnce = 4;

/** Finds terms of one text field of one segment, and keeps the blocks it decoded last. */
export class TermLookup {
  private readonly blocks: TermBlock[] = [];
  private readonly scratch = new TermBlock();
  private block = this.scratch;
  private at = 0;

  constructor(readonly terms: TermsReader) {}

  /** How many documents of the segment hold the term, live or not. */
  documentFrequency(kind: TermKind, units: Uint16Array, start: number, end: number): number {
    if (!this.find(kind, units, start, end)) return 0;
    const { block, at } = this;
    if (kind === TermKind.Word) return block.onPath[at];
    return kind === TermKind.InnerWord ? block.standing[at] : block.counts[at];
  }

  /**
   * Appends the segment's documents that hold the term to `out`.
   * @param first the number of the segment's first document
   * @param deleted by document of the segment: 1 for deleted; or none are
   * @param entry where lists are decoded to
   */
  readPostings(
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    first: number,
    deleted: Uint8Array | undefined,
    entry: TermEntry,
    out: PostingList,
  ): void {
    if (!this.find(kind, units, start, end)) return;
    this.terms.readList(this.block, this.at, entry);
    this.append(kind, first, deleted, entry, out);
  }

  /**
   * The same of those documents only that are among candidates.
   * @param candidates ascending from `from` to `to`, numbered as in the whole
   */
  readPostingsAmong(
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: Uint32Array,
    from: number,
    to: number,
    first: number,
    deleted: Uint8Array | undefined,
    entry: TermEntry,
    out: PostingList,
  ): void {
    if (!this.find(kind, units, start, end)) return;
    this.terms.readListAmong(this.block, this.at, candidates, from, to, first, entry);
    this.append(kind, first, deleted, entry, out);
  }

  /**
   * Appends the documents of a character or pair to `out`, for less than `readPostings`: of how often it says nothing.
   * @param candidates only these are wanted, ascending from `from` to `to`, numbered as in the whole; default all
   */
  readDocuments(
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: Uint32Array | undefined,
    from: number,
    to: number,
    first: number,
    deleted: Uint8Array | undefined,
    entry: TermEntry,
    out: PostingList,
  ): void {
    if (!this.find(kind, units, start, end)) return;
    if (candidates) this.terms.readListAmong(this.block, this.at, candidates, from, to, first, entry, true);
    else this.terms.readDocuments(this.block, this.at, entry);
    this.append(kind, first, deleted, entry, out);
  }

  /**
   * Appends a pair's documents to `out`, and how often each has it as a word of the best path.
   * @param candidates only these are wanted, ascending from `from` to `to`, numbered as in the whole; default all
   */
  readPair(
    units: Uint16Array,
    start: number,
    end: number,
    candidates: Uint32Array | undefined,
    from: number,
    to: number,
    first: number,
    deleted: Uint8Array | undefined,
    entry: TermEntry,
    out: PairList,
  ): void {
    if (!this.find(TermKind.Bigram, units, start, end)) return;
    if (candidates) this.terms.readListAmong(this.block, this.at, candidates, from, to, first, entry);
    else this.terms.readList(this.block, this.at, entry);
    const before = out.count;
    this.append(TermKind.Bigram, first, deleted, entry, out);
    const { documents, count } = entry.list;
    const { words } = out;
    if (this.block.onPath[this.at] === 0) words.fill(0, before, out.count);
    else
      for (let i = 0, to = before; i < count; i++) {
        if (deleted !== undefined && deleted[documents[i]] === 1) continue;
        words[to++] = entry.words[i] > 1 ? entry.words[i] - 1 : 0;
      }
  }

  /** Appends what was read of the term that was found. */
  private append(
    kind: TermKind,
    first: number,
    deleted: Uint8Array | undefined,
    entry: TermEntry,
    out: PostingList,
  ): void {
    const { block, at } = this;
    const { documents, frequencies, count } = entry.list;
    out.reserve(out.count + count);
    const toDocuments = out.documents;
    const toFrequencies = out.frequencies;
    let to = out.count;
    const isWord = kind === TermKind.Word || kind === TermKind.InnerWord;
    if (isWord) {
      const fromPair = block.shapes[at] === TermShape.Pair;
      const least = kind === TermKind.Word ? 1 : 0;
      for (let i = 0; i < count; i++) {
        const paths = fromPair ? entry.words[i] - 1 : frequencies[i];
        if (paths < least || (deleted !== undefined && deleted[documents[i]] === 1)) continue;
        toDocuments[to] = first + documents[i];
        toFrequencies[to++] = paths;
      }
    } else if (deleted === undefined && first === 0 && to === 0) {
      out.exchange(entry.list);
      to = count;
    } else {
      for (let i = 0; i < count; i++) {
        if (deleted !== undefined && deleted[documents[i]] === 1) continue;
        toDocuments[to] = first + documents[i];
        toFrequencies[to++] = frequencies[i];
      }
    }
    out.count = to;
  }

  /** Calls `visit` for the words that begin with the units, in their order. */
  eachWord(
    units: Uint16Array,
    length: number,
    visit: (units: Uint16Array, start: number, end: number, documents: number, isName: boolean) => void,
  ): void {
    const { terms } = this;
    const scratch = new TermBlock();
    if (terms.termCount === 0) return;
    const first = length === 0 ? 0 : Math.max(0, terms.blockOf(units, 0, length, scratch));
    for (let number = first; number < terms.blockCount; number++) {
      terms.load(number, scratch);
      for (let i = 0; i < scratch.count; i++) {
        const start = i * mostUnits;
        const end = start + scratch.lengths[i];
        const order = compareUnits(scratch.units, start, Math.min(end, start + length), units, 0, length);
        if (order > 0) return;
        if (order === 0 && scratch.isWord[i] === 1)
          visit(scratch.units, start, end, scratch.standing[i], scratch.isName[i] === 1);
      }
    }
  }

  /** Whether the segment has the term; then `block` and `at` are where. */
  private find(kind: TermKind, units: Uint16Array, start: number, end: number): boolean {
    if (end <= start || end - start > mostUnits || this.terms.termCount === 0) return false;
    const number = this.terms.blockOf(units, start, end, this.scratch);
    if (number < 0) return false;
    if (this.findIn(number, kind, units, start, end)) return true;
    // A character may be the last term of the block before, when the word of the same units begins this one.
    return (
      number > 0 &&
      kind === TermKind.Character &&
      this.firstIs(units, start, end) &&
      this.findIn(number - 1, kind, units, start, end)
    );
  }

  private findIn(number: number, kind: TermKind, units: Uint16Array, start: number, end: number): boolean {
    const slot = number & (cachedBlocks - 1);
    const block = (this.blocks[slot] ??= new TermBlock());
    this.terms.open(number, block);
    this.block = block;
    for (let i = 0; i < block.count; i++) {
      if (i >= block.decoded) this.terms.decode(block, Math.min(block.count, i + decodedAtOnce));
      const from = i * mostUnits;
      const order = compareUnits(block.units, from, from + block.lengths[i], units, start, end);
      if (order > 0) return false;
      if (order < 0 || !fits(kind, block, i)) continue;
      this.at = i;
      return true;
    }
    return false;
  }

  private firstIs(units: Uint16Array, start: number, end: number): boolean {
    const { block } = this;
    return compareUnits(block.units, 0, block.lengths[0], units, start, end) === 0;
  }
}

function fits(kind: TermKind, block: TermBlock, at: number): boolean {
  switch (kind) {
    case TermKind.Character:
      return block.shapes[at] === TermShape.Character;
    case TermKind.Bigram:
      return block.shapes[at] === TermShape.Pair;
    case TermKind.Word:
    case TermKind.InnerWord:
      return block.isWord[at] === 1;
    default:
      throw damaged('a kind of term', kind);
  }
}
