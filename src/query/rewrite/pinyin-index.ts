/** Finds the words of an index by pinyin or initials, over all its vocabularies. */
import { findReadings, joinInitials, loadSyllables } from './readings.ts';
import type { VocabularyPinyin } from './vocabulary-pinyin.ts';

/** The number of documents that contain a word, and whether it is a name or a word of a title in any vocabulary. */
interface WordStatistics {
  documents: number;
  isNamed: boolean;
}

/** Words of an index by their pronunciation. */
export class PinyinIndex {
  constructor(private readonly vocabularies: readonly VocabularyPinyin[]) {}

  /** Names and words of titles with this pinyin or these initials; the most frequent first. */
  findByPinyin(letters: string, limit: number): string[] {
    const pinyin = normalizePinyin(letters);
    const full = this.collectWithPinyin(pinyin, word =>
      findReadings(word).some(reading => reading.join('') === pinyin),
    );
    for (const [word, { isNamed }] of full) if (!isNamed) full.delete(word);
    const byInitials = new Map<string, WordStatistics>();
    for (const vocabulary of this.vocabularies)
      for (const number of vocabulary.initials.candidates(pinyin)) {
        const word = vocabulary.word(number);
        if (!byInitials.has(word) && findReadings(word).some(reading => joinInitials(reading) === pinyin))
          byInitials.set(word, this.statisticsOf(word));
      }
    return [...new Set([...sortByFrequency(full), ...sortByFrequency(byInitials)])].slice(0, limit);
  }

  /** Names and words of titles whose pinyin or initials start with these letters; the most frequent first. */
  findByPinyinPrefix(letters: string, limit: number): string[] {
    const prefix = normalizePinyin(letters);
    const found = new Map<string, WordStatistics>();
    for (const vocabulary of this.vocabularies)
      for (let number = 0; number < vocabulary.wordCount; number++) {
        if (!canStartWith(vocabulary.firstUnit(number), prefix[0])) continue;
        const word = vocabulary.word(number);
        const matches = findReadings(word).some(
          reading => reading.join('').startsWith(prefix) || joinInitials(reading).startsWith(prefix),
        );
        if (matches) addOccurrence(found, word, vocabulary, number);
      }
    for (const [word, { isNamed }] of found) if (!isNamed) found.delete(word);
    return sortByFrequency(found).slice(0, limit);
  }

  /** The candidates for a full pinyin that fit, with their statistics over all vocabularies. */
  private collectWithPinyin(pinyin: string, fits: (word: string) => boolean): Map<string, WordStatistics> {
    const found = new Map<string, WordStatistics>();
    for (const vocabulary of this.vocabularies)
      for (const number of new Set(vocabulary.full.candidates(pinyin))) {
        const word = vocabulary.word(number);
        if (fits(word)) addOccurrence(found, word, vocabulary, number);
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
  vocabulary: VocabularyPinyin,
  number: number,
): void {
  const documents = vocabulary.documentsWith(number);
  const isNamed = vocabulary.isNamed(number);
  const known = found.get(word);
  if (!known) found.set(word, { documents, isNamed });
  else {
    known.documents += documents;
    known.isNamed ||= isNamed;
  }
}

function sortByFrequency(found: ReadonlyMap<string, WordStatistics>): string[] {
  return [...found].sort((a, b) => b[1].documents - a[1].documents || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

/** Whether some reading of a character starts with the letter. */
function canStartWith(unit: number, letter: string): boolean {
  const { letters, first, second } = loadSyllables();
  return [first[unit], second[unit]].some(syllable => syllable > 0 && letters[syllable - 1][0] === letter);
}

/** Removes apostrophes and spaces and writes ü as v. */
function normalizePinyin(letters: string): string {
  return letters.replace(/['’\s]/g, '').replaceAll('ü', 'v');
}
