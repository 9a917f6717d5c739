/** The vocabulary of one segment, which queries use to find words that are similar to a term. */
import { toDamageError } from '../damage.ts';
import type { VisitWord, Vocabulary } from '../index-reader.ts';
import type { TermDictionary } from './term-dictionary.ts';

/** The words of a text field of one segment, which never change. */
export class SegmentVocabulary implements Vocabulary {
  constructor(private readonly dictionary: TermDictionary) {}

  visitWords(visit: VisitWord, first = 0, last = 0xffff): void {
    this.read(() => this.dictionary.visitWords(visit, first, last));
  }

  visitWordsWithPrefix(prefix: Uint16Array, visit: VisitWord): void {
    this.read(() => this.dictionary.visitWordsWithPrefix(prefix, visit));
  }

  visitWordsMatching(pattern: readonly Uint16Array[], visit: VisitWord): void {
    this.read(() => this.dictionary.visitWordsMatching(pattern, visit));
  }

  private read(visitWords: () => void): void {
    try {
      visitWords();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}
