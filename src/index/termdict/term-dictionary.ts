import { TermKind } from '../../analysis/analysis.ts';
import { damageError } from '../damage.ts';
import type { VisitWord } from '../index-reader.ts';
import type { BigramList, PostingList } from '../posting-list.ts';
import { ReusableTerm, type Term } from '../term.ts';
import type { CandidateSlice } from './candidate-slice.ts';
import { TermBlock } from './term-block.ts';
import type { TermDictionaryReader } from './term-dictionary-reader.ts';
import { compareUnits, maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** A power of two: a query asks for terms that stand close together, so a few blocks serve most look-ups. */
const cachedBlocks = 16;

/** A search through a block decodes so many terms at a time: most end before the last. */
const decodedAtOnce = 4;

/** How a segment's documents are numbered in the whole index, and which of them are deleted. */
export interface SegmentDocuments {
  /** The number of the segment's first document in the whole index. */
  readonly first: number;
  /** By document of the segment: 1 for deleted; undefined when none are. */
  readonly deleted: Uint8Array | undefined;
}

/** Finds terms of one text field of one segment, and keeps the blocks it decoded last. */
export class TermDictionary {
  private readonly blocks: TermBlock[] = [];
  private readonly scratch = new TermBlock();
  /** Where terms are visited one after the other: made for the first time of that. */
  private walked: TermBlock | undefined;
  private block = this.scratch;
  private at = 0;

  constructor(readonly terms: TermDictionaryReader) {}

  /** How many documents of the segment hold the term, live or not. */
  documentFrequency(term: Term): number {
    if (!this.find(term)) return 0;
    const { block, at } = this;
    if (term.kind === TermKind.Word) return block.pathDocuments[at];
    return term.kind === TermKind.InnerWord ? block.wordDocuments[at] : block.documentCounts[at];
  }

  /**
   * Appends the segment's documents that hold the term to `out`.
   * @param entry lists are decoded into it
   */
  readPostings(term: Term, segment: SegmentDocuments, entry: TermEntry, out: PostingList): void {
    if (!this.find(term)) return;
    this.terms.readPostings(this.block, this.at, entry);
    this.append(term.kind, segment, entry, out);
  }

  /** `readPostings` for the documents among the candidates only. */
  readPostingsIn(
    term: Term,
    segment: SegmentDocuments,
    candidates: CandidateSlice,
    entry: TermEntry,
    out: PostingList,
  ): void {
    if (!this.find(term)) return;
    this.terms.intersectPostings(this.block, this.at, candidates, entry);
    this.append(term.kind, segment, entry, out);
  }

  /**
   * Appends the documents of a character or bigram to `out`, faster than `readPostings`: the frequencies mean nothing.
   * @param candidates only these documents are read; default all
   */
  readDocuments(
    term: Term,
    segment: SegmentDocuments,
    candidates: CandidateSlice | undefined,
    entry: TermEntry,
    out: PostingList,
  ): void {
    if (!this.find(term)) return;
    if (candidates) this.terms.intersectDocuments(this.block, this.at, candidates, entry);
    else this.terms.readDocuments(this.block, this.at, entry);
    this.append(term.kind, segment, entry, out);
  }

  /**
   * Appends the documents of a bigram to `out`, and how often each has it as a word of the best path.
   * @param candidates only these documents are read; default all
   */
  readBigram(
    term: Term,
    segment: SegmentDocuments,
    candidates: CandidateSlice | undefined,
    entry: TermEntry,
    out: BigramList,
  ): void {
    if (!this.find(term)) return;
    if (candidates) this.terms.intersectPostings(this.block, this.at, candidates, entry);
    else this.terms.readPostings(this.block, this.at, entry);
    const before = out.count;
    this.append(TermKind.Bigram, segment, entry, out);
    const { documents, count } = entry.list;
    const { wordFrequencies: words } = out;
    const { deleted } = segment;
    if (this.block.pathDocuments[this.at] === 0) words.fill(0, before, out.count);
    else
      for (let i = 0, to = before; i < count; i++) {
        if (deleted !== undefined && deleted[documents[i]] === 1) continue;
        words[to++] = entry.wordCodes[i] > 1 ? entry.wordCodes[i] - 1 : 0;
      }
  }

  /** Appends what was read of the term that was found. */
  private append(kind: TermKind, { first, deleted }: SegmentDocuments, entry: TermEntry, out: PostingList): void {
    const { block, at } = this;
    const { documents, frequencies, count } = entry.list;
    out.reserve(out.count + count);
    const toDocuments = out.documents;
    const toFrequencies = out.frequencies;
    let to = out.count;
    const isWord = kind === TermKind.Word || kind === TermKind.InnerWord;
    if (isWord) {
      const fromPair = block.shapes[at] === TermShape.Bigram;
      const least = kind === TermKind.Word ? 1 : 0;
      for (let i = 0; i < count; i++) {
        const paths = fromPair ? entry.wordCodes[i] - 1 : frequencies[i];
        if (paths < least || (deleted !== undefined && deleted[documents[i]] === 1)) continue;
        toDocuments[to] = first + documents[i];
        toFrequencies[to++] = paths;
      }
    } else if (deleted === undefined && first === 0 && to === 0) {
      out.swapArrays(entry.list);
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

  /** Calls `visit` for the words whose first unit lies from `first` to `last`, in their order. */
  eachWord(first: number, last: number, visit: VisitWord): void {
    this.eachTerm(Uint16Array.of(first), 0, (block, at) => {
      if (block.units[at * maxTermUnits] > last) return false;
      tellWord(block, at, visit);
      return true;
    });
  }

  /** The same for words that begin with these units. */
  eachWordFrom(beginning: Uint16Array, visit: VisitWord): void {
    this.eachTerm(beginning, beginning.length, (block, at) => {
      tellWord(block, at, visit);
      return true;
    });
  }

  /** The same for words of two units and more that begin with a character and whose units stand among those of their place. */
  eachWordAmong(places: readonly Uint16Array[], visit: VisitWord): void {
    const beginning = new Uint16Array(2);
    const character = new ReusableTerm().set(TermKind.Character, beginning, 0, 1);
    const tell = (block: TermBlock, at: number): true => {
      if (block.lengths[at] === places.length && isAmong(block.units, at * maxTermUnits, places))
        tellWord(block, at, visit);
      return true;
    };
    for (const first of places[0]) {
      beginning[0] = first;
      if (!this.find(character)) continue;
      for (const second of places[1]) {
        beginning[1] = second;
        this.eachTerm(beginning, 2, tell);
      }
    }
  }

  /**
   * Visits terms from the first one on that is not before `from`, as long as they begin with its first `shared` units and
   * `visit` says so.
   */
  private eachTerm(from: Uint16Array, shared: number, visit: (block: TermBlock, at: number) => boolean): void {
    const { terms } = this;
    if (terms.termCount === 0) return;
    this.walked ??= new TermBlock();
    const { walked } = this;
    let isThere = false;
    for (
      let number = Math.max(0, terms.findBlock(from, 0, from.length, this.scratch));
      number < terms.blockCount;
      number++
    ) {
      terms.loadBlock(number, walked);
      for (let at = 0; at < walked.count; at++) {
        const start = at * maxTermUnits;
        const end = start + walked.lengths[at];
        isThere ||= compareUnits(walked.units, start, end, from, 0, from.length) >= 0;
        if (!isThere) continue;
        if (compareUnits(walked.units, start, Math.min(end, start + shared), from, 0, shared) !== 0) return;
        if (!visit(walked, at)) return;
      }
    }
  }

  /** Whether the segment has the term; then `block` and `at` are its place. */
  private find(term: Term): boolean {
    const { units, start, end } = term;
    if (end <= start || end - start > maxTermUnits || this.terms.termCount === 0) return false;
    const number = this.terms.findBlock(units, start, end, this.scratch);
    if (number < 0) return false;
    if (this.findIn(number, term)) return true;
    // A character may be the last term of the block before, when the word of the same units begins this one.
    return number > 0 && term.kind === TermKind.Character && this.firstIs(term) && this.findIn(number - 1, term);
  }

  private findIn(number: number, { kind, units, start, end }: Term): boolean {
    const slot = number & (cachedBlocks - 1);
    const block = (this.blocks[slot] ??= new TermBlock());
    this.terms.openBlock(number, block);
    this.block = block;
    for (let i = 0; i < block.count; i++) {
      if (i >= block.decodedCount) this.terms.decodeTerms(block, Math.min(block.count, i + decodedAtOnce));
      const from = i * maxTermUnits;
      const order = compareUnits(block.units, from, from + block.lengths[i], units, start, end);
      if (order > 0) return false;
      if (order < 0 || !fits(kind, block, i)) continue;
      this.at = i;
      return true;
    }
    return false;
  }

  private firstIs({ units, start, end }: Term): boolean {
    const { block } = this;
    return compareUnits(block.units, 0, block.lengths[0], units, start, end) === 0;
  }
}

/** Tells a term of a block if it is a word. */
function tellWord(block: TermBlock, at: number, visit: VisitWord): void {
  if (block.isWord[at] === 0) return;
  const start = at * maxTermUnits;
  visit(block.units, start, start + block.lengths[at], block.wordDocuments[at], block.isName[at] === 1);
}

/** Whether each unit of a word from the third on is among those of its place. */
function isAmong(units: Uint16Array, start: number, places: readonly Uint16Array[]): boolean {
  for (let i = 2; i < places.length; i++) if (!places[i].includes(units[start + i])) return false;
  return true;
}

function fits(kind: TermKind, block: TermBlock, at: number): boolean {
  switch (kind) {
    case TermKind.Character:
      return block.shapes[at] === TermShape.Character;
    case TermKind.Bigram:
      return block.shapes[at] === TermShape.Bigram;
    case TermKind.Word:
    case TermKind.InnerWord:
      return block.isWord[at] === 1;
    default:
      throw damageError('a kind of term', kind);
  }
}
