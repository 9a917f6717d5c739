import { toDamageError } from '../damage.ts';
import type { VisitWord, Vocabulary } from '../index-reader.ts';
import type { TermDictionary } from './term-dictionary.ts';

/** The words of a text field of a frozen segment. */
export class SegmentVocabulary implements Vocabulary {
  private readonly derived = new Map<unknown, unknown>();

  constructor(private readonly lookup: TermDictionary) {}

  eachWord(visit: VisitWord, first = 0, last = 0xffff): void {
    this.reading(() => this.lookup.eachWord(first, last, visit));
  }

  eachWordFrom(beginning: Uint16Array, visit: VisitWord): void {
    this.reading(() => this.lookup.eachWordFrom(beginning, visit));
  }

  eachWordAmong(places: readonly Uint16Array[], visit: VisitWord): void {
    this.reading(() => this.lookup.eachWordAmong(places, visit));
  }

  once<T>(key: unknown, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }

  private reading(read: () => void): void {
    try {
      read();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}
