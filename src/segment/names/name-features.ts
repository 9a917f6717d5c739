/** What the model of names looks at: the characters around a place, and the tokens that it was cut into with their tags. */
import { payloadAt } from '../../lexicon/double-array.ts';
import { findWordNode } from '../../lexicon/lexicon-table.ts';
import type { NameSpans, TaggedWords } from '../../lexicon/name-source.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { nameDots } from './dotted-names.ts';

/** Number of features of a place, and of those of them that are characters. */
export const featureCount = 15;
const characterFeatures = 8;
/** Logarithm of the number of rows of weights. */
export const rowBits = 18;
const rowMask = (1 << rowBits) - 1;
/** Maximum length of a sentence in UTF-16 units: longer ones are divided. */
export const maxSentenceUnits = 400;

/** Numbers that stand for what is no character or token: before and behind a sentence. */
const outside = 1;
/** Tags of what the lexicon does not contain. */
const nameTag = hashText('N');
const unknownTag = hashText('H');
const otherTag = hashText('x');

/** Features of the units of one sentence. They are filled again and again. */
export class NameFeatures {
  /** `featureCount` rows for each unit. */
  readonly rows = new Int32Array(featureCount * (maxSentenceUnits + 1));
  private readonly units = new Int32Array(maxSentenceUnits + 5);
  /** By token of the sentence, from 2 on, with one on each side: hashes of its text and its tag, and its length. */
  private readonly words = new Int32Array(maxSentenceUnits + 5);
  private readonly tags = new Int32Array(maxSentenceUnits + 5);
  private readonly lengths = new Int32Array(maxSentenceUnits + 5);
  /** By payload of the lexicon: the hash of the tag. */
  private readonly tagHashes: Int32Array;
  /** By unit: what it counts as. */
  private readonly classes = new Int32Array(0x10000);

  constructor(private readonly lexicon: TaggedWords) {
    const { tagNames, tags } = lexicon.base;
    const hashes = tagNames.map(tag => hashText(tag.slice(0, 2)));
    this.tagHashes = Int32Array.from(tags, tag => hashes[tag] ?? otherTag);
  }

  /**
   * Computes the features of the units of the tokens `first … last` (exclusive), one sentence of at most `maxSentenceUnits` units.
   * @param name the first of `names` that does not end before the sentence
   */
  compute(units: Uint16Array, tokens: NameSpans, first: number, last: number, names: NameSpans, name: number): void {
    const { words, tags, lengths, units: around } = this;
    const { starts, ends } = tokens;
    const start = starts[first];
    const length = ends[last - 1] - start;
    around[0] = around[1] = around[length + 2] = around[length + 3] = outside;
    for (let at = 0; at < length; at++) around[at + 2] = this.classOf(units[start + at]);
    const count = last - first;
    for (const side of [1, count + 2]) {
      words[side] = tags[side] = outside;
      lengths[side] = 0;
    }
    for (let i = 0; i < count; i++) {
      const from = starts[first + i];
      const to = ends[first + i];
      while (name < names.count && names.ends[name] <= from) name++;
      const isName = name < names.count && names.starts[name] === from;
      tags[i + 2] = isName ? nameTag : this.tagOf(units, from, to);
      let hash = 7;
      for (let at = from; at < to; at++) hash = mix(hash, around[at - start + 2]);
      words[i + 2] = hash;
      lengths[i + 2] = to - from;
    }
    this.hashCharacters(length);
    this.hashTokens(count);
  }

  /** Computes the features of the characters around each unit. */
  private hashCharacters(length: number): void {
    const { rows, units } = this;
    let a = units[0];
    let b = units[1];
    let c = units[2];
    let d = units[3];
    for (let at = 0, row = 0; at < length; at++, row += featureCount) {
      const e = units[at + 4];
      rows[row] = finish(mix(102, b));
      rows[row + 1] = finish(mix(103, c));
      rows[row + 2] = finish(mix(104, d));
      rows[row + 3] = finish(mix(mix(106, a), b));
      rows[row + 4] = finish(mix(mix(107, b), c));
      rows[row + 5] = finish(mix(mix(108, c), d));
      rows[row + 6] = finish(mix(mix(109, d), e));
      rows[row + 7] = finish(mix(mix(mix(110, b), c), d));
      a = b;
      b = c;
      c = d;
      d = e;
    }
  }

  /** Computes the features of the token of each unit, and of the tokens beside it. */
  private hashTokens(count: number): void {
    const { rows, units, words, tags, lengths } = this;
    let at = 2;
    let row = characterFeatures;
    for (let i = 2; i < count + 2; i++) {
      const size = lengths[i];
      const tag = tags[i];
      const word = words[i];
      const shape = mix(tag, size);
      const before = mix(words[i - 1], shape);
      const behind = mix(words[i + 1], shape);
      const three = mix(mix(mix(tags[i - 1], tag), tags[i + 1]), size);
      for (let offset = 0; offset < size; offset++, at++, row += featureCount) {
        const place = size === 1 ? 3 : offset === 0 ? 0 : offset === size - 1 ? 2 : 1;
        const unit = units[at];
        rows[row] = finish(mix(120 + place, shape));
        rows[row + 1] = finish(mix(130 + place, word));
        rows[row + 2] = finish(mix(140 + place, before));
        rows[row + 3] = finish(mix(150 + place, behind));
        rows[row + 4] = finish(mix(160 + place, three));
        rows[row + 5] = finish(mix(mix(170 + place, unit), tag));
        rows[row + 6] = finish(mix(mix(220 + offset, Math.min(size, 5)), unit));
      }
    }
  }

  /** Digits count as one character, letters as one, dots as one. */
  private classOf(unit: number): number {
    const known = this.classes[unit];
    if (known !== 0) return known;
    const characterClass = classOfUnit(unit);
    let value = unit + 16;
    if (characterClass === CharacterClass.Digit) value = 2;
    else if (characterClass === CharacterClass.Letter) value = 3;
    else if (nameDots.has(unit)) value = 4;
    this.classes[unit] = value;
    return value;
  }

  private tagOf(units: Uint16Array, start: number, end: number): number {
    const { base, overlay } = this.lexicon;
    if (overlay !== undefined && overlay.findNumber(units, start, end) >= 0)
      return hashText(this.lexicon.findTag(units, start, end)?.slice(0, 2) ?? '');
    const node = findWordNode(base, units, start, end);
    if (node >= 0) return this.tagHashes[payloadAt(base.trie, node)] ?? otherTag;
    return end - start > 1 ? unknownTag : otherTag;
  }
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ Math.imul(value, 0x2c1b3c6d), 0x297a2d39);
  return mixed ^ (mixed >>> 15);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & rowMask;
}

function hashText(text: string): number {
  let hash = 11;
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
  return hash;
}
