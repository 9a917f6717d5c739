import { BitReader } from '../../bytes/bit-reader.ts';
import { TermBlock } from './term-block.ts';
import type { TermDictionaryReader } from './term-dictionary-reader.ts';
import { compareUnits, maxTermUnits, TermEntry, TermShape } from './term-entry.ts';

/** The terms of one segment, and which of its documents stay. */
export interface TermsSource {
  readonly terms: TermDictionaryReader;
  readonly liveDocuments: Uint32Array;
}

const dropped = 0xffffffff;

/** Goes through the terms of a segment in order, each as it is in the merged one; those without documents are left out. */
class TermCursor {
  readonly entry = new TermEntry();
  /** Of the term at hand. */
  key = 0;
  ended = false;
  private readonly block = new TermBlock();
  /** Where the term at hand stands in the block. */
  private at = -1;
  private readonly inline = new BitReader();
  /** By document of the segment: its number in the merged one, or `dropped`. Undefined when all stay. */
  private readonly numbers: Uint32Array | undefined;

  /** @param first the number of its first document in the merged segment */
  constructor(
    private readonly terms: TermDictionaryReader,
    kept: Uint32Array,
    private readonly first: number,
  ) {
    if (kept.length === terms.documentLimit) return;
    this.numbers = new Uint32Array(terms.documentLimit).fill(dropped);
    for (let i = 0; i < kept.length; i++) this.numbers[kept[i]] = first + i;
  }

  /** Goes to the next term. Returns whether there is one. */
  next(): boolean {
    const { block, terms, entry } = this;
    do {
      if (++this.at >= block.count) {
        const number = block.number + 1;
        if (number >= terms.blockCount) return false;
        terms.loadBlock(number, block);
        terms.startInlinePostings(block, this.inline);
        this.at = 0;
      }
      this.key = keyOf(block.units, this.at * maxTermUnits, block.lengths[this.at]);
      terms.readEntry(block, this.at, this.inline, entry);
      this.renumber();
    } while (entry.list.count === 0);
    return true;
  }

  private renumber(): void {
    const { entry, numbers, first } = this;
    const { documents, frequencies, count } = entry.list;
    if (!numbers) {
      if (first > 0) for (let i = 0; i < count; i++) documents[i] += first;
      return;
    }
    const { wordCodes: words } = entry;
    const isPairWord = entry.shape === TermShape.Bigram && entry.isWord;
    let stands = entry.shape === TermShape.Word;
    let to = 0;
    for (let i = 0; i < count; i++) {
      const number = numbers[documents[i]];
      if (number === dropped) continue;
      documents[to] = number;
      frequencies[to] = frequencies[i];
      if (isPairWord && (words[to] = words[i]) > 0) stands = true;
      to++;
    }
    entry.list.count = to;
    entry.isWord &&= stands;
    entry.isName &&= stands;
  }
}

/** What takes terms in the order of the dictionary, each once. */
export interface TermSink {
  add(entry: TermEntry): void;
}

/** Merges the terms of segments whose documents follow each other. */
export function mergeTerms(sources: readonly TermsSource[], writer: TermSink): void {
  let first = 0;
  let cursors = sources.map(({ terms, liveDocuments }) => {
    const cursor = new TermCursor(terms, liveDocuments, first);
    first += liveDocuments.length;
    return cursor;
  });
  cursors = cursors.filter(cursor => cursor.next());
  const merged = new TermEntry();
  const smallestCursors = [...cursors];
  while (cursors.length > 0) {
    let smallest = cursors[0];
    let count = 1;
    for (let i = 1; i < cursors.length; i++) {
      const cursor = cursors[i];
      if (cursor.key > smallest.key) continue;
      const order = cursor.key < smallest.key ? -1 : compareEntries(cursor.entry, smallest.entry);
      if (order > 0) continue;
      if (order === 0) smallestCursors[count++] = cursor;
      else {
        smallest = cursor;
        count = 1;
      }
    }
    smallestCursors[0] = smallest;
    if (count === 1) writer.add(smallestCursors[0].entry);
    else {
      copy(smallestCursors[0].entry, merged);
      for (let i = 1; i < count; i++) append(merged, smallestCursors[i].entry);
      writer.add(merged);
    }
    let ended = false;
    for (let i = 0; i < count; i++) if (!smallestCursors[i].next()) ended = smallestCursors[i].ended = true;
    if (ended) cursors = cursors.filter(cursor => !cursor.ended);
  }
}

/** The first two units of a term, as a signed number in their order: they tell most terms apart. */
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
  to.list.count = 0;
  append(to, from);
}

/** Puts the postings of the same term in another segment behind those of the merged one. */
function append(merged: TermEntry, { list, wordCodes: words, shape, isWord, isName }: TermEntry): void {
  const isPairWord = shape === TermShape.Bigram && isWord;
  const first = merged.list.count;
  merged.reserve(first + list.count);
  const { documents, frequencies } = merged.list;
  for (let i = 0; i < list.count; i++) {
    documents[first + i] = list.documents[i];
    frequencies[first + i] = list.frequencies[i];
    merged.wordCodes[first + i] = isPairWord ? words[i] : 0;
  }
  merged.list.count = first + list.count;
  merged.isWord ||= isWord;
  merged.isName ||= isName;
}
