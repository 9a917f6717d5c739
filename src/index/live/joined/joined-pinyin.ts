/** The words of many segments by their pinyin, whose bytes are all there, as one vocabulary: what was read is remembered. */
import { initialOf, syllablesWithPrefix } from '../../../text/syllables.ts';
import { toDamageError } from '../../damage.ts';
import type { PinyinPattern, PinyinVocabulary, VisitPinyinWord } from '../../index-reader.ts';
import { levelCount, maxEntryCharacters } from '../../pinyin/pinyin-format.ts';
import { compilePattern, listKeyRanges } from '../../pinyin/pinyin-pattern.ts';
import { PinyinEntry, type PinyinReader } from '../../pinyin/pinyin-reader.ts';
import { RecentValues } from './recent-values.ts';

/** Words that are remembered: 20 MB. */
const maxWords = 1 << 19;
/** Words of a level are in at least so many documents; the last one holds the rest. */
const minDocuments = [256, 16, 0] as const;
const letters = 26;

/** The words whose first two syllables begin with two letters, those in the most documents first. */
class PinyinGroup {
  /** By word: `maxEntryCharacters` units and syllables. */
  readonly units: Uint16Array;
  readonly syllables: Uint16Array;
  readonly lengths: Uint8Array;
  readonly documents: Uint32Array;
  /** Where each level ends. */
  readonly levelEnds: readonly number[];

  constructor(words: readonly PinyinEntry[]) {
    this.units = new Uint16Array(words.length * maxEntryCharacters);
    this.syllables = new Uint16Array(words.length * maxEntryCharacters);
    this.lengths = Uint8Array.from(words, ({ length }) => length);
    this.documents = Uint32Array.from(words, ({ documents }) => documents);
    for (const [i, { units, syllables }] of words.entries()) {
      this.units.set(units, i * maxEntryCharacters);
      this.syllables.set(syllables, i * maxEntryCharacters);
    }
    this.levelEnds = minDocuments.map(min => {
      const end = this.documents.findIndex(documents => documents < min);
      return end < 0 ? words.length : end;
    });
  }
}

/** Law: it visits the words that the segments have, each with the sum of their documents. */
export class JoinedPinyin implements PinyinVocabulary {
  readonly levelCount = levelCount;
  /** By the first letters of the first two syllables. */
  private readonly groups = new RecentValues<PinyinGroup>(maxWords, ({ lengths }) => lengths.length + 1);
  private readonly characters: (readonly number[] | undefined)[] = [];
  private readonly syllables = new Map<number, readonly number[]>();
  private readonly entry = new PinyinEntry();

  constructor(private readonly readers: readonly PinyinReader[]) {}

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
    const matches = compilePattern(pattern);
    const firstLetters = new Set(places[0].syllables.map(initialOf));
    const secondLetters = places[1]
      ? new Set(places[1].syllables.map(initialOf))
      : Array.from({ length: letters }).keys();
    const seconds = [...secondLetters];
    this.read(() => {
      for (const first of firstLetters)
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
    });
  }

  private groupOf(first: number, second: number): PinyinGroup {
    const key = first * letters + second;
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = this.collect(first, second)));
    return group;
  }

  private collect(first: number, second: number): PinyinGroup {
    const words = new Map<string, PinyinEntry>();
    const { entry } = this;
    const ranges = listKeyRanges(syllablesOfLetter(first), syllablesOfLetter(second));
    const add = () => {
      const { units, syllables, length } = entry;
      if (initialOf(syllables[0]) !== first || initialOf(syllables[1]) !== second) return;
      const key = String.fromCharCode(...units.subarray(0, length), ...syllables.subarray(0, length));
      let word = words.get(key);
      if (!word) {
        word = new PinyinEntry();
        word.units.set(units.subarray(0, length));
        word.syllables.set(syllables.subarray(0, length));
        word.length = length;
        words.set(key, word);
      }
      word.documents += entry.documents;
    };
    for (const reader of this.readers)
      for (let level = 0; level < levelCount; level++)
        if (reader.entryCount(level) > 0) reader.visit(level, ranges, entry, add);
    return new PinyinGroup([...words.values()].sort((a, b) => b.documents - a.documents));
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
