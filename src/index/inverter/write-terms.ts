/** Writes inverted terms to a term dictionary: characters, bigrams and words in one order. */
import { characterAt, classOfCharacter, isAlphanumeric } from '../../text/characters.ts';
import type { TermSink } from '../termdict/merge-terms.ts';
import { TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { InvertedTerms } from './inverted-terms.ts';
import type { CharacterMerger } from './merge-characters.ts';
import { WordMerger } from './merge-words.ts';
import { WordRole } from './sort-occurrences.ts';

/** Whether the lexicon knows the word `units[start … end)` as a name. */
export type NameTest = (units: Uint16Array, start: number, end: number) => boolean;

/** Low bits of a bigram occurrence that hold its `WordRole`; the rest is the document. */
const roleBits = 2;
const roleMask = 3;

/**
 * Writes the terms of several sources (consecutive runs of documents) in dictionary order.
 *
 * Law: the output depends only on the documents, not on where one source ends and the next begins.
 */
export class TermWriter {
  /** The current character: all its occurrences. */
  private readonly character = new TermEntry();
  /** The current character as a word. */
  private readonly characterWord = new TermEntry();
  private readonly bigram = new TermEntry();
  private readonly word = new TermEntry();
  /**
   * By rank + 1 of the second character: how many bigrams of the current character end with it; while sorting, where the
   * next one goes.
   */
  private readonly bigramCounts: Uint32Array;
  /** Rank + 1 of every second character of the current character. */
  private readonly seconds: Uint32Array;
  private secondCount = 0;
  /** The bigrams of the current character, sorted by second character: document << `roleBits` | role. */
  private bigramOccurrences: Uint32Array = new Uint32Array(1024);
  private words = new WordMerger([], []);
  /** The sources being written. */
  private sources: readonly InvertedTerms[] = [];

  /**
   * @param characters the characters of all sources
   * @param firstDocuments by source: the number of its first document; then the number of all documents
   */
  constructor(
    private readonly characters: CharacterMerger,
    private readonly firstDocuments: readonly number[],
    private readonly isName: NameTest,
  ) {
    const size = characters.units.length;
    this.bigramCounts = new Uint32Array(size + 1);
    this.seconds = new Uint32Array(size);
  }

  /**
   * Writes all words of the sources, and the characters with merged ranks `[firstRank … endRank)` with their bigrams.
   * @param sources hold their occurrences of these characters, and the words of that range of the dictionary
   */
  write(
    sources: readonly InvertedTerms[],
    sink: TermSink,
    firstRank = 0,
    endRank = this.characters.units.length,
  ): void {
    this.sources = sources;
    this.words = new WordMerger(
      sources.map(({ words }) => words),
      this.firstDocuments,
    );
    for (let rank = firstRank; rank < endRank; rank++) {
      this.collectCharacter(rank);
      this.writeCharacter(rank, sink);
      this.writeBigrams(rank, sink);
    }
    while (!this.words.isDone) this.writeWord(sink);
    this.sources = [];
  }

  /**
   * Collects in one pass the documents of a character, the documents where it is a word, and the number of occurrences
   * of each bigram that begins with it.
   */
  private collectCharacter(rank: number): void {
    const { character, characterWord, bigramCounts, seconds, sources, firstDocuments } = this;
    let maxDocuments = 0;
    for (let source = 0; source < sources.length; source++) maxDocuments += this.countOccurrences(source, rank);
    maxDocuments = Math.min(maxDocuments, firstDocuments[sources.length]);
    character.postings.reserve(maxDocuments);
    characterWord.postings.reserve(maxDocuments);
    const { documents, frequencies } = character.postings;
    const wordList = characterWord.postings;
    let count = 0;
    let lastDocument = -1;
    let wordCount = 0;
    let lastWordDocument = -1;
    let secondCount = 0;
    for (let source = 0; source < sources.length; source++) {
      const { characters } = sources[source];
      const sourceRank = this.characters.sourceRank(source, rank) - 1;
      if (sourceRank < 0) continue;
      const ranks = this.characters.mergedRanks(source);
      const row = sourceRank - characters.firstRank;
      for (const { cells, starts, firstDocument } of characters.blocks) {
        const end = starts[row + 1];
        const first = firstDocuments[source] + firstDocument;
        for (let at = starts[row]; at < end; at++) {
          const cell = cells[at];
          const document = first + characters.document(cell);
          if (document !== lastDocument) {
            documents[count] = lastDocument = document;
            frequencies[count++] = 0;
          }
          frequencies[count - 1]++;
          const second = ranks[characters.second(cell)];
          if (second !== 0 && bigramCounts[second]++ === 0) seconds[secondCount++] = second;
          const role = characters.characterRole(cell);
          if (role === WordRole.None) continue;
          if (document !== lastWordDocument) {
            wordList.documents[wordCount] = lastWordDocument = document;
            wordList.frequencies[wordCount++] = 0;
          }
          if (role === WordRole.Path) wordList.frequencies[wordCount - 1]++;
        }
      }
    }
    character.postings.count = count;
    wordList.count = wordCount;
    this.secondCount = secondCount;
  }

  private countOccurrences(source: number, rank: number): number {
    const sourceRank = this.characters.sourceRank(source, rank) - 1;
    return sourceRank < 0 ? 0 : this.sources[source].characters.countOccurrences(sourceRank);
  }

  /** Writes the character, then the word that consists of it alone. */
  private writeCharacter(rank: number, sink: TermSink): void {
    const { character, characterWord } = this;
    character.length = this.putCharacter(character, rank, 0);
    // A letter or digit is not a term by itself: it is collected only for the bigram it forms with a character.
    if (isAlphanumeric(classOfCharacter(characterAt(character.units, 0, character.length)))) return;
    character.shape = TermShape.Character;
    this.writeWordsBefore(character, sink);
    sink.add(character);
    if (characterWord.postings.count === 0) return;
    characterWord.length = this.putCharacter(characterWord, rank, 0);
    characterWord.shape = TermShape.Word;
    characterWord.isWord = true;
    characterWord.isName = this.isName(characterWord.units, 0, characterWord.length);
    sink.add(characterWord);
  }

  /** Writes the bigrams that begin with the character. */
  private writeBigrams(rank: number, sink: TermSink): void {
    const { bigram, bigramCounts } = this;
    const seconds = this.sortBigrams(rank);
    const { bigramOccurrences } = this;
    const size = this.putCharacter(bigram, rank, 0);
    bigram.shape = TermShape.Bigram;
    let from = 0;
    for (const second of seconds) {
      const end = bigramCounts[second];
      bigramCounts[second] = 0;
      bigram.length = size + this.putCharacter(bigram, second - 1, size);
      this.writeWordsBefore(bigram, sink);
      this.fillBigram(bigramOccurrences, from, end);
      bigram.isName = bigram.isWord && this.isName(bigram.units, 0, bigram.length);
      sink.add(bigram);
      from = end;
    }
  }

  /** Fills `bigram` with the documents of the occurrences `[from … end)`. */
  private fillBigram(occurrences: Uint32Array, from: number, end: number): void {
    const { bigram } = this;
    bigram.postings.reserve(end - from);
    const { documents, frequencies, wordCodes } = bigram.postings;
    let count = 0;
    let lastDocument = -1;
    let isWord = false;
    for (let at = from; at < end; at++) {
      const document = occurrences[at] >>> roleBits;
      const role = occurrences[at] & roleMask;
      if (document !== lastDocument) {
        documents[count] = lastDocument = document;
        wordCodes[count] = 0;
        frequencies[count++] = 0;
      }
      frequencies[count - 1]++;
      if (role === WordRole.None) continue;
      isWord = true;
      if (wordCodes[count - 1] === 0) wordCodes[count - 1] = 1;
      if (role === WordRole.Path) wordCodes[count - 1]++;
    }
    bigram.postings.count = count;
    bigram.isWord = isWord;
  }

  /** Sorts the bigrams of the collected character by second character. @returns rank + 1 of each second character */
  private sortBigrams(rank: number): Uint32Array {
    const { bigramCounts, sources } = this;
    const sorted = this.seconds.subarray(0, this.secondCount).sort();
    let next = 0;
    for (let i = 0; i < sorted.length; i++) {
      const count = bigramCounts[sorted[i]];
      bigramCounts[sorted[i]] = next;
      next += count;
    }
    if (next > this.bigramOccurrences.length)
      this.bigramOccurrences = new Uint32Array(Math.max(next, this.bigramOccurrences.length * 2));
    const { bigramOccurrences } = this;
    for (let source = 0; source < sources.length; source++) {
      const { characters } = sources[source];
      const sourceRank = this.characters.sourceRank(source, rank) - 1;
      if (sourceRank < 0) continue;
      const ranks = this.characters.mergedRanks(source);
      const row = sourceRank - characters.firstRank;
      for (const { cells, starts, firstDocument } of characters.blocks) {
        const end = starts[row + 1];
        const first = this.firstDocuments[source] + firstDocument;
        for (let at = starts[row]; at < end; at++) {
          const cell = cells[at];
          const second = ranks[characters.second(cell)];
          if (second === 0) continue;
          // 2^30 documents fit; ids run out of room before that.
          bigramOccurrences[bigramCounts[second]++] =
            ((first + characters.document(cell)) << roleBits) | characters.bigramRole(cell);
        }
      }
    }
    return sorted;
  }

  /** Writes all words that sort before an entry. */
  private writeWordsBefore(entry: TermEntry, sink: TermSink): void {
    while (this.words.isBefore(entry)) this.writeWord(sink);
  }

  private writeWord(sink: TermSink): void {
    const { word } = this;
    this.words.takeNext(word);
    word.isName = this.isName(word.units, 0, word.length);
    sink.add(word);
  }

  /** Puts the units of a character into an entry. @returns how many units it has */
  private putCharacter(entry: TermEntry, rank: number, at: number): number {
    const units = this.characters.units[rank];
    entry.units[at] = units >>> 16;
    if ((units & 0xffff) === 0) return 1;
    entry.units[at + 1] = units & 0xffff;
    return 2;
  }
}
