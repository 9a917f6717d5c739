import { asDamage } from './damage.ts';
import type { WordPart } from './index-reader.ts';
import type { TermLookup } from './term-lookup.ts';

const anyBeginning = new Uint16Array(0);

/** The words of a text field of a frozen segment. */
export class SegmentWords implements WordPart {
  private readonly derived = new Map<unknown, unknown>();

  constructor(private readonly lookup: TermLookup) {}

  eachWord(
    visit: (units: Uint16Array, start: number, end: number, documents: number, isName: boolean) => void,
    beginning: Uint16Array = anyBeginning,
  ): void {
    try {
      this.lookup.eachWord(beginning, beginning.length, visit);
    } catch (error) {
      throw asDamage(error);
    }
  }

  once<T>(key: unknown, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }
}
