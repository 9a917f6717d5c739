/** The texts that were decoded last: the ranking, the snippet and the document of a hit read the same ones one after the other. */
import type { UnitBuffer } from '../../text/unit-buffer.ts';

/** UTF-16 units that are kept at most: some 180 articles. */
const maxKeptUnits = 1 << 17;
/** A shorter text is decoded as fast as it is found here. */
export const minKeptUnits = 64;
/** A longer text would leave no room for others. */
const maxTextUnits = maxKeptUnits >> 2;
/** Maximum number of texts. */
const slotCount = 256;

/**
 * Keeps texts in one array, which is written around: the oldest are overwritten.
 *
 * Law: `find` gives a text as it was kept, or nothing.
 */
export class DecodedTexts {
  readonly units: Uint16Array;
  /** By slot: the document, -1 for none, and where its text begins and ends. Slots are used in turn. */
  private readonly documents = new Int32Array(slotCount).fill(-1);
  private readonly starts = new Uint32Array(slotCount);
  private readonly ends = new Uint32Array(slotCount);
  /** The oldest text, and the number of texts. */
  private oldest = 0;
  private count = 0;
  /** Where the next text begins. */
  private next = 0;
  /** The text that `find` found: `units[start … end)`. */
  start = 0;
  end = 0;

  /** @param totalUnits UTF-16 units of all texts that there are */
  constructor(totalUnits: number) {
    this.units = new Uint16Array(Math.min(maxKeptUnits, totalUnits));
  }

  /** Whether a text is kept; sets `start` and `end`. */
  find(document: number): boolean {
    const slot = this.documents.indexOf(document);
    if (slot < 0) return false;
    this.start = this.starts[slot];
    this.end = this.ends[slot];
    return true;
  }

  /** Keeps the whole text of a document that `find` does not find, unless it is very long. */
  keep(document: number, { units, length }: UnitBuffer): void {
    if (length > maxTextUnits || length > this.units.length) return;
    if (this.next + length > this.units.length) {
      while (this.count > 0 && this.starts[this.oldest] >= this.next) this.dropOldest();
      this.next = 0;
    }
    const start = this.next;
    const end = start + length;
    while (
      this.count === slotCount ||
      (this.count > 0 && this.starts[this.oldest] >= start && this.starts[this.oldest] < end)
    )
      this.dropOldest();
    this.units.set(units.subarray(0, length), start);
    const slot = (this.oldest + this.count++) % slotCount;
    this.documents[slot] = document;
    this.starts[slot] = start;
    this.ends[slot] = end;
    this.next = end;
  }

  private dropOldest(): void {
    this.documents[this.oldest] = -1;
    this.oldest = (this.oldest + 1) % slotCount;
    this.count--;
  }
}
