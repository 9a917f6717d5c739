/** The changes that a user lays over a compiled lexicon: words added, removed or split. */
import { describeValue, HansouError } from '../errors.ts';
import { CharacterClass, classOfUnit } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { stringFromUnits } from '../text/units.ts';
import { buildDoubleArray } from './build-double-array.ts';
import { type DoubleArrayTrie, findChild, findNode, payloadAt, rootNode } from './double-array.ts';
import { findWordNode, type LexiconTable, maxWordUnits, tagAt } from './lexicon-table.ts';
import { checkWord, type LexiconEntry } from './parse-lexicon.ts';

/** What a change does to a word. The numbers are the payloads of the overlay's trie. */
export const ChangeKind = {
  /** Adds the word, or changes its weight or tag. */
  Word: 1,
  /** Removes the word from the base. */
  Removed: 2,
  /** Splits the word: where the best path takes it, its parts are the tokens. */
  Split: 3,
} as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** One change, as the user gave it. */
export interface LexiconChange {
  /** The word, folded. */
  readonly word: string;
  /** What the change does. */
  readonly kind: ChangeKind;
  /** Undefined: the smallest weight with which the word is cut as one token. */
  readonly weight: number | undefined;
  /** Undefined: none. */
  readonly tag: string | undefined;
  /** Lengths of the parts of a split word, in UTF-16 units. */
  readonly partLengths: readonly number[] | undefined;
}

/** Minimum difference of logarithms between a word and the best path through it, so that rounding does not matter. */
const logMargin = 1e-6;

/**
 * The changes laid over a base, with a small trie of their own; the base and its trie are shared. Never changed after it was
 * built.
 */
export class Overlay {
  readonly trie: DoubleArrayTrie;
  /** By cell of the trie: the number of the change whose word ends there. */
  readonly numbers: Int32Array;
  /** By number: the natural logarithm of the probability, for added and split words. */
  readonly logProbabilities: Float64Array;
  /** By number: the weight as a frequency. */
  readonly frequencies: Float64Array;
  /** The changes by number. */
  readonly list: readonly LexiconChange[];
  /** Whether any word is split. */
  readonly hasSplits: boolean;
  /** Whether any word may be a single character (it has at most two units). */
  readonly hasSingleCharacters: boolean;

  constructor(
    private readonly base: LexiconTable,
    readonly changes: ReadonlyMap<string, LexiconChange>,
  ) {
    this.list = [...changes.values()];
    const { trie, nodes } = buildDoubleArray(
      this.list.map(change => change.word),
      this.list.map(change => change.kind),
    );
    this.trie = trie;
    this.numbers = new Int32Array(trie.checks.length);
    this.logProbabilities = new Float64Array(this.list.length);
    this.frequencies = new Float64Array(this.list.length);
    this.list.forEach((_, number) => {
      this.numbers[nodes[number]] = number;
    });
    this.hasSplits = this.list.some(change => change.kind === ChangeKind.Split);
    this.hasSingleCharacters = this.list.some(({ word }) => word.length <= 2);
    this.assignWeights();
  }

  /** Returns the number of the change to the word `units[start … end)`, or -1 if there is none. */
  findNumber(units: ArrayLike<number>, start: number, end: number): number {
    const node = findNode(this.trie, units, start, end);
    return node > 0 && payloadAt(this.trie, node) ? this.numbers[node] : -1;
  }

  /** Takes given weights as they are. Computes the others from the shortest word on, because each depends on shorter words. */
  private assignWeights(): void {
    const { base } = this;
    // The numbers of the words without a weight, by length.
    const unweighted = Array.from({ length: maxWordUnits + 1 }, (): number[] => []);
    this.list.forEach(({ word, weight, kind }, number) => {
      if (kind === ChangeKind.Removed) return;
      if (weight === undefined) unweighted[word.length].push(number);
      else {
        this.frequencies[number] = weight;
        this.logProbabilities[number] = Math.log(weight / base.total);
      }
    });
    const units = new Uint16Array(maxWordUnits);
    const best = new Float64Array(maxWordUnits + 1);
    for (const number of unweighted.flat()) {
      const { word } = this.list[number];
      for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
      const partsLog = this.bestPathWithoutWord(units, word.length, best);
      // jieba's suggest_freq: one more than the product of the parts' probabilities, and never less than in the base.
      let frequency = Math.floor(Math.exp(partsLog) * base.total) + 1;
      while (Math.log(frequency / base.total) < partsLog + logMargin) frequency += Math.max(1, frequency * logMargin);
      const node = findWordNode(base, units, 0, word.length);
      if (node >= 0) frequency = Math.max(frequency, base.frequencies[payloadAt(base.trie, node)]);
      this.frequencies[number] = frequency;
      this.logProbabilities[number] = Math.log(frequency / base.total);
    }
  }

