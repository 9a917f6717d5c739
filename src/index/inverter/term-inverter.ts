/**
 * Inverts the documents of a text field: from terms in document order to documents in term order. The segment builder
 * calls it for every text field.
 */
import type { Analysis } from '../../analysis/analysis.ts';
import { isWordTerm } from '../../analysis/analyzer.ts';
import { spellingSize } from '../../analysis/spellings.ts';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { HansouError } from '../../errors.ts';
import {
  type TermDictionaryBytes,
  TermDictionaryWriter,
  type TermVisitor,
} from '../termdict/term-dictionary-writer.ts';
import { CharacterTable } from './character-table.ts';
import type { InvertedTermsSink } from './inverted-terms.ts';
import { CharacterMerger } from './merge-characters.ts';
import { Occurrences, occurrencesPerChunk } from './occurrences.ts';
import { OccurrenceSorter, WordRole } from './sort-occurrences.ts';
import { WordPostings, wordNumberBits } from './word-postings.ts';
import { type NameTest, TermWriter } from './write-terms.ts';

/** Collects the terms of a text field document by document, then writes them as a term dictionary. */
export class TermInverter {
  private readonly characters = new CharacterTable();
  private readonly occurrences = new Occurrences();
  private readonly words = new WordPostings();
  private documentCount = 0;

  /** Number of collected occurrences and postings, which measures the memory in use. */
  get entryCount(): number {
    return this.occurrences.count + this.words.count;
  }

  /**
   * Whether document and word numbers remain for a document, even when all its words are new. An empty inverter has room
   * for any document.
   */
  hasRoomFor(analysis: Analysis): boolean {
    const { tokens, runs, spellings } = analysis;
    const words = this.words.numbers.count + tokens.count + runs.length / 2 + spellings.length / spellingSize;
    return this.documentCount === 0 || Math.max(words, this.documentCount + 1) < 1 << wordNumberBits;
  }

  /**
   * Adds the next document.
   * @param analysis as `Analyzer.analyzeDocument` leaves it
   * @throws HansouError BAD_DOCUMENT when this document alone has more than 16,777,215 distinct words; the inverter must
   *   then be discarded
   */
  add(analysis: Analysis): void {
    const { units, runs, spellings, tokens } = analysis;
    const { occurrences, words } = this;
    occurrences.beginDocument(units, analysis.length, analysis.gramFlags, this.characters);
    for (let i = 0; i < runs.length; i += 2) this.addWord(units, runs[i], runs[i + 1], WordRole.Path);
    const { starts, ends, pathCount, count } = tokens;
    for (let i = 0; i < pathCount; i++)
      if (isWordTerm(analysis, i)) this.addWord(units, starts[i], ends[i], WordRole.Path);
    for (let i = pathCount; i < count; i++)
      if (isWordTerm(analysis, i)) this.addWord(units, starts[i], ends[i], WordRole.Inner);
    // No spelling is a character or bigram, whose occurrences would have to be marked.
    for (let i = 0; i < spellings.length; i += spellingSize) words.add(units, spellings[i], spellings[i + 1], 0);
    if (words.numbers.count >= 1 << wordNumberBits) {
      throw new HansouError('BAD_DOCUMENT', 'a text has too many distinct words', {
        expected: `fewer than ${1 << wordNumberBits} distinct words`,
        got: `${words.numbers.count}`,
        hint: 'Split the text into several documents.',
      });
    }
    occurrences.endDocument();
    words.endDocument();
    this.documentCount++;
  }

  private addWord(units: Uint16Array, start: number, end: number, role: WordRole): void {
    if (!this.occurrences.markWord(units, start, end, role))
      this.words.add(units, start, end, role === WordRole.Path ? 1 : 0);
  }

  /**
   * Writes the dictionary and its posting lists.
   * @param postings takes the lists that are not in the dictionary
   * @param visitor is given each term
   */
  finish(postings: ByteSink, isName: NameTest, visitor?: TermVisitor): TermDictionaryBytes {
    const terms = {
      words: this.words.sortByWord(),
      characters: this.occurrences.sortByCharacter(this.characters),
    };
    const writer = new TermDictionaryWriter(this.documentCount, postings, visitor);
    const characters = new CharacterMerger([terms.characters.units]);
    new TermWriter(characters, [0, this.documentCount], isName).write([terms], writer);
    return writer.finish();
  }

  /** Passes the sorted terms on, to be written later together with those of other inverters. */
  finishTo(sink: InvertedTermsSink): void {
    const { characters, occurrences, words } = this;
    const order = characters.sortOrdinals();
    const cells = new Uint32Array(Math.min(occurrencesPerChunk, occurrences.count));
    occurrences.sortBlocks(
      new OccurrenceSorter(order),
      () => cells,
      block => sink.addBlock(block),
    );
    sink.finish(characters.packUnits(order), words.sortByWord());
  }
}
