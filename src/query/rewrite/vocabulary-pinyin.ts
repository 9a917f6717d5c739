/** The words of one vocabulary (a field of a segment) by their pinyin and initials. */

import { Int32List } from '../../text/repair/int32-list.ts';
import { stringFromUnits } from '../../text/units.ts';
import { hashBase, hashLetters, PinyinTable } from './pinyin-table.ts';
import { loadSyllables, maxReadings } from './readings.ts';

/** Only words of these lengths, in characters, are included. */
const minWordUnits = 2;
const maxWordUnits = 8;

/** Words with what is known of them; word `i` is `units[ends[i - 1] … ends[i])`. */
interface PinyinWords {
  readonly units: Uint16Array;
  readonly ends: Int32Array;
  /** Documents that contain each word. */
  readonly documents: Int32Array;
  /** 1 for names and for words of titles. */
  readonly isNamed: Uint8Array;
}

/** Collects the words of a vocabulary, each once. Takes about 1 µs per word. */
export class VocabularyPinyinBuilder {
  private readonly units = new Int32List();
  private readonly ends = new Int32List();
  private readonly documents = new Int32List();
  /** 1 for names and for words of titles. */
  private readonly isNamed = new Int32List();
  private readonly fullKeys = new Int32List();
  private readonly fullWords = new Int32List();
  private readonly initialKeys = new Int32List();
  private readonly initialWords = new Int32List();
  /** By reading of the current word: the hash of its pinyin so far, and of its initials. */
  private readonly fullHashes = new Int32Array(maxReadings);
  private readonly initialHashes = new Int32Array(maxReadings);
  private readonly syllables = loadSyllables();
  /** By syllable: its hash, the factor for the hash of the letters before it, and its first letter. */
  private readonly syllableHashes = Int32Array.from(this.syllables.letters, hashLetters);
  private readonly syllableFactors = Int32Array.from(this.syllables.letters, ({ length }) => {
    let factor = 1;
    for (let i = 0; i < length; i++) factor = Math.imul(factor, hashBase);
    return factor;
  });
  private readonly firstLetters = Int32Array.from(this.syllables.letters, letters => letters.charCodeAt(0));

  /** @param isNamed whether the word can be found by pinyin and initials: it is a name, or a word of a title */
  add(units: Uint16Array, start: number, end: number, documents: number, isNamed: boolean): void {
    if (end - start < minWordUnits || end - start > maxWordUnits) return;
    const { fullHashes, initialHashes } = this;
    const { first, second } = this.syllables;
    let readingCount = 1;
    fullHashes[0] = initialHashes[0] = 0;
    for (let at = start; at < end; at++) {
      const syllable = first[units[at]];
      if (syllable === 0) return;
      const other = second[units[at]];
      const doubles = other !== 0 && readingCount * 2 <= maxReadings;
      for (let reading = 0; reading < readingCount; reading++) {
        if (doubles) this.appendSyllable(reading, other - 1, readingCount + reading);
        this.appendSyllable(reading, syllable - 1, reading);
      }
      if (doubles) readingCount *= 2;
    }
    const word = this.documents.length;
    for (let at = start; at < end; at++) this.units.push(units[at]);
    this.ends.push(this.units.length);
    this.documents.push(documents);
    this.isNamed.push(isNamed ? 1 : 0);
    for (let reading = 0; reading < readingCount; reading++) {
      this.fullKeys.push(fullHashes[reading]);
      this.fullWords.push(word);
      if (!isNamed) continue;
      this.initialKeys.push(initialHashes[reading]);
      this.initialWords.push(word);
    }
  }

  /** Appends a syllable to one reading of the word and stores the result as reading `to`. */
  private appendSyllable(reading: number, syllable: number, to: number): void {
    this.fullHashes[to] =
      Math.imul(this.fullHashes[reading], this.syllableFactors[syllable]) + this.syllableHashes[syllable];
    this.initialHashes[to] = Math.imul(this.initialHashes[reading], hashBase) + this.firstLetters[syllable];
  }

  finish(): VocabularyPinyin {
    return new VocabularyPinyin(
      {
        units: Uint16Array.from(this.units.view()),
        ends: this.ends.view().slice(),
        documents: this.documents.view().slice(),
        isNamed: Uint8Array.from(this.isNamed.view()),
      },
      new PinyinTable(this.fullKeys.view(), this.fullWords.view()),
      new PinyinTable(this.initialKeys.view(), this.initialWords.view()),
    );
  }
}

/** The words of a vocabulary, found by pinyin. Immutable. */
export class VocabularyPinyin {
  /**
   * @param full all words by their full pinyin
   * @param initials names and words of titles by their initials
   */
  constructor(
    private readonly words: PinyinWords,
    readonly full: PinyinTable,
    readonly initials: PinyinTable,
  ) {}

  get wordCount(): number {
    return this.words.ends.length;
  }

  word(number: number): string {
    return stringFromUnits(this.words.units, this.startOf(number), this.words.ends[number]);
  }

  firstUnit(number: number): number {
    return this.words.units[this.startOf(number)];
  }

  /** Number of documents that contain the word. */
  documentsWith(number: number): number {
    return this.words.documents[number];
  }

  /** Whether the word is a name or a word of a title. */
  isNamed(number: number): boolean {
    return this.words.isNamed[number] === 1;
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : this.words.ends[number - 1];
  }
}
