/** The words of many segments by their pinyin, whose bytes are all there, as one vocabulary: what was read is remembered. */
import { initialOf, syllablesWithPrefix } from '../../../text/syllables.ts';
import { toDamageError } from '../../damage.ts';
import type { PinyinPattern, PinyinVocabulary, VisitPinyinWord } from '../../index-reader.ts';
import { levelCount, maxEntryCharacters } from '../../pinyin/pinyin-format.ts';
import { compilePattern, listKeyRanges } from '../../pinyin/pinyin-pattern.ts';
import { PinyinEntry, type PinyinReader } from '../../pinyin/pinyin-reader.ts';
import type { JoinedTerms } from './joined-terms.ts';
import { RecentValues } from './recent-values.ts';

/** Words that are remembered: 20 MB. */
const maxWords = 1 << 19;
/**
 * Up to so many words of all segments, all that begin with a letter are read at once: those with one second letter are in most of their
 * blocks. Of more words there is no room for the others.
 */
const maxLetterWords = 1 << 21;
/** Words of a level are in at least so many documents; the last one holds the rest. */
const minDocuments = [256, 16, 0] as const;
const letters = 26;
const allLetters = /* @__PURE__ */ Array.from({ length: letters }, (_, letter) => letter);
/** Words that there is room for at first. */
const firstRoom = 16;

/** The words whose first two syllables begin with two letters, those in the most documents first. */
class PinyinGroup {
  /** By word: `maxEntryCharacters` units and syllables. */
  readonly units: Uint16Array;
  readonly syllables: Uint16Array;
  readonly lengths: Uint8Array;
  readonly documents: Uint32Array;
  /** Where each level ends. */
  readonly levelEnds: readonly number[];

  constructor({ count, lengths, documents, units, syllables }: CollectedWords) {
    const order = Uint32Array.from({ length: count }, (_, word) => word).sort((a, b) => documents[b] - documents[a]);
    this.units = new Uint16Array(count * maxEntryCharacters);
    this.syllables = new Uint16Array(count * maxEntryCharacters);
    this.lengths = Uint8Array.from(order, word => lengths[word]);
    this.documents = Uint32Array.from(order, word => documents[word]);
    for (let i = 0; i < count; i++) {
      const from = order[i] * maxEntryCharacters;
      for (let at = 0; at < this.lengths[i]; at++) {
        this.units[i * maxEntryCharacters + at] = units[from + at];
        this.syllables[i * maxEntryCharacters + at] = syllables[from + at];
      }
    }
    this.levelEnds = minDocuments.map(min => {
      const end = this.documents.findIndex(documents => documents < min);
      return end < 0 ? count : end;
    });
  }
}

/** Words with their documents, found by a hash: a string for each of the words of many segments takes several times as long. */
class CollectedWords {
  count!: number;
  /** By word: `maxEntryCharacters` units and syllables. */
  units!: Uint16Array;
  syllables!: Uint16Array;
  lengths!: Uint8Array;
  documents!: Uint32Array;
  /** 1 + a word, or 0; twice as many places as there is room for words. */
  private table!: Uint32Array;

  constructor() {
    this.empty(firstRoom);
  }

  /** Makes room for words. */
  private empty(room: number): void {
    this.count = 0;
    this.units = new Uint16Array(room * maxEntryCharacters);
    this.syllables = new Uint16Array(room * maxEntryCharacters);
    this.lengths = new Uint8Array(room);
    this.documents = new Uint32Array(room);
    this.table = new Uint32Array(2 * room);
  }

  /** Adds the documents of a word. */
  add(entry: PinyinEntry): void {
    let place = hashEntry(entry) & (this.table.length - 1);
    for (let word = this.table[place]; word > 0; word = this.table[place]) {
      if (this.has(word - 1, entry)) {
        this.documents[word - 1] += entry.documents;
        return;
      }
      place = (place + 1) & (this.table.length - 1);
    }
    const word = this.count++;
    this.table[place] = this.count;
    this.lengths[word] = entry.length;
    this.documents[word] = entry.documents;
    for (let at = 0; at < entry.length; at++) {
      this.units[word * maxEntryCharacters + at] = entry.units[at];
      this.syllables[word * maxEntryCharacters + at] = entry.syllables[at];
    }
    if (this.count === this.lengths.length) this.grow();
  }

  private has(word: number, { length, units, syllables }: PinyinEntry): boolean {
    if (this.lengths[word] !== length) return false;
    const from = word * maxEntryCharacters;
    for (let at = 0; at < length; at++)
      if (this.units[from + at] !== units[at] || this.syllables[from + at] !== syllables[at]) return false;
    return true;
  }

  private grow(): void {
    const { count, units, syllables, lengths, documents } = this;
    this.empty(2 * count);
    const entry = new PinyinEntry();
    for (let word = 0; word < count; word++) {
      const from = word * maxEntryCharacters;
      entry.units.set(units.subarray(from, from + maxEntryCharacters));
      entry.syllables.set(syllables.subarray(from, from + maxEntryCharacters));
      entry.length = lengths[word];
      entry.documents = documents[word];
      this.add(entry);
    }
  }
}

function hashEntry({ length, units, syllables }: PinyinEntry): number {
  let hash = 0;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ (units[at] << 9) ^ syllables[at], 0x9e3779b1);
  return hash >>> 8;
}

