/**
 * The term dictionary of one text field of one segment: which documents of the segment hold a term, and which words does
 * the field have?
 *
 * `TermDictionary` finds a term in its block; `TermDictionaryReader` decodes the block and the posting list. Called by
 * `MultiSegmentText` (live/), which asks the dictionary of each segment in turn.
 */
import { TermKind } from '../../analysis/analysis.ts';
import { BitReader } from '../../bytes/bit-reader.ts';
import { gatherMissing, MissingBytes } from '../../bytes/missing-bytes.ts';
import { isAlphanumericAt, isAlphanumericBefore } from '../../text/characters.ts';
import { damageError } from '../damage.ts';
import { PrefixMark, type VisitWord } from '../index-reader.ts';
import type { BigramList, PostingList } from '../posting-list.ts';
import type { CandidateSlice } from '../postings/candidate-slice.ts';
import { ReusableTerm, type Term } from '../term.ts';
import { TermBlock } from './term-block.ts';
import type { TermDictionaryReader } from './term-dictionary-reader.ts';
import { compareUnits, maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** Number of decoded blocks that are kept; a power of two. Terms of a query are often close together in the dictionary. */
const cachedBlocks = 16;

/** Number of terms that a search through a block decodes at a time; most searches end before the last term. */
const decodeStep = 4;

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
  /** The block of `visitTerms`, created at its first call. */
  private visitedBlock: TermBlock | undefined;
  /** Reads the short lists of `visitedBlock` one after the other. */
  private readonly inline = new BitReader();
  /** The term that `find` or `seek` found last is term `at` of `block`. */
  private block = this.scratch;
  private at = 0;

  constructor(readonly terms: TermDictionaryReader) {}

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

  /** Makes term `at` of a block the one that was found last. Returns whether it is a term of this kind. */
  seek(ordinal: number, at: number, kind: TermKind): boolean {
    const block = this.openCached(ordinal);
    this.terms.decodeTerms(block, Math.min(block.count, at + 1));
    this.block = block;
    this.at = at;
    return hasKind(block, at, kind);
  }

  /**
   * Calls `visit` for the terms of one unit, or those that begin with two units, in their order.
   * @param length 1 for the terms that are this unit; 2
   */
  visitGroup(units: Uint16Array, start: number, length: number, visit: (block: TermBlock, at: number) => void): void {
    const { terms } = this;
    if (terms.termCount === 0) return;
    let first = Math.max(0, terms.findBlock(units, start, start + length, this.scratch));
    // Where a block begins with a term of just these units, the one before may end with another.
    if (first > 0 && this.beginsWith(first, units, start, length)) first--;
    for (let ordinal = first; ordinal < terms.blockCount; ordinal++) {
      const block = this.openCached(ordinal);
      for (let at = 0; at < block.count; at++) {
        if (at >= block.decodedCount) terms.decodeTerms(block, Math.min(block.count, at + decodeStep));
        const from = at * maxTermUnits;
        const size = block.lengths[at];
        const order = compareUnits(block.units, from, from + Math.min(size, length), units, start, start + length);
        if (order > 0 || (order === 0 && length === 1 && size > 1)) return;
        if (order === 0) visit(block, at);
      }
    }
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

  /** Calls `visit` for all words whose first unit is from `first` to `last`, in their order. */
  visitWords(visit: VisitWord, first: number, last: number): void {
    this.visitTerms(Uint16Array.of(first), 0, (block, at) => {
      if (block.units[at * maxTermUnits] > last) return false;
      visitIfWord(block, at, visit);
      return true;
    });
  }

  /** Calls `visit` for all words that begin with these units. */
  visitWordsWithPrefix(prefix: Uint16Array, visit: VisitWord): void {
    this.visitTerms(prefix, prefix.length, (block, at) => {
      visitIfWord(block, at, visit);
      return true;
    });
  }

  /**
   * See `TextReader.markWordsWithPrefix`.
   * @param entry posting lists are decoded into it
   */
  markWordsWithPrefix(
    prefix: Uint16Array,
    { first, deleted }: SegmentDocuments,
    entry: TermEntry,
    marks: Uint8Array,
  ): void {
    this.visitLists(prefix, isKnownWord, entry, (block, at) => {
      const { documents, frequencies, wordCodes, count } = entry.postings;
      const isBigram = block.shapes[at] === TermShape.Bigram;
      for (let i = 0; i < count; i++) {
        const document = first + documents[i];
        const frequency = isBigram ? wordCodes[i] - 1 : frequencies[i];
        if (frequency < 0 || (deleted !== undefined && deleted[documents[i]] === 1)) continue;
        if (frequency > 0) marks[document] = PrefixMark.Word;
        else if (marks[document] === 0) marks[document] = PrefixMark.Inner;
      }
    });
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
    this.visitLists(prefix, ({ shapes }, at) => shapes[at] === TermShape.Bigram, entry, visit(-1));
    out.reserve(out.count + candidates.to - candidates.from);
    for (let i = candidates.from; i < candidates.to; i++) {
      const document = candidates.documents[i] - first;
      if (unfollowed[document] <= 0 || (deleted !== undefined && deleted[document] === 1)) continue;
      out.documents[out.count++] = candidates.documents[i];
    }
  }

  /** Calls `visit` for the wanted terms that begin with a prefix, when their lists are in `entry`. */
  private visitLists(
    prefix: Uint16Array,
    isWanted: (block: TermBlock, at: number) => boolean,
    entry: TermEntry,
    visit: (block: TermBlock, at: number) => void,
  ): void {
    const { terms, inline } = this;
    let inlineOrdinal = -1;
    let next = 0;
    let missing: unknown;
    this.visitTerms(prefix, prefix.length, (block, at) => {
      // Short lists have no starts: those before the term are read as well.
      if (block.ordinal !== inlineOrdinal) {
        inlineOrdinal = block.ordinal;
        terms.startInlinePostings(block, inline);
        next = 0;
      }
      for (; next < at; next++) if (terms.isInline(block, next)) terms.readEntry(block, next, inline, entry);
      next = at + 1;
      const wanted = isWanted(block, at);
      try {
        if (wanted || terms.isInline(block, at)) terms.readEntry(block, at, inline, entry);
      } catch (error) {
        // The long lists of all terms are loaded together.
        if (!(error instanceof MissingBytes)) throw error;
        missing = error;
        return true;
      }
      if (wanted) visit(block, at);
      return true;
    });
    if (missing !== undefined) throw missing;
  }

  /** See `Vocabulary.visitWordsMatching`. */
  visitWordsMatching(pattern: readonly Uint16Array[], visit: VisitWord): void {
    const prefix = new Uint16Array(2);
    const character = new ReusableTerm().set(TermKind.Character, prefix, 0, 1);
    const visitIfMatching = (block: TermBlock, at: number): true => {
      if (block.lengths[at] === pattern.length && matchesFromThird(block.units, at * maxTermUnits, pattern))
        visitIfWord(block, at, visit);
      return true;
    };
    gatherMissing(pattern[0].length, i => {
      prefix[0] = pattern[0][i];
      // Whether the character stands anywhere takes one look-up, as many as one second character. It only saves look-ups, so a
      // reader that has to wait for each goes without it.
      if (!this.terms.loadsBytes && pattern[1].length > 1 && !this.find(character)) return;
      gatherMissing(pattern[1].length, j => {
        prefix[1] = pattern[1][j];
        this.visitTerms(prefix, 2, visitIfMatching);
      });
    });
  }

  /**
   * Visits the terms from `from` on in their order, as long as they begin with the first `shared` units of `from` and
   * `visit` returns true.
   */
  private visitTerms(from: Uint16Array, shared: number, visit: (block: TermBlock, at: number) => boolean): void {
    const { terms } = this;
    if (terms.termCount === 0) return;
    this.visitedBlock ??= new TermBlock();
    const block = this.visitedBlock;
    if (terms.loadsBytes && shared > 0) terms.wantPrefix(from, shared);
    let hasBegun = false;
    for (
      let ordinal = Math.max(0, terms.findBlock(from, 0, from.length, this.scratch));
      ordinal < terms.blockCount;
      ordinal++
    ) {
      terms.loadBlock(ordinal, block);
      for (let at = 0; at < block.count; at++) {
        const start = at * maxTermUnits;
        const end = start + block.lengths[at];
        hasBegun ||= compareUnits(block.units, start, end, from, 0, from.length) >= 0;
        if (!hasBegun) continue;
        if (compareUnits(block.units, start, Math.min(end, start + shared), from, 0, shared) !== 0) return;
        if (!visit(block, at)) return;
      }
    }
  }

  /** Whether the segment has the term; if so, it is the one that was found last. */
  find(term: Term): boolean {
    const { units, start, end } = term;
    if (end <= start || end - start > maxTermUnits || this.terms.termCount === 0) return false;
    const ordinal = this.terms.findBlock(units, start, end, this.scratch);
    if (ordinal < 0) return false;
    if (this.findIn(ordinal, term)) return true;
    // A character may be the last term of the previous block, if the word with the same units begins this one.
    return ordinal > 0 && term.kind === TermKind.Character && this.isFirst(term) && this.findIn(ordinal - 1, term);
  }

  private findIn(ordinal: number, { kind, units, start, end }: Term): boolean {
    const block = this.openCached(ordinal);
    this.block = block;
    for (let i = 0; i < block.count; i++) {
      if (i >= block.decodedCount) this.terms.decodeTerms(block, Math.min(block.count, i + decodeStep));
      const from = i * maxTermUnits;
      const order = compareUnits(block.units, from, from + block.lengths[i], units, start, end);
      if (order > 0) return false;
      if (order < 0 || !hasKind(block, i, kind)) continue;
      this.at = i;
      return true;
    }
    return false;
  }

  private openCached(ordinal: number): TermBlock {
    const slot = ordinal & (cachedBlocks - 1);
    const block = (this.blocks[slot] ??= new TermBlock());
    this.terms.openBlock(ordinal, block);
    return block;
  }

  /** Whether the first term of a block has exactly these units. */
  private beginsWith(ordinal: number, units: Uint16Array, start: number, length: number): boolean {
    const block = this.openCached(ordinal);
    this.terms.decodeTerms(block, 1);
    return compareUnits(block.units, 0, block.lengths[0], units, start, start + length) === 0;
  }

  /** Whether the first term of `block` has the units of the term. */
  private isFirst({ units, start, end }: Term): boolean {
    const { block } = this;
    return compareUnits(block.units, 0, block.lengths[0], units, start, end) === 0;
  }
}

/** Whether a term is a word that a reader knows: parts and other spellings of names are none, as `in2022` of `in 2022`. */
function isKnownWord({ units, isWord, lengths, pathDocuments }: TermBlock, at: number): boolean {
  if (isWord[at] === 0) return false;
  const start = at * maxTermUnits;
  const end = start + lengths[at];
  return pathDocuments[at] > 0 || !(isAlphanumericAt(units, start, end) && isAlphanumericBefore(units, end, end));
}

function visitIfWord(block: TermBlock, at: number, visit: VisitWord): void {
  if (!isKnownWord(block, at)) return;
  const start = at * maxTermUnits;
  const end = start + block.lengths[at];
  visit(block.units, start, end, block.wordDocuments[at], block.isName[at] === 1);
}

/** Whether the units of a word, from the third on, match a pattern of the same length. */
function matchesFromThird(units: Uint16Array, start: number, pattern: readonly Uint16Array[]): boolean {
  for (let i = 2; i < pattern.length; i++) if (!pattern[i].includes(units[start + i])) return false;
  return true;
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
