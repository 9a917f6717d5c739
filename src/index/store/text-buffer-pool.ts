/** Holds texts as UTF-16 units until they are encoded. */
import type { Sample } from './encoding/pair-joiner.ts';
import { type SampledTexts, Sampler } from './encoding/text-sample.ts';

/** Units in a chunk; a longer text has a chunk of its own. */
const chunkUnits = 1 << 18;
/** In the place of a chunk number: the document has no text. */
const missingText = -1;

/** Many texts as units, in chunks, so that the pool grows without copying. */
export class TextBufferPool implements SampledTexts {
  private readonly chunks: Uint16Array[] = [];
  /** By text: its chunk, and where it begins and ends there. */
  private readonly chunkNumbers: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** Used units of the last chunk. */
  private chunkLength = 0;
  /** UTF-16 units of all texts. */
  units = 0;

  /** Adds the text `units[0 … length)`. */
  add(units: Uint16Array, length: number): void {
    let chunk = this.chunks[this.chunks.length - 1];
    if (!chunk || this.chunkLength + length > chunk.length) {
      // The first chunk is small, as most pools are.
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

  /** Adds a document without text. */
  addMissing(): void {
    this.chunkNumbers.push(missingText);
    this.starts.push(0);
    this.ends.push(0);
  }

  /** Calls `visit` with every text `units[start … end)`, and `visitMissing` for every document without text. */
  eachText(visit: (units: Uint16Array, start: number, end: number) => void, visitMissing?: () => void): void {
    for (let i = 0; i < this.starts.length; i++)
      if (this.chunkNumbers[i] === missingText) visitMissing?.();
      else visit(this.chunks[this.chunkNumbers[i]], this.starts[i], this.ends[i]);
  }

  sample(maxUnits: number): Sample {
    const sampler = new Sampler(this.units, maxUnits);
    this.eachText((units, start, end) =>
      sampler.add(end - start, (from, to, into, at) => into.set(units.subarray(start + from, start + to), at)),
    );
    return sampler.finish();
  }
}
