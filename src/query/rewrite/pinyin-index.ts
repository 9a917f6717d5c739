/** The words of an index by how they sound: for pinyin and initials. */
import { stringOf } from '../../text/folding.ts';
import { findReadings, joinInitials, loadSyllables, maxReadings } from './readings.ts';

/** Words of these lengths (characters) are kept. */
const minWordUnits = 2;
const maxWordUnits = 8;

/**
 * The number of some letters: a polynomial, so that the number of a whole comes from those of its parts, however it is
 * parted (xian and xi'an sound alike).
 */
const hashBase = 0x01000193;

function hashLetters(letters: string): number {
  let number = 0;
  for (let i = 0; i < letters.length; i++) number = (Math.imul(number, hashBase) + letters.charCodeAt(i)) | 0;
  return number;
}

/** Whole numbers of 32 bits, of which more and more come. */
class Numbers {
  private values = new Int32Array(64);
  count = 0;

  push(value: number): void {
    if (this.count === this.values.length) {
      const grown = new Int32Array(this.count * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = value;
  }

  finish(): Int32Array {
    return this.values.slice(0, this.count);
  }
}

/** Words under numbers made of their sound. */
class PinyinTable {
  private readonly words: Int32Array;
  /** By slot: where its words begin. */
  private readonly starts: Uint32Array;
  private readonly mask: number;

  /** @param sounds for each of the words (which may come several times) the number of its sound */
  constructor(sounds: Int32Array, words: Int32Array) {
    this.mask = 2 ** Math.ceil(Math.log2(sounds.length + 1)) - 1;
    this.starts = new Uint32Array(this.mask + 2);
    for (const sound of sounds) this.starts[this.slotOf(sound)]++;
    for (let slot = 1; slot < this.starts.length; slot++) this.starts[slot] += this.starts[slot - 1];
    this.words = new Int32Array(words.length);
    for (let i = 0; i < words.length; i++) this.words[--this.starts[this.slotOf(sounds[i])]] = words[i];
  }

  /** Every word under the sound, and maybe others; a word may come twice. */
  candidates(sound: string): Int32Array {
    const slot = this.slotOf(hashLetters(sound));
    return this.words.subarray(this.starts[slot], this.starts[slot + 1]);
  }

  private slotOf(sound: number): number {
    return (sound ^ (sound >>> 15)) & this.mask;
  }
}

/** Collects the words of a part of an index, each once. */
export class VocabularyPinyinBuilder {
  private readonly units = new Numbers();
  private readonly ends = new Numbers();
  private readonly documents = new Numbers();
  /** 1 for named. */
  private readonly named = new Numbers();
  private readonly fullKeys = new Numbers();
  private readonly fullWords = new Numbers();
  private readonly initialKeys = new Numbers();
  private readonly initialWords = new Numbers();
  private readonly fullHashes = new Int32Array(maxReadings);
  private readonly initialHashes = new Int32Array(maxReadings);
  private readonly syllables = loadSyllables();
  /** By syllable: its number, what the number of letters before it is multiplied with, its first letter. */
  private readonly syllableHashes = Int32Array.from(this.syllables.letters, hashLetters);
  private readonly syllableFactors = Int32Array.from(this.syllables.letters, ({ length }) => {
    let factor = 1;
    for (let i = 0; i < length; i++) factor = Math.imul(factor, hashBase);
    return factor;
  });
  private readonly firstLetters = Int32Array.from(this.syllables.letters, letters => letters.charCodeAt(0));

  /** @param isNamed whether pinyin and initials are asked of the word: a name, or a word of a title */
  add(units: Uint16Array, start: number, end: number, documents: number, isNamed: boolean): void {
    if (end - start < minWordUnits || end - start > maxWordUnits) return;
    const { fullHashes, initialHashes } = this;
    const { first, second } = this.syllables;
    let count = 1;
    fullHashes[0] = initialHashes[0] = 0;
    for (let at = start; at < end; at++) {
      const syllable = first[units[at]];
      if (syllable === 0) return;
      const other = second[units[at]];
      const isTwice = other !== 0 && count * 2 <= maxReadings;
      for (let way = 0; way < count; way++) {
        if (isTwice) this.appendSyllable(way, other - 1, count + way);
        this.appendSyllable(way, syllable - 1, way);
      }
      if (isTwice) count *= 2;
    }
    const word = this.documents.count;
    for (let at = start; at < end; at++) this.units.push(units[at]);
    this.ends.push(this.units.count);
    this.documents.push(documents);
    this.named.push(isNamed ? 1 : 0);
    for (let way = 0; way < count; way++) {
      this.fullKeys.push(fullHashes[way]);
      this.fullWords.push(word);
      if (!isNamed) continue;
      this.initialKeys.push(initialHashes[way]);
      this.initialWords.push(word);
    }
  }

  /** Puts a syllable behind one way to read what came so far, and the longer one at `to`. */
  private appendSyllable(way: number, syllable: number, to: number): void {
    this.fullHashes[to] =
      Math.imul(this.fullHashes[way], this.syllableFactors[syllable]) + this.syllableHashes[syllable];
    this.initialHashes[to] = Math.imul(this.initialHashes[way], hashBase) + this.firstLetters[syllable];
  }

  finish(): VocabularyPinyin {
    return new VocabularyPinyin(
      Uint16Array.from(this.units.finish()),
      this.ends.finish(),
      this.documents.finish(),
      Uint8Array.from(this.named.finish()),
      new PinyinTable(this.fullKeys.finish(), this.fullWords.finish()),
      new PinyinTable(this.initialKeys.finish(), this.initialWords.finish()),
    );
  }
}

/** The words of a part of an index that are read alike: worked out once, about 1 µs a word. */
export class VocabularyPinyin {
  /** Word `i` is `units[ends[i - 1] … ends[i])`. */
  constructor(
    private readonly units: Uint16Array,
    private readonly ends: Int32Array,
    readonly documents: Int32Array,
    /** 1 for names and words of titles. */
    readonly named: Uint8Array,
    /** All words by their sound. */
    readonly full: PinyinTable,
    /** Named words by their initials. */
    readonly initials: PinyinTable,
  ) {}

  word(number: number): string {
    return stringOf(this.units, this.startOf(number), this.ends[number]);
  }

  firstUnit(number: number): number {
    return this.units[this.startOf(number)];
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1];
  }
}

/** How many documents hold a word, and whether it is named anywhere. */
interface WordStatistics {
  documents: number;
  isNamed: boolean;
}

/** Words of an index that are read alike. */
export class PinyinIndex {
  constructor(private readonly vocabularies: readonly VocabularyPinyin[]) {}

