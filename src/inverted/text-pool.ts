import type { Sample } from './learn-pieces.ts';

const chunkUnits = 1 << 18;
/** A sample is made of pieces of texts of at most so many units. */
const sampleStretch = 1024;
/** In place of a chunk's number. */
const missing = -1;

/** Keeps many texts as units, in chunks, so that it grows without copying. */
export class TextPool {
  private readonly chunks: Uint16Array[] = [];
  /** By text: in which chunk, and from where to where. */
  private readonly chunkOf: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private used = 0;
  /** UTF-16 units of all texts. */
  units = 0;

  add(units: Uint16Array, length: number): void {
    let chunk = this.chunks[this.chunks.length - 1];
    if (!chunk || this.used + length > chunk.length) {
      // The first is small: most pools are.
      chunk = new Uint16Array(Math.max(length, this.chunks.length === 0 ? 1 << 13 : chunkUnits));
      this.chunks.push(chunk);
      this.used = 0;
    }
    if (length < 64) for (let i = 0; i < length; i++) chunk[this.used + i] = units[i];
    else chunk.set(units.subarray(0, length), this.used);
    this.chunkOf.push(this.chunks.length - 1);
    this.starts.push(this.used);
    this.used += length;
    this.ends.push(this.used);
    this.units += length;
  }

  /** A document that has no text. */
  addMissing(): void {
    this.chunkOf.push(missing);
    this.starts.push(0);
    this.ends.push(0);
  }

  /** Calls `visit` for every text: it is `units[start … end)`; and `visitMissing` for documents without any. */
  each(visit: (units: Uint16Array, start: number, end: number) => void, visitMissing?: () => void): void {
    for (let i = 0; i < this.starts.length; i++)
      if (this.chunkOf[i] === missing) visitMissing?.();
      else visit(this.chunks[this.chunkOf[i]], this.starts[i], this.ends[i]);
  }

  /** About `most` units from all over the texts; all of them when there are no more. */
  sample(most: number): Sample {
    const share = Math.min(1, most / Math.max(1, this.units));
    const sample = new Uint16Array(Math.min(this.units, most + 2 * sampleStretch));
    const sampleStarts: number[] = [];
    let length = 0;
    let passed = 0;
    this.each((units, start, end) => {
      for (let from = start; from < end; from += sampleStretch) {
        const to = Math.min(end, from + sampleStretch);
        passed += to - from;
        if (length + (to - from) > sample.length || (share < 1 && length > passed * share)) continue;
        sampleStarts.push(length);
        sample.set(units.subarray(from, to), length);
        length += to - from;
      }
    });
    return { units: sample, length, starts: sampleStarts, scale: Math.max(1, this.units / Math.max(1, length)) };
  }
}
