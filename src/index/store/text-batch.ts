/** Encoded texts that are read together, and what their readers have in common. */
import { foldInPlace } from '../../text/folding.ts';

/** Encoded texts in one window of bytes, to be read together. */
export class TextBatch {
  count = 0;
  /** Where the codes of each text begin, in bits from the first byte of the view. */
  positions = new Int32Array(256);
  /** The UTF-16 units of each text, at least 1. */
  lengths = new Int32Array(256);
  /** What the texts are called by whoever reads them. */
  labels = new Uint32Array(256);

  add(position: number, length: number, label: number): void {
    if (this.count === this.positions.length) this.grow();
    this.positions[this.count] = position;
    this.lengths[this.count] = length;
    this.labels[this.count++] = label;
  }

  private grow(): void {
    const { positions, lengths, labels, count } = this;
    this.positions = new Int32Array(2 * count);
    this.positions.set(positions);
    this.lengths = new Int32Array(2 * count);
    this.lengths.set(lengths);
    this.labels = new Uint32Array(2 * count);
    this.labels.set(labels);
  }
}

/** Scratch: a unit that is no piece. */
const escaped = /* @__PURE__ */ new Uint16Array(1);

/** The escaped unit, folded, that ends before a bit. */
export function escapedUnit(view: DataView, end: number): number {
  const start = end - 16;
  escaped[0] = (view.getUint32(start >>> 3) << (start & 7)) >>> 16;
  foldInPlace(escaped, 1);
  return escaped[0];
}