/** Law: it visits the words that the segments have, each with the sum of their documents. */
export class JoinedPinyin implements PinyinVocabulary {
  readonly levelCount = levelCount;
  /** By the first letters of the first two syllables. */
  private readonly groups = new RecentValues<PinyinGroup>(maxWords, ({ lengths }) => lengths.length + 1);
  private readonly characters: (readonly number[] | undefined)[] = [];
  private readonly syllables = new Map<number, readonly number[]>();
  private readonly entry = new PinyinEntry();
  private readonly readsLetters: boolean;

  /** @param terms the terms of all text fields */
  constructor(
    private readonly readers: readonly PinyinReader[],
    private readonly terms: readonly JoinedTerms[],
  ) {
    let words = 0;
    for (const reader of readers) for (let level = 0; level < levelCount; level++) words += reader.entryCount(level);
    this.readsLetters = words <= maxLetterWords;
  }

  syllablesOf(unit: number): readonly number[] {
    let syllables = this.syllables.get(unit);
    if (!syllables) {
      syllables = this.unite(reader => reader.syllablesOf(unit));
      this.syllables.set(unit, syllables);
    }
    return syllables;
  }

  charactersOf(syllable: number): readonly number[] {
    this.characters[syllable] ??= this.unite(reader => reader.charactersOf(syllable)).sort((a, b) => a - b);
    return this.characters[syllable];
  }

  visitMatching(level: number, pattern: PinyinPattern, visit: VisitPinyinWord): void {
    const { places } = pattern;
    if (places.length === 0) return;
    const { entry } = this;
    if (places.length > 1 && places.every(({ unit }) => unit !== 0)) {
      // All of them are of the first level: none is left out.
      if (level === 0) this.visitSpelled(pattern, visit);
      return;
    }
    const matches = compilePattern(pattern);
    const firstLetters = new Set(places[0].syllables.map(initialOf));
    const secondLetters = places[1] && new Set(places[1].syllables.map(initialOf));
    const seconds = secondLetters ? [...secondLetters] : allLetters;
    this.read(() => {
      for (const first of firstLetters) {
        if (!secondLetters || this.readsLetters) this.collectLetter(first);
        for (const second of seconds) {
          const group = this.groupOf(first, second);
          const from = level === 0 ? 0 : group.levelEnds[level - 1];
          const { units, syllables, lengths, documents } = group;
          for (let i = from; i < group.levelEnds[level]; i++) {
            const at = i * maxEntryCharacters;
            if (!matches(units, syllables, at, lengths[i])) continue;
            for (let place = 0; place < lengths[i]; place++) entry.units[place] = units[at + place];
            visit(entry.units, lengths[i], documents[i]);
          }
        }
      }
    });
  }

  /**
   * Visits the words that match characters: they stand side by side in the dictionaries, where by their pinyin they stand among all
   * words that begin with the same two letters.
   */
  private visitSpelled({ places, isPrefix }: PinyinPattern, visit: VisitPinyinWord): void {
    const first = Uint16Array.of(places[0].unit, places[1].unit);
    this.read(() => {
      for (const terms of this.terms)
        for (const { units, wordDocuments, pathDocuments } of terms.groupOf(first, 0, 2)) {
          const { length } = units;
          if (wordDocuments === 0 || length > maxEntryCharacters || (length > places.length && !isPrefix)) continue;
          if (
            places.every(({ unit }, i) => unit === units[i]) &&
            units.every(unit => this.syllablesOf(unit).length > 0)
          )
            visit(units, length, pathDocuments);
        }
    });
  }

  private groupOf(first: number, second: number): PinyinGroup {
    const key = first * letters + second;
    let group = this.groups.get(key);
    if (!group) {
      const words = new CollectedWords();
      this.collect(first, second, () => words);
      this.groups.set(key, (group = new PinyinGroup(words)));
    }
    return group;
  }

  /** Reads all groups of a first letter at once: apart, the blocks of each segment would be read several times. */
  private collectLetter(first: number): void {
    const isKnown = (second: number) => this.groups.get(first * letters + second) !== undefined;
    if (allLetters.every(isKnown)) return;
    const words = allLetters.map(() => new CollectedWords());
    this.collect(first, undefined, second => words[second]);
    for (const second of allLetters)
      if (!isKnown(second)) this.groups.set(first * letters + second, new PinyinGroup(words[second]));
  }

  /** Adds the words whose first two syllables begin with two letters, or with one and any other. */
  private collect(first: number, second: number | undefined, wordsOf: (second: number) => CollectedWords): void {
    const { entry } = this;
    const ranges = listKeyRanges(
      syllablesOfLetter(first),
      second === undefined ? undefined : syllablesOfLetter(second),
    );
    const add = () => {
      const { syllables } = entry;
      const ownSecond = initialOf(syllables[1]);
      if (initialOf(syllables[0]) === first && (second === undefined || ownSecond === second))
        wordsOf(ownSecond).add(entry);
    };
    for (const reader of this.readers)
      for (let level = 0; level < levelCount; level++)
        if (reader.entryCount(level) > 0) reader.visit(level, ranges, entry, add);
  }

  /** The numbers that any of the segments gives, in their order. */
  private unite(list: (reader: PinyinReader) => readonly number[]): number[] {
    return this.read(() => {
      const found = new Set<number>();
      for (const reader of this.readers) for (const number of list(reader)) found.add(number);
      return [...found];
    });
  }

  private read<R>(read: () => R): R {
    try {
      return read();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

/** @param letter 0 for a … 25 for z */
function syllablesOfLetter(letter: number): number[] {
  return syllablesWithPrefix(String.fromCharCode(0x61 + letter));
}
