import { describeValue, HansouError } from '../errors.ts';
import { CharacterClass, classOfUnit } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { stringFromUnits } from '../text/units.ts';
import { buildDoubleArray } from './build-double-array.ts';
import { type DoubleArrayTrie, findChild, findNode, payloadAt, rootNode } from './double-array.ts';
import { findWordNode, type LexiconTable, maxWordUnits, tagAt } from './lexicon-table.ts';
import { checkWord, type LexiconEntry } from './parse-lexicon.ts';

/** What an overlay says of a word; the payloads of its trie. */
export const ChangeKind = {
  /** A word, in the base or not. */
  Word: 1,
  /** No word, though the base has it. */
  Removed: 2,
  /** Not one word but several: where the path would take it, its parts come out. */
  Split: 3,
} as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** A change to a base, as it was asked for. */
export interface LexiconChange {
  /** Folded. */
  readonly word: string;
  readonly kind: ChangeKind;
  /** Undefined: as much as it takes for the word to come out whole. */
  readonly weight: number | undefined;
  readonly tag: string | undefined;
  /** Lengths of the parts of a split word, in UTF-16 units. */
  readonly partLengths: readonly number[] | undefined;
}

/** The path through a word must be worse than the word by this much, so that rounding does not matter. */
const logMargin = 1e-6;

/**
 * Words that are laid over a base: added, removed, split. A small trie of its own beside that of the base, which is
 * shared; never changed after.
 */
export class Overlay {
  readonly trie: DoubleArrayTrie;
  /** By cell of the trie: the number of the word that ends there. */
  readonly numbers: Int32Array;
  /** By number: the logarithm of the probability; of words and of split words. */
  readonly logProbabilities: Float64Array;
  /** By number: what the weight is as a frequency. */
  readonly frequencies: Float64Array;
  readonly list: readonly LexiconChange[];
  /** Whether any word is split. */
  readonly hasSplits: boolean;
  /** Whether any word is one character. */
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

  /** The number of a word; -1 when nothing was said of it. */
  findNumber(units: ArrayLike<number>, start: number, end: number): number {
    const node = findNode(this.trie, units, start, end);
    return node > 0 && payloadAt(this.trie, node) ? this.numbers[node] : -1;
  }

  /** Given weights as they are; the others from the shortest word on, so that what each depends on is there. */
  private assignWeights(): void {
    const { base } = this;
    /** Words without weight, by length. */
    const open = Array.from({ length: maxWordUnits + 1 }, (): number[] => []);
    this.list.forEach(({ word, weight, kind }, number) => {
      if (kind === ChangeKind.Removed) return;
      if (weight === undefined) open[word.length].push(number);
      else {
        this.frequencies[number] = weight;
        this.logProbabilities[number] = Math.log(weight / base.total);
      }
    });
    const units = new Uint16Array(maxWordUnits);
    const best = new Float64Array(maxWordUnits + 1);
    for (const number of open.flat()) {
      const { word } = this.list[number];
      for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
      const parts = this.bestPathWithoutWord(units, word.length, best);
      // jieba's suggest_freq: one more than the product of what the parts are, and never less than the base says.
      let frequency = Math.floor(Math.exp(parts) * base.total) + 1;
      while (Math.log(frequency / base.total) < parts + logMargin) frequency += Math.max(1, frequency * logMargin);
      const node = findWordNode(base, units, 0, word.length);
      if (node >= 0) frequency = Math.max(frequency, base.frequencies[payloadAt(base.trie, node)]);
      this.frequencies[number] = frequency;
      this.logProbabilities[number] = Math.log(frequency / base.total);
    }
  }

  /**
   * The logarithm of the best path through a word of `length` units that is not the word itself; `best` has room for
   * those from each unit on. A stretch without Han characters may be one token or several, whatever the segmenter's rule
   * is: the most likely case is taken.
   */
  private bestPathWithoutWord(units: Uint16Array, length: number, best: Float64Array): number {
    const { base, trie } = this;
    const least = base.logProbabilities[0];
    best[length] = 0;
    for (let start = length - 1; start >= 0; start--) {
      let most = best[start + 1] + least;
      if (classOfUnit(units[start]) !== CharacterClass.Han)
        for (let end = start + 2; end <= length && classOfUnit(units[end - 1]) !== CharacterClass.Han; end++)
          most = Math.max(most, best[end] + least);
      let node = rootNode;
      let over = rootNode;
      for (let end = start + 1; end <= length && (node >= 0 || over >= 0); end++) {
        const unit = units[end - 1];
        node = node >= 0 ? findChild(base.trie, node, unit) : -1;
        over = over >= 0 ? findChild(trie, over, unit) : -1;
        // The word itself is no part of itself, unless it is one character: then it is as the base has it.
        if (end - start === length) break;
        const mark = over >= 0 ? payloadAt(trie, over) : 0;
        const pair = node >= 0 ? payloadAt(base.trie, node) : 0;
        if (mark === ChangeKind.Word || mark === ChangeKind.Split)
          most = Math.max(most, best[end] + this.logProbabilities[this.numbers[over]]);
        else if (mark === 0 && pair) most = Math.max(most, best[end] + base.logProbabilities[pair]);
      }
      best[start] = most;
    }
    return best[0];
  }
}

/** Entries as changes. @throws HansouError BAD_DICTIONARY */
export function createChanges(entries: Iterable<LexiconEntry>, base: LexiconTable): LexiconChange[] {
  const changes: LexiconChange[] = [];
  const units = new Uint16Array(maxWordUnits);
  for (const entry of entries) {
    const { word, weight, tag } = entry ?? {};
    const bad =
      typeof word !== 'string'
        ? { expected: 'a word that is a string', got: describeValue(word) }
        : weight !== undefined && !(typeof weight === 'number' && weight >= 0 && weight < Infinity)
          ? { expected: 'a weight that is a number from 0', got: describeValue(weight) }
          : checkWord(word);
    if (bad)
      throw new HansouError('BAD_DICTIONARY', `entry ${changes.length} (${describeValue(word)}) cannot be a word`, {
        ...bad,
        hint: 'Give { word, weight?, tag? }; leave weight out for a word that shall come out whole.',
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

/** The word folded, also into `units`; most are so as they are, and need no new string. */
function foldWord(word: string, units: Uint16Array): string {
  foldInto(word, units);
  for (let i = 0; i < word.length; i++)
    if (units[i] !== word.charCodeAt(i)) return stringFromUnits(units, 0, word.length);
  return word;
}
