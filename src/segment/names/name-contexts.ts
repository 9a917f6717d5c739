/** How likely is a name between these words? */
import { buildDoubleArray } from '../../lexicon/build-double-array.ts';
import { type DoubleArrayTrie, findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import type { WordsBeside } from '../../lexicon/name-source.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { createUnitSet } from '../../text/units.ts';
import { nameDots } from './dotted-names.ts';
import type { NameTables } from './name-tables.ts';

/** Maximum length of a word beside a name that is looked up, in UTF-16 units. */
const maxContextUnits = 5;
/** The logarithm for a word that was never seen beside a name. */
const neverBeside = -0.7;
/** The logarithm for a dot. */
const besideDot = 6;
/** Signs at which a sentence begins or ends: they say nothing. */
const sentenceEnds = createUnitSet('。!?;,. \n\r\t');
/** Kinds of units beside a name. */
const Sign = { SentenceEnd: 1, Dot: 2, Han: 3 } as const;

/**
 * Words left and right of a name. The longest word that ends where the name begins counts, and the longest one that begins
 * where it ends; a word of the lexicon that the tables lack was never seen beside a name.
 */
export class NameContexts {
  /** By the unit before a name, and by the one behind it: the highest logarithm of that side. */
  readonly leftBounds = new Float32Array(0x10000);
  readonly rightBounds = new Float32Array(0x10000);
  /** What a Han character has there that none of the words has. */
  readonly leastBound = Math.fround(neverBeside);
  private readonly trie: DoubleArrayTrie;
  /** A trie of the words written backwards. */
  private readonly backwards: DoubleArrayTrie;
  /** By unit: a `Sign`, or 0. */
  private readonly signs = new Uint8Array(0x10000);

  constructor(private readonly tables: NameTables) {
    const { contexts, left, right } = tables;
    const payloads = contexts.map((_, i) => i + 1);
    this.trie = buildDoubleArray(contexts, payloads).trie;
    this.backwards = buildDoubleArray(
      contexts.map(word => word.split('').reverse().join('')),
      payloads,
    ).trie;
    for (let unit = 0; unit < this.signs.length; unit++)
      if (classOfUnit(unit) === CharacterClass.Han) {
        this.leftBounds[unit] = this.rightBounds[unit] = neverBeside;
        this.signs[unit] = Sign.Han;
      }
    contexts.forEach((word, i) => {
      raise(this.leftBounds, word.charCodeAt(word.length - 1), left[i]);
      raise(this.rightBounds, word.charCodeAt(0), right[i]);
    });
    for (const dot of nameDots) {
      this.leftBounds[dot] = this.rightBounds[dot] = besideDot;
      this.signs[dot] = Sign.Dot;
    }
    for (const end of sentenceEnds) this.signs[end] = Sign.SentenceEnd;
  }

  isHan(unit: number): boolean {
    return this.signs[unit] === Sign.Han;
  }

  /** See `NameEdges.weighLeft`. */
  weighLeft(units: Uint16Array, start: number, from: number, words: WordsBeside): number {
    if (start === from) return 0;
    const { backwards, signs } = this;
    const sign = signs[units[start - 1]];
    if (sign === Sign.SentenceEnd) return 0;
    if (sign === Sign.Dot) return besideDot;
    const first = Math.max(from, start - maxContextUnits);
    let longest = 0;
    let weight = sign === Sign.Han ? neverBeside : 0;
    let node = rootNode;
    for (let at = start - 1; at >= first; at--) {
      node = findChild(backwards, node, units[at]);
      if (node < 0) break;
      const payload = payloadAt(backwards, node);
      if (payload === 0) continue;
      longest = start - at;
      weight = this.tables.left[payload - 1];
    }
    return words.longestBefore(start) > Math.max(1, longest) ? neverBeside : weight;
  }

  /** See `NameEdges.weighRight`. */
  weighRight(units: Uint16Array, end: number, to: number, words: WordsBeside): number {
    if (end === to) return 0;
    const { trie, signs } = this;
    const sign = signs[units[end]];
    if (sign === Sign.SentenceEnd) return 0;
    if (sign === Sign.Dot) return besideDot;
    const last = Math.min(to, end + maxContextUnits);
    let longest = 0;
    let weight = sign === Sign.Han ? neverBeside : 0;
    let node = rootNode;
    for (let at = end; at < last; at++) {
      node = findChild(trie, node, units[at]);
      if (node < 0) break;
      const payload = payloadAt(trie, node);
      if (payload === 0) continue;
      longest = at + 1 - end;
      weight = this.tables.right[payload - 1];
    }
    return words.longestBehind(end) > Math.max(1, longest) ? neverBeside : weight;
  }
}

function raise(bounds: Float32Array, unit: number, weight: number): void {
  if (weight > bounds[unit]) bounds[unit] = weight;
}
