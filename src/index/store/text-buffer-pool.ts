import type { Sample } from './pair-joiner.ts';
import { type SampledTexts, Sampler } from './text-sample.ts';

const chunkUnits = 1 << 18;
/** In place of a chunk's number. */
const missing = -1;

/** Keeps many texts as units, in chunks, so that it grows without copying. */
export class TextBufferPool implements SampledTexts {
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

  sample(most: number): Sample {
    const sampler = new Sampler(this.units, most);
    this.each((units, start, end) =>
      sampler.add(end - start, (from, to, into, at) => into.set(units.subarray(start + from, start + to), at)),
    );
    return sampler.finish();
  }
}
