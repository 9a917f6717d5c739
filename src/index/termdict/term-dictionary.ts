/**
 * The term dictionary of one text field of one segment: which documents of the segment hold a term?
 *
 * `TermDictionary` finds a term in its block; `TermDictionaryReader` decodes the block and the posting list; `TermVisits`
 * goes through many terms in their order, and `SegmentVocabulary` through the words among them. Called by
 * `MultiSegmentText` (live/), which asks the dictionary of each segment in turn.
 */
import { TermKind } from '../../analysis/analysis.ts';
import { damageError } from '../damage.ts';
import type { BigramList, PostingList } from '../posting-list.ts';
import type { CandidateSlice } from '../postings/candidate-slice.ts';
import type { Term } from '../term.ts';
import { decodeStep, TermBlock } from './term-block.ts';
import type { TermDictionaryReader } from './term-dictionary-reader.ts';
import { compareUnits, maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';
import { TermVisits } from './term-visits.ts';

/** Number of decoded blocks that are kept (1.2 kB each); a power of two. A question has terms in some fifty. */
const cachedBlocks = 256;

/** Number of places of terms that are kept; a power of two. */
const cachedPlaces = 1024;

/** How a segment's documents are numbered in the whole index, and which of them are deleted. */
export interface SegmentDocuments {
  /** The number of the segment's first document in the whole index. */
  readonly first: number;
  /** By document of the segment: 1 for deleted; undefined when none are. */
  readonly deleted: Uint8Array | undefined;
}

/** Finds terms, and caches the blocks that were decoded last. */
export class TermDictionary {
  private readonly blocks: TermBlock[] = [];
  private readonly scratch = new TermBlock();
  /** The term that was found last is term `at` of `block`. */
  private block = this.scratch;
  private at = 0;
  /** By hash of a term: the block and the place in it where such a term was found last. Created when the first is found. */
  private placeBlocks: Int32Array | undefined;
  private readonly places: Uint8Array = new Uint8Array(cachedPlaces);

  /** Visits the terms in their order. */
  readonly visits: TermVisits;

  constructor(readonly terms: TermDictionaryReader) {
    this.visits = new TermVisits(terms);
  }

  /** Notes that a term will be looked up. */
  want({ units, start, end }: Term): void {
    if (end > start) this.terms.want(units, start, end);
  }

  /** The number of documents of the segment that hold the term, deleted ones included. */
  documentFrequency(term: Term): number {
    if (!this.find(term)) return 0;
    const { block, at } = this;
    if (term.kind === TermKind.Word) return block.pathDocuments[at];
    return term.kind === TermKind.InnerWord ? block.wordDocuments[at] : block.documentCounts[at];
  }

  /**
   * See `TextReader.boundTermUnits`.
   *
   * Law: a term that the units begin with is not behind them in the order of terms, and whatever is between the two begins with
   * it; so the last term that is not behind the units begins with all such terms.
   */
  boundTermUnits(units: Uint16Array, start: number, end: number): number {
    const { terms } = this;
    if (terms.loadsBytes) return end - start;
    const ordinal = this.findBlock(units, start, end);
    if (ordinal < 0) return 0;
    const block = this.openCached(ordinal);
    let last = 0;
    for (let at = 0; at < block.count; at++) {
      if (at >= block.decodedCount) terms.decodeTerms(block, Math.min(block.count, at + decodeStep));
      const from = block.starts[at];
      if (compareUnits(block.units, from, from + block.lengths[at], units, start, end) > 0) break;
      last = at;
    }
    const from = block.starts[last];
    const length = Math.min(block.lengths[last], end - start);
    let shared = 0;
    while (shared < length && block.units[from + shared] === units[start + shared]) shared++;
    return shared;
  }

  /**
   * Appends the live documents of the segment that hold the term that was found to `out`.
   * @param kind of the term
   * @param entry posting lists are decoded into it
   */
  readPostings(kind: TermKind, segment: SegmentDocuments, entry: TermEntry, out: PostingList): void {
    this.terms.readPostings(this.block, this.at, entry);
    this.append(kind, segment, entry, out);
  }

  /** Loads the bytes of the posting list of the term that was found. */
  loadPostings(): void {
    this.terms.loadPostings(this.block, this.at);
  }

  /** `readPostings` for the documents among the candidates only. */
  readPostingsIn(
    kind: TermKind,
    segment: SegmentDocuments,
    candidates: CandidateSlice,
    entry: TermEntry,
    out: PostingList,
  ): void {
    this.terms.intersectPostings(this.block, this.at, candidates, entry);
    this.append(kind, segment, entry, out);
  }

  /**
   * Appends the documents of the character or bigram that was found to `out`, faster than `readPostings`: the frequencies
   * mean nothing.
   * @param candidates only these documents are read; default all
   */
  readDocuments(
    kind: TermKind,
    segment: SegmentDocuments,
    candidates: CandidateSlice | undefined,
    entry: TermEntry,
    out: PostingList,
  ): void {
    if (candidates) this.terms.intersectDocuments(this.block, this.at, candidates, entry);
    else this.terms.readDocuments(this.block, this.at, entry);
    this.append(kind, segment, entry, out);
  }

  /**
   * Appends the documents of the bigram that was found to `out`, each with the number of its occurrences that are words of the best path.
   * @param candidates only these documents are read; default all
   */
  readBigram(
    segment: SegmentDocuments,
    candidates: CandidateSlice | undefined,
    entry: TermEntry,
    out: BigramList,
  ): void {
    if (candidates) this.terms.intersectPostings(this.block, this.at, candidates, entry);
    else this.terms.readPostings(this.block, this.at, entry);
    const first = out.count;
    this.append(TermKind.Bigram, segment, entry, out);
    const { documents, wordCodes, count } = entry.postings;
    const { wordFrequencies } = out;
    const { deleted } = segment;
    if (this.block.pathDocuments[this.at] === 0) wordFrequencies.fill(0, first, out.count);
    else
      for (let i = 0, to = first; i < count; i++) {
        if (deleted !== undefined && deleted[documents[i]] === 1) continue;
        wordFrequencies[to++] = wordCodes[i] > 1 ? wordCodes[i] - 1 : 0;
      }
  }

  /** Appends the decoded postings of the term that was found, without deleted documents. */
  private append(kind: TermKind, { first, deleted }: SegmentDocuments, entry: TermEntry, out: PostingList): void {
    const { block, at } = this;
    const { documents, frequencies, wordCodes, count } = entry.postings;
    out.reserve(out.count + count);
    const toDocuments = out.documents;
    const toFrequencies = out.frequencies;
    let to = out.count;
    const isWord = kind === TermKind.Word || kind === TermKind.InnerWord;
    if (isWord) {
      const isBigram = block.shapes[at] === TermShape.Bigram;
      const minFrequency = kind === TermKind.Word ? 1 : 0;
      for (let i = 0; i < count; i++) {
        const frequency = isBigram ? wordCodes[i] - 1 : frequencies[i];
        if (frequency < minFrequency || (deleted !== undefined && deleted[documents[i]] === 1)) continue;
        toDocuments[to] = first + documents[i];
        // An inner word has no frequency of its own.
        toFrequencies[to++] = frequency > 0 ? frequency : 1;
      }
    } else if (deleted === undefined && first === 0 && to === 0) {
      out.swapArrays(entry.postings);
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

  /**
   * See `TextReader.readUnfollowed`; for the character that was found.
   *
   * Law: a bigram begins at each occurrence of the character but those that are unfollowed, so these are its occurrences less
   * those of its bigrams.
   */
  readUnfollowed(
    { units, start, end }: Term,
    { first, deleted }: SegmentDocuments,
    candidates: CandidateSlice,
    entry: TermEntry,
    out: PostingList,
  ): void {
    const unfollowed = new Int32Array(this.terms.documentLimit);
    const visit = (sign: number) => () => {
      const { documents, frequencies, count } = entry.postings;
      for (let i = 0; i < count; i++) unfollowed[documents[i]] += sign * frequencies[i];
    };
    const prefix = units.slice(start, end);
    this.terms.readPostings(this.block, this.at, entry);
    visit(1)();
    this.visits.visitLists(prefix, ({ shapes }, at) => shapes[at] === TermShape.Bigram, entry, visit(-1));
    out.reserve(out.count + candidates.to - candidates.from);
    for (let i = candidates.from; i < candidates.to; i++) {
      const document = candidates.documents[i] - first;
      if (unfollowed[document] <= 0 || (deleted !== undefined && deleted[document] === 1)) continue;
      out.documents[out.count++] = candidates.documents[i];
    }
  }

  /** Whether the segment has the term; if so, it is the one that was found last. */
  find(term: Term): boolean {
    const { units, start, end } = term;
    if (end <= start || end - start > maxTermUnits) return false;
    const slot = hashTerm(term) & (cachedPlaces - 1);
    if (this.findAtPlace(slot, term)) return true;
    const ordinal = this.findBlock(units, start, end);
    if (ordinal < 0) return false;
    // A character may be the last term of the previous block, if the word with the same units begins this one.
    if (
      !this.findIn(ordinal, term) &&
      !(ordinal > 0 && term.kind === TermKind.Character && this.isFirst(term) && this.findIn(ordinal - 1, term))
    )
      return false;
    this.placeBlocks ??= new Int32Array(cachedPlaces).fill(-1);
    this.placeBlocks[slot] = this.block.ordinal;
    this.places[slot] = this.at;
    return true;
  }

  /** Whether a term is where one with its hash was found last, in a block that is still kept: a query looks a term up several times. */
  private findAtPlace(slot: number, { kind, units, start, end }: Term): boolean {
    const ordinal = this.placeBlocks?.[slot] ?? -1;
    if (ordinal < 0) return false;
    const block = this.blocks[ordinal & (cachedBlocks - 1)];
    const at = this.places[slot];
    if (block?.ordinal !== ordinal || at >= block.decodedCount) return false;
    const from = block.starts[at];
    if (compareUnits(block.units, from, from + block.lengths[at], units, start, end) !== 0) return false;
    if (!hasKind(block, at, kind)) return false;
    this.select(block, at);
    return true;
  }

  private findIn(ordinal: number, { kind, units, start, end }: Term): boolean {
    const block = this.openCached(ordinal);
    this.block = block;
    for (let i = 0; i < block.count; i++) {
      if (i >= block.decodedCount) this.terms.decodeTerms(block, Math.min(block.count, i + decodeStep));
      const from = block.starts[i];
      const order = compareUnits(block.units, from, from + block.lengths[i], units, start, end);
      if (order > 0) return false;
      if (order < 0 || !hasKind(block, i, kind)) continue;
      this.at = i;
      return true;
    }
    return false;
  }

  /** Makes term `at` of a block the one that was found last. */
  select(block: TermBlock, at: number): void {
    this.block = block;
    this.at = at;
  }

  /** The ordinal of the last block whose first term is not behind these units; -1 for none. */
  findBlock(units: Uint16Array, start: number, end: number): number {
    return this.terms.termCount === 0 ? -1 : this.terms.findBlock(units, start, end, this.scratch);
  }

  /** A block, whose first terms may be decoded already; valid until some others were opened. */
  openCached(ordinal: number): TermBlock {
    const slot = ordinal & (cachedBlocks - 1);
    const block = (this.blocks[slot] ??= new TermBlock());
    this.terms.openBlock(ordinal, block);
    return block;
  }

  /** Whether the first term of `block` has the units of the term. */
  private isFirst({ units, start, end }: Term): boolean {
    const { block } = this;
    return compareUnits(block.units, 0, block.lengths[0], units, start, end) === 0;
  }
}

/** A bigram and the words with its units are one term of the dictionary, so they have one place. */
function hashTerm({ kind, units, start, end }: Term): number {
  let hash: number = kind === TermKind.Character ? 1 : 2;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ units[at], 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** Whether a term of a block is a term of this kind. A bigram may also be a word. */
function hasKind(block: TermBlock, at: number, kind: TermKind): boolean {
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
