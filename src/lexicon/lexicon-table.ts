import { type DoubleArrayTrie, nodeOf, payloadOf, wordsOf } from './double-array.ts';
import type { HmmModel } from './hmm-model.ts';

/** Longer words, in UTF-16 units, are refused: no piece that can be asked for holds one, and walks stay short. */
export const longestWord = 64;

/**
 * The words of a compiled lexicon, folded, as arrays that lie on the bytes of its file. Never changed after.
 *
 * Many words have the same frequency and tag: the payload of a word in the trie is the number of such a pair.
 */
export interface LexiconTable {
  readonly trie: DoubleArrayTrie;
  /** Which rows of three units begin words, see `threes.ts`. */
  readonly threes: Uint8Array;
  /** How many words. */
  readonly size: number;
  /** The sum of all frequencies: a word's probability is its frequency divided by this. */
  readonly total: number;
  /** By pair: the frequency. [0] is what a character counts that is no word. */
  readonly frequencies: Float64Array;
  /** By pair: the natural logarithm of the probability. */
  readonly weights: Float64Array;
  /** By pair: the number of the tag. */
  readonly tags: Uint8Array;
  readonly tagNames: readonly string[];
  /** Cuts what the words leave over; missing in a lexicon that was made of entries alone. */
  readonly hmm: HmmModel | undefined;
  /** Changes with the words and the model. */
  readonly fingerprint: string;
}

/** The logarithms of frequencies as parts of a total. */
export function weightsOf(frequencies: Float64Array, total: number): Float64Array {
  return frequencies.map(frequency => Math.log(frequency / total));
}

/** The node of a word; -1 when the table does not have it. */
export function wordNode(table: LexiconTable, units: ArrayLike<number>, start: number, end: number): number {
  const node = nodeOf(table.trie, units, start, end);
  return node > 0 && payloadOf(table.trie, node) ? node : -1;
}

export function tagOf(table: LexiconTable, node: number): string {
  return table.tagNames[table.tags[payloadOf(table.trie, node)]] ?? '';
}

/** Every word with its frequency and tag. */
export function* tableWords(table: LexiconTable): Generator<{ word: string; weight: number; tag: string }> {
  for (const [word, node] of wordsOf(table.trie, longestWord))
    yield { word, weight: table.frequencies[payloadOf(table.trie, node)], tag: tagOf(table, node) };
}

/** jieba's dictionary counted so many words: what weights are parts of when there is no base. */
const jiebaTotal = 60_101_967;

/** No words: the base of a lexicon that is made of entries alone. Weights mean the same as with jieba's dictionary. */
export function emptyTable(): LexiconTable {
  const frequencies = Float64Array.of(1);
  return {
    trie: { codes: new Uint16Array(0x10000), bases: new Int32Array(1), marks: Int32Array.of(0xffff) },
    threes: new Uint8Array(1),
    size: 0,
    total: jiebaTotal,
    frequencies,
    weights: weightsOf(frequencies, jiebaTotal),
    tags: new Uint8Array(1),
    tagNames: [''],
    hmm: undefined,
    fingerprint: 'none',
  };
}
