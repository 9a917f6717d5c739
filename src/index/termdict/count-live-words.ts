/** In how many documents that are not deleted is a term a word? */
import type { TermBlock } from './term-block.ts';
import type { SegmentDocuments, TermDictionary } from './term-dictionary.ts';
import { type TermEntry, TermShape } from './term-entry.ts';

/**
 * The numbers of live documents in which term `at` of a block is a word, and a word of the best path.
 * @param entry its list is decoded into it, if documents were deleted
 */
export function countLiveWords(
  { terms }: TermDictionary,
  block: TermBlock,
  at: number,
  { deleted }: SegmentDocuments,
  entry: TermEntry,
): { words: number; path: number } {
  if (!deleted) return { words: block.wordDocuments[at], path: block.pathDocuments[at] };
  terms.readPostings(block, at, entry);
  const { documents, frequencies, wordCodes, count } = entry.postings;
  const isBigram = block.shapes[at] === TermShape.Bigram;
  let words = 0;
  let path = 0;
  for (let i = 0; i < count; i++) {
    const frequency = isBigram ? wordCodes[i] - 1 : frequencies[i];
    if (frequency < 0 || deleted[documents[i]] === 1) continue;
    words++;
    if (frequency > 0) path++;
  }
  return { words, path };
}
