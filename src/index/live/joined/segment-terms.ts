/** Terms of one segment, as those of many segments remember them: where they and their lists are, found without a search. */
import { TermKind } from '../../../analysis/analysis.ts';
import type { TermPostings } from '../../postings/term-postings.ts';
import { TermBlock } from '../../termdict/term-block.ts';
import type { SegmentDocuments, TermDictionary } from '../../termdict/term-dictionary.ts';
import { maxInlineDocuments } from '../../termdict/term-dictionary-format.ts';
import type { TermDictionaryReader } from '../../termdict/term-dictionary-reader.ts';
import { type TermEntry, TermShape } from '../../termdict/term-entry.ts';

/** Numbers that say where a term and its list are. */
export const locationNumbers = 6;

/** Appends where term `at` of a block and its list are, as `locationNumbers` numbers. */
export function pushLocation(block: TermBlock, at: number, out: number[]): void {
  const { ordinal, documentCounts, isWord, pathDocuments, postingsStarts, postingsSizes } = block;
  const words = pathDocuments[at] * 2 + isWord[at];
  out.push(ordinal, at, documentCounts[at], words, postingsStarts[at], postingsSizes[at]);
}

/** Makes remembered terms those that dictionaries have found last. */
export class TermSeeker {
  /** What is known of the block of a term. */
  private readonly located = new TermBlock();
  /** The term is term `at` of `block`. */
  block = this.located;
  at = 0;

  /**
   * Makes a term the one that a dictionary has found last, until the next call for any dictionary.
   * @param location has at `from` what `pushLocation` wrote
   * @returns whether it is a term of this kind
   */
  seek(
    dictionary: TermDictionary,
    location: readonly number[],
    from: number,
    shape: TermShape,
    kind: TermKind,
  ): boolean {
    const ordinal = location[from];
    const at = location[from + 1];
    const documents = location[from + 2];
    const isWord = location[from + 3] & 1;
    if (!hasKind(shape, isWord === 1, kind)) return false;
    // A list outside the block needs no more of the block than this.
    const block = documents > maxInlineDocuments ? this.located : dictionary.openCached(ordinal);
    if (block !== this.located) dictionary.terms.decodeTerms(block, at + 1);
    else {
      block.ordinal = ordinal;
      block.shapes[at] = shape;
      block.documentCounts[at] = documents;
      block.isWord[at] = isWord;
      block.pathDocuments[at] = location[from + 3] >>> 1;
      block.postingsStarts[at] = location[from + 4];
      block.postingsSizes[at] = location[from + 5];
    }
    this.block = block;
    this.at = at;
    dictionary.select(block, at);
    return true;
  }
}

/**
 * Appends the live documents of term `at` of a block to `out`, with its frequencies and its word codes: 0 where it is no word, else 1
 * plus the number of its occurrences that are words of the best path.
 * @param entry its list is decoded into it
 */
export function appendWithWords(
  terms: TermDictionaryReader,
  block: TermBlock,
  at: number,
  { first, deleted }: SegmentDocuments,
  entry: TermEntry,
  out: TermPostings,
): void {
  terms.readPostings(block, at, entry);
  const { documents, frequencies, wordCodes, count } = entry.postings;
  const isWord = block.shapes[at] === TermShape.Word;
  const isBigramWord = block.isWord[at] === 1;
  out.reserve(out.count + count);
  let to = out.count;
  for (let i = 0; i < count; i++) {
    if (deleted !== undefined && deleted[documents[i]] === 1) continue;
    out.documents[to] = first + documents[i];
    out.frequencies[to] = frequencies[i];
    out.wordCodes[to++] = isWord ? frequencies[i] + 1 : isBigramWord ? wordCodes[i] : 0;
  }
  out.count = to;
}

/** Whether a term of a shape is a term of a kind; `isWord` where it may be both. */
export function hasKind(shape: TermShape, isWord: boolean, kind: TermKind): boolean {
  if (kind === TermKind.Character) return shape === TermShape.Character;
  return kind === TermKind.Bigram ? shape === TermShape.Bigram : isWord;
}