  /**
   * Returns the logarithm of the best path through a word of `length` units, other than the word itself. A run without Han
   * characters may be one token or several, depending on the segmenter's rules: the more probable case is assumed.
   * @param best receives the best path from each unit on
   */
  private bestPathWithoutWord(units: Uint16Array, length: number, best: Float64Array): number {
    const { base, trie } = this;
    const unknown = base.logProbabilities[0];
    best[length] = 0;
    for (let start = length - 1; start >= 0; start--) {
      let max = best[start + 1] + unknown;
      if (classOfUnit(units[start]) !== CharacterClass.Han)
        for (let end = start + 2; end <= length && classOfUnit(units[end - 1]) !== CharacterClass.Han; end++)
          max = Math.max(max, best[end] + unknown);
      let node = rootNode;
      let overlayNode = rootNode;
      for (let end = start + 1; end <= length && (node >= 0 || overlayNode >= 0); end++) {
        const unit = units[end - 1];
        node = node >= 0 ? findChild(base.trie, node, unit) : -1;
        overlayNode = overlayNode >= 0 ? findChild(trie, overlayNode, unit) : -1;
        // The word itself is not one of its parts.
        if (end - start === length) break;
        const kind = overlayNode >= 0 ? payloadAt(trie, overlayNode) : 0;
        const payload = node >= 0 ? payloadAt(base.trie, node) : 0;
        if (kind === ChangeKind.Word || kind === ChangeKind.Split)
          max = Math.max(max, best[end] + this.logProbabilities[this.numbers[overlayNode]]);
        else if (kind === 0 && payload !== 0) max = Math.max(max, best[end] + base.logProbabilities[payload]);
      }
      best[start] = max;
    }
    return best[0];
  }
}

/** Turns entries into changes. @throws HansouError BAD_DICTIONARY if an entry cannot be a word */
export function createChanges(entries: Iterable<LexiconEntry>, base: LexiconTable): LexiconChange[] {
  const changes: LexiconChange[] = [];
  const units = new Uint16Array(maxWordUnits);
  for (const entry of entries) {
    const { word, weight, tag } = entry ?? {};
    const problem =
      typeof word !== 'string'
        ? { expected: 'a word that is a string', got: describeValue(word) }
        : weight !== undefined && !(typeof weight === 'number' && weight >= 0 && weight < Infinity)
          ? { expected: 'a weight that is a finite number of at least 0', got: describeValue(weight) }
          : tag !== undefined && typeof tag !== 'string'
            ? { expected: 'a tag that is a string', got: describeValue(tag) }
            : checkWord(word);
    if (problem)
      throw new HansouError('BAD_DICTIONARY', `entry ${changes.length} (${describeValue(word)}) is not a word`, {
        ...problem,
        hint: 'Pass { word, weight?, tag? }; omit weight to have the word cut as one token.',
      });
    const folded = foldWord(word.trim(), units);
    const node = tag === undefined ? findWordNode(base, units, 0, folded.length) : -1;
    changes.push({
      word: folded,
      kind: weight === 0 ? ChangeKind.Removed : ChangeKind.Word,
      weight: weight === 0 ? undefined : weight,
      tag: tag ?? (node >= 0 ? tagAt(base, node) : undefined),
      partLengths: undefined,
    });
  }
  return changes;
}

/** Returns the folded word and writes it into `units`. Most words are folded already and need no new string. */
function foldWord(word: string, units: Uint16Array): string {
  foldInto(word, units);
  for (let i = 0; i < word.length; i++)
    if (units[i] !== word.charCodeAt(i)) return stringFromUnits(units, 0, word.length);
  return word;
}
