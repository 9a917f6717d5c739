import { BitReader } from '../bytes/bit-reader.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { TermBlock } from './term-block.ts';
import { compareUnits, TermEntry, TermShape } from './term-entry.ts';
import type { TermsReader } from './terms.ts';
import { type TermsBytes, TermsWriter } from './terms-writer.ts';

/** The terms of one segment, and which of its documents stay. */
export interface TermsSource {
  readonly terms: TermsReader;
  readonly kept: Uint32Array;
}

const dropped = 0xffffffff;

/** Goes through the terms of a segment in order; one term at a time has its list decoded. */
class TermCursor {
  readonly entry = new TermEntry();
  readonly block = new TermBlock();
  /** Where the term at hand stands in the block. */
  at = -1;
  ended = false;
  private readonly inline = new BitReader();

  constructor(
    private readonly terms: TermsReader,
    /** By document of the segment: its number in the merged one, or `dropped`. */
    readonly numbers: Uint32Array,
  ) {}

  /** Goes to the next term and decodes its list. Returns whether there is one. */
  next(): boolean {
    const { block, terms, entry } = this;
    if (++this.at >= block.count || block.number < 0) {
      const number = block.number + 1;
      if (number >= terms.blockCount) {
        this.ended = true;
        return false;
      }
      terms.load(number, block);
      terms.startBodies(block, this.inline);
      this.at = 0;
    }
    terms.readEntry(block, this.at, this.inline, entry);
    return true;
  }
}

/**
 * Merges the terms of segments whose documents follow each other.
 * @param limit documents of the merged segment
 */
export function mergeTerms(sources: readonly TermsSource[], limit: number, postings: ByteSink): TermsBytes {
  const writer = new TermsWriter(limit, postings);
  let first = 0;
  let cursors = sources.map(({ terms, kept }) => {
    const numbers = new Uint32Array(terms.limit).fill(dropped);
    for (let i = 0; i < kept.length; i++) numbers[kept[i]] = first++;
    return new TermCursor(terms, numbers);
  });
  cursors = cursors.filter(cursor => cursor.next());
  const merged = new TermEntry();
  const lowest: TermCursor[] = [];
  while (cursors.length > 0) {
    lowest.length = 0;
    for (const cursor of cursors) {
      const order = lowest.length === 0 ? -1 : compareEntries(cursor.entry, lowest[0].entry);
      if (order < 0) lowest.length = 0;
      if (order <= 0) lowest.push(cursor);
    }
    start(merged, lowest[0].entry);
    for (const cursor of lowest) append(merged, cursor);
    if (merged.list.count > 0) writer.add(merged);
    let ended = false;
    for (const cursor of lowest) if (!cursor.next()) ended = true;
    if (ended) cursors = cursors.filter(cursor => !cursor.ended);
  }
  return writer.finish();
}

function compareEntries(a: TermEntry, b: TermEntry): number {
  return compareUnits(a.units, 0, a.length, b.units, 0, b.length) || a.shape - b.shape;
}

function start(merged: TermEntry, like: TermEntry): void {
  merged.units.set(like.units);
  merged.length = like.length;
  merged.shape = like.shape;
  merged.isWord = false;
  merged.isName = false;
  merged.list.count = 0;
}

/** Takes over the postings of the documents that stay. */
function append(merged: TermEntry, { entry, numbers }: TermCursor): void {
  const { list, words } = entry;
  const isPairWord = entry.shape === TermShape.Pair && entry.isWord;
  let to = merged.list.count;
  merged.reserve(to + list.count);
  const { documents, frequencies } = merged.list;
  let stands = entry.shape === TermShape.Word;
  for (let i = 0; i < list.count; i++) {
    const number = numbers[list.documents[i]];
    if (number === dropped) continue;
    documents[to] = number;
    frequencies[to] = list.frequencies[i];
    const word = isPairWord ? words[i] : 0;
    merged.words[to++] = word;
    if (word > 0) stands = true;
  }
  if (to === merged.list.count) return;
  merged.list.count = to;
  if (!stands) return;
  merged.isWord ||= isPairWord;
  merged.isName ||= entry.isName;
}
