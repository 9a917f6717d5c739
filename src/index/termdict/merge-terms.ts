/** Merges the term dictionaries of several segments into one, in one pass over their terms. */
import { BitReader } from '../../bytes/bit-reader.ts';
import { TermBlock } from './term-block.ts';
import type { TermDictionaryReader } from './term-dictionary-reader.ts';
import { compareUnits, TermEntry, TermShape } from './term-entry.ts';

/** The terms of one segment. */
export interface TermsSource {
  readonly terms: TermDictionaryReader;
  /** The documents of the segment that go into the merged one, ascending. */
  readonly liveDocuments: Uint32Array;
  /** Their numbers in the merged one, ascending; without them they follow those of the source before. */
  readonly numbers?: Uint32Array | undefined;
}

const deleted = 0xffffffff;

/**
 * Visits the terms of a segment in order, with the document numbers of the merged segment. Terms whose documents are all
 * deleted are left out.
 */
class TermCursor {
  readonly entry = new TermEntry();
  /** The first units of the current term, see `keyOf`. */
  key = 0;
  hasEnded = false;
  private readonly block = new TermBlock();
  /** The place of the current term in the block. */
  private at = -1;
  private readonly inline = new BitReader();
  private readonly terms: TermDictionaryReader;
  /** For each document of the segment: its number in the merged one, or `deleted`. Undefined if all follow each other there. */
  private readonly numbers: Uint32Array | undefined;

  /** @param firstDocument the number of the first document in the merged segment, if all follow each other there */
  constructor(
    { terms, liveDocuments, numbers }: TermsSource,
    private readonly firstDocument: number,
  ) {
    this.terms = terms;
    if (liveDocuments.length === terms.documentLimit && !numbers) return;
    this.numbers = new Uint32Array(terms.documentLimit).fill(deleted);
    for (let i = 0; i < liveDocuments.length; i++) this.numbers[liveDocuments[i]] = numbers?.[i] ?? firstDocument + i;
  }

  /** Goes to the next term. Returns whether there is one. */
  next(): boolean {
    const { block, terms, entry } = this;
    do {
      if (++this.at >= block.count) {
        const ordinal = block.ordinal + 1;
        if (ordinal >= terms.blockCount) return false;
        terms.loadBlock(ordinal, block);
        terms.startInlinePostings(block, this.inline);
        this.at = 0;
      }
      this.key = keyOf(block.units, block.starts[this.at], block.lengths[this.at]);
      terms.readEntry(block, this.at, this.inline, entry);
      this.renumber();
    } while (entry.postings.count === 0);
    return true;
  }

  /** Renumbers the documents of the current term, and removes those that are deleted. */
  private renumber(): void {
    const { entry, numbers, firstDocument } = this;
    const { postings } = entry;
    const { documents, frequencies, wordCodes, count } = postings;
    if (!numbers) {
      if (firstDocument > 0) for (let i = 0; i < count; i++) documents[i] += firstDocument;
      return;
    }
    const isBigramWord = entry.shape === TermShape.Bigram && entry.isWord;
    let isStillWord = entry.shape === TermShape.Word;
    let to = 0;
    for (let i = 0; i < count; i++) {
      const number = numbers[documents[i]];
      if (number === deleted) continue;
      documents[to] = number;
      frequencies[to] = frequencies[i];
      if (isBigramWord && (wordCodes[to] = wordCodes[i]) > 0) isStillWord = true;
      to++;
    }
    postings.count = to;
    entry.isWord &&= isStillWord;
    entry.isName &&= isStillWord;
  }
}

/** Takes terms in the order of the dictionary, each once. */
export interface TermSink {
  add(entry: TermEntry): void;
}

/** Merges the terms of segments. The documents of sources may stand between each other in the merged segment. */
export function mergeTerms(sources: readonly TermsSource[], writer: TermSink): void {
  let firstDocument = 0;
  let cursors = sources.map(source => {
    const cursor = new TermCursor(source, firstDocument);
    firstDocument += source.liveDocuments.length;
    return cursor;
  });
  cursors = cursors.filter(cursor => cursor.next());
  const merged = new TermEntry();
  const smallestCursors = [...cursors];
  while (cursors.length > 0) {
    const count = findSmallest(cursors, smallestCursors);
    if (count === 1) writer.add(smallestCursors[0].entry);
    else {
      copy(smallestCursors[0].entry, merged);
      for (let i = 1; i < count; i++) append(merged, smallestCursors[i].entry);
      writer.add(merged);
    }
    let hasEnded = false;
    for (let i = 0; i < count; i++) if (!smallestCursors[i].next()) hasEnded = smallestCursors[i].hasEnded = true;
    if (hasEnded) cursors = cursors.filter(cursor => !cursor.hasEnded);
  }
}

/** Puts the cursors that are at the smallest term into `out`, in their order. Returns their number. */
function findSmallest(cursors: readonly TermCursor[], out: TermCursor[]): number {
  let smallest = cursors[0];
  let count = 1;
  for (let i = 1; i < cursors.length; i++) {
    const cursor = cursors[i];
    if (cursor.key > smallest.key) continue;
    const order = cursor.key < smallest.key ? -1 : compareEntries(cursor.entry, smallest.entry);
    if (order > 0) continue;
    if (order === 0) out[count++] = cursor;
    else {
      smallest = cursor;
      count = 1;
    }
  }
  out[0] = smallest;
  return count;
}

/** The first two units of a term as a signed number that has their order. Most terms differ in it. */
function keyOf(units: Uint16Array, at: number, length: number): number {
  return ((units[at] ^ 0x8000) << 16) | (length > 1 ? units[at + 1] : 0);
}

function compareEntries(a: TermEntry, b: TermEntry): number {
  return compareUnits(a.units, 0, a.length, b.units, 0, b.length) || a.shape - b.shape;
}

function copy(from: TermEntry, to: TermEntry): void {
  for (let i = 0; i < from.length; i++) to.units[i] = from.units[i];
  to.length = from.length;
  to.shape = from.shape;
  to.isWord = false;
  to.isName = false;
  to.postings.count = 0;
  append(to, from);
}

/** Puts the postings of the same term in another segment among those of the merged one, from the last to the first. */
function append(merged: TermEntry, { postings, shape, isWord, isName }: TermEntry): void {
  const isBigramWord = shape === TermShape.Bigram && isWord;
  const to = merged.postings;
  let own = to.count - 1;
  let at = own + postings.count;
  to.reserve(at + 1);
  to.count = at + 1;
  const { documents, frequencies, wordCodes } = to;
  for (let other = postings.count - 1; other >= 0; at--)
    if (own >= 0 && documents[own] > postings.documents[other]) {
      documents[at] = documents[own];
      frequencies[at] = frequencies[own];
      wordCodes[at] = wordCodes[own--];
    } else {
      documents[at] = postings.documents[other];
      frequencies[at] = postings.frequencies[other];
      wordCodes[at] = isBigramWord ? postings.wordCodes[other] : 0;
      other--;
    }
  merged.isWord ||= isWord;
  merged.isName ||= isName;
}
