/** The words of a compiled lexicon in memory, and lookups in them. */
import { type DoubleArrayTrie, findNode, freeLabel, listWords, payloadAt } from './double-array.ts';
import type { HmmModel } from './hmm-model.ts';

/** Maximum length of a word in UTF-16 units. Longer ones are refused, which bounds every walk through the trie. */
export const maxWordUnits = 64;

/**
 * The words of a compiled lexicon, folded. The arrays are views on the bytes of its file and are never changed.
 *
 * Many words share frequency and tag. Each combination of the two has a number, which is the payload of its words in the
 * trie; payload 0 stands for no word.
 */
export interface LexiconTable {
  readonly trie: DoubleArrayTrie;
  /** A filter of the three-unit prefixes of words, see `prefix-filter.ts`. */
  readonly prefixFilter: Uint8Array;
  /** Number of words. */
  readonly size: number;
  /** The sum of all frequencies: a word's probability is its frequency divided by this. */
  readonly total: number;
  /** By payload: the frequency. Entry 0 is the frequency of a character that is not a word. */
  readonly frequencies: Float64Array;
  /** By payload: the natural logarithm of the probability, which is frequency / total. */
  readonly logProbabilities: Float64Array;
  /** By payload: the number of the tag. */
  readonly tags: Uint8Array;
  /** By number of the tag: its name. */
  readonly tagNames: readonly string[];
  /** The model for unknown words; missing in a lexicon made of entries alone. */
  readonly hmm: HmmModel | undefined;
  /** Identifies words and model: it changes when they do. */
  readonly fingerprint: string;
}

/** Returns the natural logarithm of each frequency divided by the total. */
export function computeLogProbabilities(frequencies: Float64Array, total: number): Float64Array {
  return frequencies.map(frequency => Math.log(frequency / total));
}

/** Returns the node of the word `units[start … end)`, or -1 if the table does not contain it. */
export function findWordNode(table: LexiconTable, units: ArrayLike<number>, start: number, end: number): number {
  const node = findNode(table.trie, units, start, end);
  return node > 0 && payloadAt(table.trie, node) ? node : -1;
}

/** Returns the tag of the word that ends at a node, or '' if it has none. */
export function tagAt(table: LexiconTable, node: number): string {
  return table.tagNames[table.tags[payloadAt(table.trie, node)]] ?? '';
}

/** Lists every word with its frequency (`weight`) and tag. */
export function* listTableWords(table: LexiconTable): Generator<{ word: string; weight: number; tag: string }> {
  for (const [word, node] of listWords(table.trie, maxWordUnits))
    yield { word, weight: table.frequencies[payloadAt(table.trie, node)], tag: tagAt(table, node) };
}

/** Sum of all frequencies in jieba's dictionary: the total of a lexicon without a base. */
const jiebaTotalFrequency = 60_101_967;

/** Creates a table without words, the base of a lexicon made of entries alone. Weights are on the scale of jieba's dictionary. */
export function createEmptyTable(): LexiconTable {
  const frequencies = Float64Array.of(1);
  return {
    trie: { codes: new Uint16Array(0x10000), bases: new Int32Array(1), checks: Int32Array.of(freeLabel) },
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
