/** What a code is learnt from, when there is more text than that takes. */
import type { Sample } from './pair-joiner.ts';

/** A sample is made of pieces of texts of at most so many units. */
const maxSampleRunUnits = 1024;

/** Texts, all of them or enough to learn from. */
export interface SampledTexts {
  /** UTF-16 units of all of them. */
  readonly units: number;
  /** About `most` units from all over the texts; all of them when there are no more. */
  sample(most: number): Sample;
}

/** Puts the units `[from … to)` of a text where a sample goes on. */
export type CopyUnits = (from: number, to: number, into: Uint16Array, at: number) => void;

/** Takes stretches of texts as they come, as many in each part of them. */
export class Sampler {
  private readonly units: Uint16Array;
  private readonly starts: number[] = [];
  private readonly share: number;
  private length = 0;
  private passedUnits = 0;

  /**
   * @param totalUnits units of the texts to come
   * @param most about how many are taken
   */
  constructor(
    private readonly totalUnits: number,
    most: number,
  ) {
    this.share = Math.min(1, most / Math.max(1, totalUnits));
    this.units = new Uint16Array(Math.min(totalUnits, most + 2 * maxSampleRunUnits));
  }

  /** The next text. */
  add(length: number, copy: CopyUnits): void {
    for (let from = 0; from < length; from += maxSampleRunUnits) {
      const to = Math.min(length, from + maxSampleRunUnits);
      const size = to - from;
      this.passedUnits += size;
      if (this.length + size > this.units.length) continue;
      if (this.share < 1 && this.length > this.passedUnits * this.share) continue;
      this.starts.push(this.length);
      copy(from, to, this.units, this.length);
      this.length += size;
    }
  }

  finish(): Sample {
    const { units, length, starts, totalUnits } = this;
    return { units, length, starts, scale: Math.max(1, totalUnits / Math.max(1, length)) };
  }
}

/** Strings to learn from: only what is taken is copied. */
export class SampledStrings implements SampledTexts {
  readonly units: number;

  constructor(private readonly texts: readonly string[]) {
    this.units = texts.reduce((sum, { length }) => sum + length, 0);
  }

  sample(most: number): Sample {
    const sampler = new Sampler(this.units, most);
    for (const text of this.texts)
      sampler.add(text.length, (from, to, into, at) => {
        for (let i = from; i < to; i++) into[at + i - from] = text.charCodeAt(i);
      });
    return sampler.finish();
  }
}
