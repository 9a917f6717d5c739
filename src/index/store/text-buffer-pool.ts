import type { Sample } from './pair-joiner.ts';
import { type SampledTexts, Sampler } from './text-sample.ts';

const chunkUnits = 1 << 18;
/** In place of a chunk's number. */
const missingText = -1;

/** Keeps many texts as units, in chunks, so that it grows without copying. */
export class TextBufferPool implements SampledTexts {
  private readonly chunks: Uint16Array[] = [];
  /** By text: in which chunk, and from where to where. */
  private readonly chunkNumbers: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private chunkLength = 0;
  /** UTF-16 units of all texts. */
  units = 0;

  add(units: Uint16Array, length: number): void {
    let chunk = this.chunks[this.chunks.length - 1];
    if (!chunk || this.chunkLength + length > chunk.length) {
      // The first is small: most pools are.
      chunk = new Uint16Array(Math.max(length, this.chunks.length === 0 ? 1 << 13 : chunkUnits));
      this.chunks.push(chunk);
      this.chunkLength = 0;
    }
    if (length < 64) for (let i = 0; i < length; i++) chunk[this.chunkLength + i] = units[i];
    else chunk.set(units.subarray(0, length), this.chunkLength);
    this.chunkNumbers.push(this.chunks.length - 1);
    this.starts.push(this.chunkLength);
    this.chunkLength += length;
    this.ends.push(this.chunkLength);
    this.units += length;
  }

  /** A document that has no text. */
  addMissing(): void {
    this.chunkNumbers.push(missingText);
    this.starts.push(0);
    this.ends.push(0);
  }

  /** Calls `visit` for every text: it is `units[start … end)`; and `visitMissing` for documents without any. */
  eachText(visit: (units: Uint16Array, start: number, end: number) => void, visitMissing?: () => void): void {
    for (let i = 0; i < this.starts.length; i++)
      if (this.chunkNumbers[i] === missingText) visitMissing?.();
      else visit(this.chunks[this.chunkNumbers[i]], this.starts[i], this.ends[i]);
  }

  sample(most: number): Sample {
    const sampler = new Sampler(this.units, most);
    this.eachText((units, start, end) =>
      sampler.add(end - start, (from, to, into, at) => into.set(units.subarray(start + from, start + to), at)),
    );
    return sampler.finish();
  }
}
