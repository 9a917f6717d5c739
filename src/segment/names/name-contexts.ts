/** How likely is a name between these words? */
import { buildDoubleArray } from '../../lexicon/build-double-array.ts';
import { type DoubleArrayTrie, findChild, findNode, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
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

/**
 * Words left and right of a name. The longest word that ends where the name begins counts, and the longest one that begins
 * where it ends; a word of the lexicon that the tables lack was never seen beside a name.
 */
export class NameContexts {
  /** By the unit before a name, and by the one behind it: the highest logarithm of that side. */
  readonly leftBounds = new Float32Array(0x10000);
  readonly rightBounds = new Float32Array(0x10000);
  private readonly trie: DoubleArrayTrie;
  /** A trie of the words written backwards. */
  private readonly backwards: DoubleArrayTrie;

  constructor(
    private readonly tables: NameTables,
    private readonly base: LexiconTable,
  ) {
    const { contexts, left, right } = tables;
    const payloads = contexts.map((_, i) => i + 1);
    this.trie = buildDoubleArray(contexts, payloads).trie;
    this.backwards = buildDoubleArray(
      contexts.map(word => word.split('').reverse().join('')),
      payloads,
    ).trie;
    contexts.forEach((word, i) => {
      raise(this.leftBounds, word.charCodeAt(word.length - 1), left[i]);
      raise(this.rightBounds, word.charCodeAt(0), right[i]);
    });
    for (const dot of nameDots) this.leftBounds[dot] = this.rightBounds[dot] = besideDot;
  }

  /** The logarithm of how much more often the word that ends at `start` stands left of a name; the text begins at `from`. */
  weighLeft(units: Uint16Array, start: number, from: number): number {
    if (start === from || sentenceEnds.has(units[start - 1])) return 0;
    if (nameDots.has(units[start - 1])) return besideDot;
    const first = Math.max(from, start - maxContextUnits);
    let longest = 0;
    let weight = classOfUnit(units[start - 1]) === CharacterClass.Han ? neverBeside : 0;
    let node = rootNode;
    for (let at = start - 1; at >= first; at--) {
      node = findChild(this.backwards, node, units[at]);
      if (node < 0) break;
      const payload = payloadAt(this.backwards, node);
      if (payload === 0) continue;
      longest = start - at;
      weight = this.tables.left[payload - 1];
    }
    for (let length = start - first; length > longest && length > 1; length--) {
      const word = findNode(this.base.trie, units, start - length, start);
      if (word > 0 && payloadAt(this.base.trie, word) !== 0) return neverBeside;
    }
    return weight;
  }

  /** The same of the word that begins at `end`, right of a name; the text ends at `to`. */
  weighRight(units: Uint16Array, end: number, to: number): number {
    if (end === to || sentenceEnds.has(units[end])) return 0;
    if (nameDots.has(units[end])) return besideDot;
    const last = Math.min(to, end + maxContextUnits);
    let longest = 0;
    let weight = classOfUnit(units[end]) === CharacterClass.Han ? neverBeside : 0;
    let node = rootNode;
    for (let at = end; at < last; at++) {
      node = findChild(this.trie, node, units[at]);
      if (node < 0) break;
      const payload = payloadAt(this.trie, node);
      if (payload === 0) continue;
      longest = at + 1 - end;
      weight = this.tables.right[payload - 1];
    }
    node = rootNode;
    for (let at = end; at < last; at++) {
      node = findChild(this.base.trie, node, units[at]);
      if (node < 0) break;
      if (at + 1 - end > Math.max(1, longest) && payloadAt(this.base.trie, node) !== 0) return neverBeside;
    }
    return weight;
  }
}

function raise(bounds: Float32Array, unit: number, weight: number): void {
  if (weight > bounds[unit]) bounds[unit] = weight;
}
