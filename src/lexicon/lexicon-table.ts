import { type DoubleArrayTrie, findNode, listWords, payloadAt } from './double-array.ts';
import type { HmmModel } from './hmm-model.ts';

/** Longer words, in UTF-16 units, are refused: no piece that can be asked for holds one, and walks stay short. */
export const maxWordUnits = 64;

/**
 * The words of a compiled lexicon, folded, as arrays that lie on the bytes of its file. Never changed after.
 *
 * Many words have the same frequency and tag: the payload of a word in the trie is the number of such a pair.
 */
export interface LexiconTable {
  readonly trie: DoubleArrayTrie;
  /** Which rows of three units begin words, see `threes.ts`. */
  readonly prefixFilter: Uint8Array;
  /** How many words. */
  readonly size: number;
  /** The sum of all frequencies: a word's probability is its frequency divided by this. */
  readonly total: number;
  /** By pair: the frequency. [0] is what a character counts that is no word. */
  readonly frequencies: Float64Array;
  /** By pair: the natural logarithm of the probability. */
  readonly logProbabilities: Float64Array;
  /** By pair: the number of the tag. */
  readonly tags: Uint8Array;
  readonly tagNames: readonly string[];
  /** Cuts what the words leave over; missing in a lexicon that was made of entries alone. */
  readonly hmm: HmmModel | undefined;
  /** Changes with the words and the model. */
  readonly fingerprint: string;
}

/** The logarithms of frequencies as parts of a total. */
export function computeLogProbabilities(frequencies: Float64Array, total: number): Float64Array {
  return frequencies.map(frequency => Math.log(frequency / total));
}

/** The node of a word; -1 when the table does not have it. */
export function findWordNode(table: LexiconTable, units: ArrayLike<number>, start: number, end: number): number {
  const node = findNode(table.trie, units, start, end);
  return node > 0 && payloadAt(table.trie, node) ? node : -1;
}

export function tagAt(table: LexiconTable, node: number): string {
  return table.tagNames[table.tags[payloadAt(table.trie, node)]] ?? '';
}

/** Every word with its frequency and tag. */
export function* listTableWords(table: LexiconTable): Generator<{ word: string; weight: number; tag: string }> {
  for (const [word, node] of listWords(table.trie, maxWordUnits))
    yield { word, weight: table.frequencies[payloadAt(table.trie, node)], tag: tagAt(table, node) };
}

/** jieba's dictionary counted so many words: what weights are parts of when there is no base. */
const jiebaTotalFrequency = 60_101_967;

/** No words: the base of a lexicon that is made of entries alone. Weights mean the same as with jieba's dictionary. */
export function createEmptyTable(): LexiconTable {
  const frequencies = Float64Array.of(1);
  return {
    trie: { codes: new Uint16Array(0x10000), bases: new Int32Array(1), checks: Int32Array.of(0xffff) },
    prefixFilter: new Uint8Array(1),
    size: 0,
    total: jiebaTotalFrequency,
    frequencies,
    logProbabilities: computeLogProbabilities(frequencies, jiebaTotalFrequency),
    tags: new Uint8Array(1),
    tagNames: [''],
    hmm: undefined,
    fingerprint: 'none',
  };
}
