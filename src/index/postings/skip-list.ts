/**
 * Where to go on inside a long list: a few of its documents are found without passing over what stands before them.
 *
 * Law: with skips or without, the same postings are found.
 */
export interface SkipList {
  /** By stretch of high bits: how many documents stand before it, and what is above all of these. */
  readonly documentsBefore: Uint32Array;
  readonly documentBounds: Uint32Array;
  /** By stretch of flags: the bit where its first rest begins; empty when there are no flags. */
  readonly frequencyExceptionBits: Uint32Array;
  /** The bit behind the values. */
  readonly frequenciesEnd: number;
  /** By stretch of exceptions: the place from which its first is counted, and the bit where it begins. */
  readonly wordExceptionIndexes: Uint32Array;
  readonly wordExceptionBits: Uint32Array;
}

/** Bytes of an Elias-Fano list's high bits in a stretch. */
export const skipIntervalBytes = 32;
/** Flags of values in a stretch; they are read 24 at a time. */
export const skipIntervalFlags = 240;
/** Exceptions of a pair's words in a stretch. */
export const skipIntervalExceptions = 16;

/** Bytes that the skips of a dictionary may take; beyond, all are forgotten. */
const maxCacheBytes = 4 << 20;

/** The skips of lists that were asked for a few documents: worked out once, with one look at the list. */
export class SkipListCache {
  private readonly lists = new Map<number, SkipList>();
  private bytes = 0;

  get(list: number): SkipList | undefined {
    return this.lists.get(list);
  }

  set(list: number, skips: SkipList): void {
    const bytes =
      8 * (skips.documentsBefore.length + skips.frequencyExceptionBits.length + skips.wordExceptionIndexes.length) +
      400;
    this.bytes += bytes;
    if (this.bytes > maxCacheBytes) {
      this.lists.clear();
      this.bytes = bytes;
    }
    this.lists.set(list, skips);
  }
}
