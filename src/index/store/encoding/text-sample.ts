/** Takes a sample that is spread evenly over many texts, to learn a text code from. */
import type { Sample } from './pair-joiner.ts';

/** A sample consists of runs of at most this many units. */
const maxRunUnits = 1024;

/** Texts that a sample can be taken from. */
export interface SampledTexts {
  /** UTF-16 units of all texts. */
  readonly units: number;
  /** About `maxUnits` units spread evenly over the texts; all of them when there are no more. */
  sample(maxUnits: number): Sample;
}

/** Copies the units `[from … to)` of a text into a sample, at the index `at`. */
export type CopyUnits = (from: number, to: number, into: Uint16Array, at: number) => void;

/** Builds a sample from texts as they come, taking runs of units at even intervals. */
export class Sampler {
  private readonly units: Uint16Array;
  private readonly starts: number[] = [];
  /** The share of all units that is taken, 0 to 1. */
  private readonly share: number;
  private length = 0;
  private passedUnits = 0;

  /**
   * @param totalUnits units of all texts to come
   * @param maxUnits how many to take, about
   */
  constructor(
    private readonly totalUnits: number,
    maxUnits: number,
  ) {
    this.share = Math.min(1, maxUnits / Math.max(1, totalUnits));
    this.units = new Uint16Array(Math.min(totalUnits, maxUnits + 2 * maxRunUnits));
  }

  /** Adds the next text. @param copy copies units of it */
  add(length: number, copy: CopyUnits): void {
    for (let from = 0; from < length; from += maxRunUnits) {
      const to = Math.min(length, from + maxRunUnits);
      const size = to - from;
      this.passedUnits += size;
      if (this.length + size > this.units.length) continue;
      if (this.share < 1 && this.length > this.passedUnits * this.share) continue;
      this.starts.push(this.length);
      copy(from, to, this.units, this.length);
      this.length += size;
    }
  }

  /** The sample of all added texts. */
  finish(): Sample {
    const { units, length, starts, totalUnits } = this;
    return { units, length, starts, scale: Math.max(1, totalUnits / Math.max(1, length)) };
  }
}

/** Strings to sample from. Only the sampled units are copied. */
export class SampledStrings implements SampledTexts {
  readonly units: number;

  constructor(private readonly texts: readonly string[]) {
    this.units = texts.reduce((sum, { length }) => sum + length, 0);
  }

  sample(maxUnits: number): Sample {
    const sampler = new Sampler(this.units, maxUnits);
    for (const text of this.texts)
      sampler.add(text.length, (from, to, into, at) => {
        for (let i = from; i < to; i++) into[at + i - from] = text.charCodeAt(i);
      });
    return sampler.finish();
  }
}
