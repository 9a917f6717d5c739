/** Posting lists of frequent characters as arrays by document number: one look-up per candidate, no decoding. */
import type { TextReader } from '../../../index/index-reader.ts';
import { PostingList } from '../../../index/posting-list.ts';
import type { Term } from '../../../index/term.ts';
import { codePointOfSurrogates } from '../../../text/characters.ts';

/**
 * Cost of reading a list for some candidates, per candidate and per read, in postings of reading it whole. A list is
 * decoded to an array once its reads have cost as much as its postings: so the total is at most twice the minimum.
 */
const costPerCandidate = 4;
const costPerLookup = 64;
/** Maximum bytes of all arrays; the least recently used one is dropped first. */
const maxCachedBytes = 16 << 20;
const codePoints = 0x110000;

/** Law: the entry of a document is the frequency of its posting, 0 where it has none. */
export class DenseFrequencyCache {
  private readonly fieldNumbers = new Map<TextReader, number>();
  /** By field and character, the most recently used last; empty when a frequency does not fit a byte. */
  private readonly cached = new Map<number, Uint8Array>();
  /** Costs so far of lists that are not cached. */
  private readonly costs = new Map<number, number>();
  private readonly scratchList = new PostingList();
  private cachedBytes = 0;

  /** @param documentLimit all document numbers are below it */
  constructor(private readonly documentLimit: number) {}

  /**
   * The frequencies of a character by document number; undefined when its list should be read for the candidates.
   * @param term of kind Character
   * @param candidateCount number of documents that are looked up
   * @param documentFrequency of the character
   */
  findFrequencies(
    field: TextReader,
    term: Term,
    candidateCount: number,
    documentFrequency: number,
  ): Uint8Array | undefined {
    const { units, start, end } = term;
    const character = end - start === 1 ? units[start] : codePointOfSurrogates(units[start], units[start + 1]);
    const key = this.fieldNumber(field) * codePoints + character;
    let frequencies = this.cached.get(key);
    if (frequencies) this.cached.delete(key);
    else {
      const cost = (this.costs.get(key) ?? 0) + candidateCount * costPerCandidate + costPerLookup;
      this.costs.set(key, cost < documentFrequency ? cost : 0);
      if (cost < documentFrequency) return undefined;
      frequencies = this.decode(field, term);
      this.cachedBytes += frequencies.length;
      for (const [oldest, { length }] of this.cached) {
        if (this.cachedBytes <= maxCachedBytes) break;
        this.cached.delete(oldest);
        this.cachedBytes -= length;
      }
    }
    this.cached.set(key, frequencies);
    return frequencies.length > 0 ? frequencies : undefined;
  }

  private fieldNumber(field: TextReader): number {
    let number = this.fieldNumbers.get(field);
    if (number === undefined) this.fieldNumbers.set(field, (number = this.fieldNumbers.size));
    return number;
  }

  private decode(field: TextReader, term: Term): Uint8Array {
    const frequencies = new Uint8Array(this.documentLimit);
    const { scratchList: list } = this;
    field.readPostings(term, list);
    for (let i = 0; i < list.count; i++) {
      if (list.frequencies[i] > 0xff) return new Uint8Array(0);
      frequencies[list.documents[i]] = list.frequencies[i];
    }
    return frequencies;
  }
}
