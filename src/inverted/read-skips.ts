import type { BitReader } from '../bytes/bit-reader.ts';
import type { ListSkips } from './list-skips.ts';
import { pairWordSkips } from './pair-words.ts';
import { documentSkips, valueSkips } from './postings-among.ts';

const noWords = { exceptionPlaces: new Uint32Array(0), exceptionBits: new Uint32Array(0) };

/**
 * Works out the skips of a list of more than 128 documents.
 * @param bits stands on the list
 * @param hasWords whether the words of a pair follow
 */
export function readSkips(bits: BitReader, limit: number, count: number, hasWords: boolean): ListSkips {
  return {
    ...documentSkips(bits, limit, count),
    ...valueSkips(bits, count),
    ...(hasWords ? pairWordSkips(bits, count) : noWords),
  };
}
