/** Lists of frequent characters, spread out by document: one look-up a candidate, no decoding. */
import type { TextReader } from '../../index/index-reader.ts';
import { PostingList } from '../../index/posting-list.ts';
import type { Term } from '../../index/term.ts';
import { codePointOfSurrogates } from '../../text/characters.ts';

/**
 * What reading a list among candidates takes, in postings of reading it whole: for each candidate, and each time. When
 * a list has taken as much as it has postings, it is spread out: so at most twice the least is paid, whatever is asked.
 */
const costPerCandidate = 4;
const costPerLookup = 64;
/** Bytes that spread lists may take in all; the one not asked for longest goes first. */
const maxCachedBytes = 16 << 20;
const codePoints = 0x110000;

/** Law: what stands at a document is what its posting says, 0 where it has none. */
export class DenseFrequencyCache {
  private readonly fields = new Map<TextReader, number>();
  /** By field and character, the last asked for behind; empty when a frequency is too great for a byte. */
  private readonly cached = new Map<number, Uint8Array>();
  /** What the others have taken so far. */
  private readonly costs = new Map<number, number>();
  private readonly scratchList = new PostingList();
  private cachedBytes = 0;

  /** @param limit every document is below it */
  constructor(private readonly limit: number) {}

  /**
   * How often documents hold a character, by document; undefined when it is better read among the candidates.
   * @param term of kind Character
   * @param candidates how many documents are asked for
   * @param frequency how many hold the character
   */
  findFrequencies(field: TextReader, term: Term, candidates: number, frequency: number): Uint8Array | undefined {
    const { units, start, end } = term;
    const character = end - start === 1 ? units[start] : codePointOfSurrogates(units[start], units[start + 1]);
    const key = this.fieldNumber(field) * codePoints + character;
    let counts = this.cached.get(key);
    if (counts) this.cached.delete(key);
    else {
      const cost = (this.costs.get(key) ?? 0) + candidates * costPerCandidate + costPerLookup;
      this.costs.set(key, cost < frequency ? cost : 0);
      if (cost < frequency) return undefined;
      counts = this.decode(field, term);
      this.cachedBytes += counts.length;
      for (const [oldest, { length }] of this.cached) {
        if (this.cachedBytes <= maxCachedBytes) break;
        this.cached.delete(oldest);
        this.cachedBytes -= length;
      }
    }
    this.cached.set(key, counts);
    return counts.length > 0 ? counts : undefined;
  }

  private fieldNumber(field: TextReader): number {
    let number = this.fields.get(field);
    if (number === undefined) this.fields.set(field, (number = this.fields.size));
    return number;
  }

  private decode(field: TextReader, term: Term): Uint8Array {
    const counts = new Uint8Array(this.limit);
    const { scratchList: list } = this;
    field.readPostings(term, list);
    for (let i = 0; i < list.count; i++) {
      if (list.frequencies[i] > 0xff) return new Uint8Array(0);
      counts[list.documents[i]] = list.frequencies[i];
    }
    return counts;
  }
}
