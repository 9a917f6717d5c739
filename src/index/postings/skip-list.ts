/** Skip lists of long posting lists, and the cache that keeps them. */

/**
 * Where reading can resume inside a long posting list, so that a few of its postings are found without passing over all
 * that precede them. Each part of the list is divided into intervals of a fixed length. Skip lists are computed from
 * the list (build-skip-list.ts), not stored in the file.
 *
 * Law: with or without a skip list, the same postings are found.
 */
export interface SkipList {
  /** For each interval of the Elias-Fano high bits: the number of documents before it. */
  readonly documentsBefore: Uint32Array;
  /** For each of these intervals: a number above all documents before it. */
  readonly documentBounds: Uint32Array;
  /** For each interval of frequency flags: the bit where its first high part begins. Empty if there are no flags. */
  readonly highPartBits: Uint32Array;
  /** The bit behind the frequencies. */
  readonly frequenciesEnd: number;
  /** For each interval of exceptional word codes: the list index from which the gap of its first one counts. */
  readonly exceptionIndexes: Uint32Array;
  /** For each of these intervals: the bit where its first exception begins. */
  readonly exceptionBits: Uint32Array;
}

/** Bytes of Elias-Fano high bits in an interval. */
export const documentIntervalBytes = 32;
/** Frequency flags in an interval; a multiple of `flagsPerWord`. */
export const flagInterval = 240;
/** Exceptional word codes in an interval. */
export const exceptionInterval = 16;

/** Bytes that the skip lists of a dictionary may take. */
const maxCacheBytes = 4 << 20;
/** Bytes of the objects of a skip list, approximately. */
const objectBytes = 400;

/** The skip lists of one dictionary, by the ordinal of their term. When the cache is full, it is emptied. */
export class SkipListCache {
  private readonly lists = new Map<number, SkipList>();
  private bytes = 0;

  get(termOrdinal: number): SkipList | undefined {
    return this.lists.get(termOrdinal);
  }

  set(termOrdinal: number, list: SkipList): void {
    const entries = list.documentsBefore.length + list.highPartBits.length + list.exceptionIndexes.length;
    const bytes = 8 * entries + objectBytes;
    this.bytes += bytes;
    if (this.bytes > maxCacheBytes) {
      this.lists.clear();
      this.bytes = bytes;
    }
    this.lists.set(termOrdinal, list);
  }
}
