import type { BitReader } from '../../bytes/bit-reader.ts';
import { readBigramWordSkips } from './bigram-words.ts';
import { readDocumentSkips, readValueSkips } from './intersect-postings.ts';
import type { SkipList } from './skip-list.ts';

const noWords = { wordExceptionIndexes: new Uint32Array(0), wordExceptionBits: new Uint32Array(0) };

/**
 * Works out the skips of a list of more than 128 documents.
 * @param bits stands on the list
 * @param hasWords whether the words of a pair follow
 */
export function buildSkipList(bits: BitReader, limit: number, count: number, hasWords: boolean): SkipList {
  return {
    ...readDocumentSkips(bits, limit, count),
    ...readValueSkips(bits, count),
    ...(hasWords ? readBigramWordSkips(bits, count) : noWords),
  };
}
