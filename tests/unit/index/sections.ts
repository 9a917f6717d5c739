import type { ByteSource, ByteWindow } from '../../../src/bytes/byte-source.ts';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { Section } from '../../../src/bytes/section.ts';
import { HansouError } from '../../../src/errors.ts';

/** A section that stands between other bytes in memory, as in a file. */
export function sectionOf(bytes: Uint8Array): Section {
  const before = 24;
  const file = new Uint8Array(before + bytes.length + 8).fill(0xa5);
  file.set(bytes, before);
  return new Section(new MemorySource(file), before, bytes.length);
}

/** Gives a fresh copy of just what was asked for, and spoils it at the next call: a file that is read by ranges. */
export class RangedSource implements ByteSource {
  readonly size: number;
  private last: Uint8Array | undefined;

  constructor(private readonly bytes: Uint8Array) {
    this.size = bytes.length;
  }

  window(start: number, end: number): ByteWindow {
    if (!(start >= 0 && start <= end && end <= this.size))
      throw new Error(`asked for ${start} to ${end} of ${this.size}`);
    this.last?.fill(0xee);
    const bytes = this.bytes.slice(start, end);
    this.last = bytes;
    return { bytes, data: new DataView(bytes.buffer), origin: start };
  }
}

export function rangedSectionOf(bytes: Uint8Array): Section {
  return new Section(new RangedSource(bytes), 0, bytes.length);
}

/** Whether `read` gives anything at all or throws a HansouError; any other error goes on. */
export function endsWell(read: () => void): boolean {
  try {
    read();
  } catch (error) {
    if (!(error instanceof HansouError)) throw error;
  }
  return true;
}

/** A way to damage bytes: bytes to overwrite at places (as parts of the whole), and how much is cut off. */
export interface Damage {
  readonly places: readonly (readonly [number, number])[];
  readonly cut: number;
}

export function damage(bytes: Uint8Array, { places, cut }: Damage): Uint8Array {
  const copy = bytes.slice(0, Math.max(0, bytes.length - cut));
  for (const [place, value] of places) if (copy.length > 0) copy[Math.floor(place * copy.length)] = value;
  return copy;
}
