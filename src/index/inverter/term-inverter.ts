import type { Analysis } from '../../analysis/analysis.ts';
import { isWordTerm } from '../../analysis/analyzer.ts';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { HansouError } from '../../errors.ts';
import { type TermDictionaryBytes, TermDictionaryWriter } from '../termdict/term-dictionary-writer.ts';
import { CharacterTable } from './character-table.ts';
import type { InvertedTermsSink } from './inverted-terms.ts';
import { CharacterMerger } from './merge-characters.ts';
import { Occurrences, occurrencesPerChunk } from './occurrences.ts';
import { OccurrenceSorter, WordRole } from './sort-occurrences.ts';
import { WordPostings, wordNumberBits } from './word-postings.ts';
import { type NameTest, TermWriter } from './write-terms.ts';

/** Collects the terms of a text field, document by document, and lays them out. */
export class TermInverter {
  private readonly characters = new CharacterTable();
  private readonly occurrences = new Occurrences();
  private readonly words = new WordPostings();
  private documentCount = 0;

  /** How many occurrences and postings were collected: the measure of what memory it takes. */
  get entryCount(): number {
    return this.occurrences.count + this.words.count;
  }

  /** Whether there are numbers left for all terms of a document, should they be new. An empty one takes any. */
  hasRoomFor(analysis: Analysis): boolean {
    const words = this.words.numbers.count + analysis.tokens.count + analysis.runs.length / 2;
    return this.documentCount === 0 || Math.max(words, this.documentCount + 1) < 1 << wordNumberBits;
  }

  /**
   * Adds the next document's terms (`Analyzer.analyzeDocument`).
   * @throws HansouError BAD_DOCUMENT when one document alone has more than 16,777,215 different words; then this is of
   *   no more use
   */
  add(analysis: Analysis): void {
    const { units, runs, tokens } = analysis;
    const { occurrences, words } = this;
    occurrences.beginDocument(units, analysis.length, analysis.gramFlags, this.characters);
    for (let i = 0; i < runs.length; i += 2) this.addWord(units, runs[i], runs[i + 1], true);
    const { starts, ends, pathCount, count } = tokens;
    for (let i = 0; i < pathCount; i++) if (isWordTerm(analysis, i)) this.addWord(units, starts[i], ends[i], true);
    for (let i = pathCount; i < count; i++) if (isWordTerm(analysis, i)) this.addWord(units, starts[i], ends[i], false);
    if (words.numbers.count >= 1 << wordNumberBits) {
      throw new HansouError('BAD_DOCUMENT', 'a text has too many different words', {
        expected: `fewer than ${1 << wordNumberBits} different words`,
        got: `${words.numbers.count}`,
        hint: 'Add it in several documents.',
      });
    }
    occurrences.endDocument();
    words.endDocument();
    this.documentCount++;
  }

  private addWord(units: Uint16Array, start: number, end: number, isOnPath: boolean): void {
    if (!this.occurrences.markWord(units, start, end, isOnPath ? WordRole.Path : WordRole.Inner))
      this.words.add(units, start, end, isOnPath ? 1 : 0);
  }

  /** @param postings takes the long lists */
  finish(postings: ByteSink, isName: NameTest): TermDictionaryBytes {
    const terms = {
      words: this.words.sortByWord(),
      characters: this.occurrences.sortByCharacter(this.characters),
    };
    const writer = new TermDictionaryWriter(this.documentCount, postings);
    const characters = new CharacterMerger([terms.characters.units]);
    new TermWriter(characters, [0, this.documentCount], isName).write([terms], writer);
    return writer.finish();
  }

  /** Hands over what was collected, to be laid out with what others collected. */
  finishTo(sink: InvertedTermsSink): void {
    const { characters, occurrences, words } = this;
    const order = characters.sortOrdinals();
    const room = new Uint32Array(Math.min(occurrencesPerChunk, occurrences.count));
    occurrences.sortBlocks(
      new OccurrenceSorter(order),
      () => room,
      block => sink.addBlock(block),
    );
    sink.finish(characters.packUnits(order), words.sortByWord());
  }
}
