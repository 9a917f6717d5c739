/** Sections in memory or read by ranges, and ways to damage their bytes. */
import type { ByteSource, ByteWindow } from '../../../src/bytes/byte-source.ts';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { Section } from '../../../src/bytes/section.ts';
import { HansouError } from '../../../src/errors.ts';

/** A section in memory that stands between other bytes, as in a file. */
export function openSection(bytes: Uint8Array): Section {
  const start = 24;
  const file = new Uint8Array(start + bytes.length + 8).fill(0xa5);
  file.set(bytes, start);
  return new Section(new MemorySource(file), start, bytes.length);
}

/** A section that is read by ranges. */
export function openRangedSection(bytes: Uint8Array): Section {
  return new Section(new RangedSource(bytes), 0, bytes.length);
}

/** Gives a copy of exactly the bytes asked for and overwrites it at the next call, so that no reader relies on more. */
class RangedSource implements ByteSource {
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

/** A section that is loaded when it is asked for, byte by byte: a window that was not wanted is missing, and noted. */
export function openLoadedSection(bytes: Uint8Array): { readonly section: Section; readonly missing: string[] } {
  const isWanted = new Uint8Array(bytes.length);
  const missing: string[] = [];
  const source: ByteSource = {
    size: bytes.length,
    window(start, end) {
      if (isWanted.subarray(start, end).includes(0)) missing.push(`${start} to ${end}`);
      return { bytes, data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), origin: 0 };
    },
    want(start, end) {
      if (!(start >= 0 && start <= end && end <= bytes.length))
        throw new Error(`wants ${start} to ${end} of ${bytes.length}`);
      isWanted.fill(1, start, end);
    },
  };
  return { section: new Section(source, 0, bytes.length), missing };
}

/** Whether `read` returns or throws a HansouError; any other error is thrown again. */
export function endsSafely(read: () => void): boolean {
  try {
    read();
  } catch (error) {
    if (!(error instanceof HansouError)) throw error;
  }
  return true;
}

/** How bytes are damaged. */
export interface Damage {
  /** Bytes to overwrite: where (as a share of all bytes) and by what. */
  readonly overwrites: readonly (readonly [share: number, value: number])[];
  /** Number of bytes to cut off at the end. */
  readonly cut: number;
}

/** A damaged copy of bytes. */
export function applyDamage(bytes: Uint8Array, { overwrites, cut }: Damage): Uint8Array {
  const copy = bytes.slice(0, Math.max(0, bytes.length - cut));
  for (const [share, value] of overwrites) if (copy.length > 0) copy[Math.floor(share * copy.length)] = value;
  return copy;
}
