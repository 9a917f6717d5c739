/** The weights of a model in little memory: what takes time when scores are summed is waiting for it. */
import { labelStride } from './label-path.ts';
import type { NameModel } from './name-model.ts';

/** Number of 32-bit words of a packed row: four weights each. */
export const packedStride = labelStride / 4;
/** What is added to a weight, so that no byte is negative. */
export const weightBias = 128;

/**
 * Rows of weights, each different one once: of 262,144 rows of our model 22,336 are different, and ten of those make half of them.
 * Segmenters share it.
 *
 * Law: `packed` from `packedStride * numbers[row]` on has the weights of each row.
 */
export class LabelWeights {
  /** By row: its number among the different ones, in the order in which they first come, so that frequent ones lie together. */
  readonly numbers: Uint16Array | Uint32Array;
  /** By that number: four words of four weights, as bytes from 0 on. */
  readonly packed: Int32Array;

  /** By label and next label, in sixteenths. */
  readonly transitions: Int32Array;

  constructor({ weights, transitions }: NameModel) {
    this.transitions = transitions;
    const rowCount = weights.length / labelStride;
    const numbers = new Uint32Array(rowCount);
    const packed = new Int32Array(packedStride * rowCount);
    const places = new RowPlaces(packed, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const last = packedStride * places.count;
      for (let i = 0; i < packedStride; i++) packed[last + i] = packWeights(weights, row * labelStride + 4 * i);
      numbers[row] = places.placeLast();
    }
    this.numbers = places.count > 0x10000 ? numbers : Uint16Array.from(numbers);
    this.packed = packed.slice(0, packedStride * places.count);
  }
}

function packWeights(weights: Int8Array, at: number): number {
  return (
    (weights[at] + weightBias) |
    ((weights[at + 1] + weightBias) << 8) |
    ((weights[at + 2] + weightBias) << 16) |
    ((weights[at + 3] + weightBias) << 24)
  );
}

/** Finds rows that are equal. */
class RowPlaces {
  /** The number of different rows, which come first in `packed`. */
  count = 0;
  /** 1 + the number of a row, by its hash; 0 where there is none. */
  private readonly slots: Uint32Array;

  constructor(
    private readonly packed: Int32Array,
    rowCount: number,
  ) {
    this.slots = new Uint32Array(2 ** (2 + Math.ceil(Math.log2(rowCount))));
  }

  /** Returns the number of the row behind the different ones, which becomes one of them if it is new. */
  placeLast(): number {
    const { packed, slots } = this;
    const last = packedStride * this.count;
    let hash = 0;
    for (let i = last; i < last + packedStride; i++) hash = Math.imul(hash ^ packed[i], 0x9e3779b1) ^ (hash >>> 15);
    hash ^= hash >>> 16;
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      if (slots[slot] === 0) {
        slots[slot] = ++this.count;
        return this.count - 1;
      }
      const number = slots[slot] - 1;
      if (this.isEqual(packedStride * number, last)) return number;
    }
  }

  private isEqual(a: number, b: number): boolean {
    for (let i = 0; i < packedStride; i++) if (this.packed[a + i] !== this.packed[b + i]) return false;
    return true;
  }
}