  /** Names and words of titles that are read so, in full or by initials: the most frequent first. */
  findByPinyin(letters: string, limit: number): string[] {
    const plain = normalizePinyin(letters);
    const full = this.collectWithPinyin(plain, word => findReadings(word).some(reading => reading.join('') === plain));
    for (const [word, { isNamed }] of full) if (!isNamed) full.delete(word);
    const short = new Map<string, WordStatistics>();
    for (const part of this.vocabularies)
      for (const number of part.initials.candidates(plain)) {
        const word = part.word(number);
        if (!short.has(word) && findReadings(word).some(reading => joinInitials(reading) === plain))
          short.set(word, this.statisticsOf(word));
      }
    return [...new Set([...sortByFrequency(full), ...sortByFrequency(short)])].slice(0, limit);
  }

  /** Names and words of titles whose pinyin or initials begin so: the most frequent first. */
  findByPinyinPrefix(letters: string, limit: number): string[] {
    const plain = normalizePinyin(letters);
    const found = new Map<string, WordStatistics>();
    for (const part of this.vocabularies)
      for (let number = 0; number < part.documents.length; number++) {
        if (!canStartWith(part.firstUnit(number), plain[0])) continue;
        const word = part.word(number);
        const begins = findReadings(word).some(
          reading => reading.join('').startsWith(plain) || joinInitials(reading).startsWith(plain),
        );
        if (begins) addOccurrence(found, word, part, number);
      }
    for (const [word, { isNamed }] of found) if (!isNamed) found.delete(word);
    return sortByFrequency(found).slice(0, limit);
  }

  private collectWithPinyin(sound: string, fits: (word: string) => boolean): Map<string, WordStatistics> {
    const found = new Map<string, WordStatistics>();
    for (const part of this.vocabularies)
      for (const number of new Set(part.full.candidates(sound))) {
        const word = part.word(number);
        if (fits(word)) addOccurrence(found, word, part, number);
      }
    return found;
  }

  private statisticsOf(word: string): WordStatistics {
    return this.collectWithPinyin(findReadings(word)[0].join(''), other => other === word).get(word)!;
  }
}

function addOccurrence(
  found: Map<string, WordStatistics>,
  word: string,
  { documents, named }: VocabularyPinyin,
  number: number,
): void {
  const known = found.get(word);
  if (!known) found.set(word, { documents: documents[number], isNamed: named[number] === 1 });
  else {
    known.documents += documents[number];
    known.isNamed ||= named[number] === 1;
  }
}

function sortByFrequency(found: ReadonlyMap<string, WordStatistics>): string[] {
  return [...found].sort((a, b) => b[1].documents - a[1].documents || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

/** Whether some reading of a character begins with the letter. */
function canStartWith(unit: number, letter: string): boolean {
  const { letters, first, second } = loadSyllables();
  return [first[unit], second[unit]].some(syllable => syllable > 0 && letters[syllable - 1][0] === letter);
}

function normalizePinyin(letters: string): string {
  return letters.replace(/['’\s]/g, '').replaceAll('ü', 'v');
}
