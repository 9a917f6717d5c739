/** A section: the range of a source that one reader owns. */
import type { ByteSource, ByteWindow } from './byte-source.ts';

/** A range of bytes in a source. The offsets that its methods take count from the start of the section. */
export class Section {
  /** @param checksum what the directory of the file holds for this section; undefined for a slice of a section */
  constructor(
    readonly source: ByteSource,
    readonly start: number,
    readonly length: number,
    readonly checksum?: number,
  ) {}

  /** A window on the bytes `[from, to)`; byte `at` of the section is `bytes[start + at - origin]` of the window. */
  window(from: number, to: number): ByteWindow {
    return this.source.window(this.start + from, this.start + to);
  }

  /** Notes that the bytes `[from, to)` will be needed, if the source loads its bytes while it is read; see `ByteSource.want`. */
  want(from: number, to: number, isLater?: boolean): void {
    this.source.want?.(this.start + from, this.start + to, isLater);
  }

  /** The bytes `[from, to)`, which must lie inside the section; a view if the source is in memory. */
  bytes(from = 0, to = this.length): Uint8Array {
    const { bytes, origin } = this.source.window(this.start + from, this.start + to);
    return bytes.subarray(this.start + from - origin, this.start + to - origin);
  }
}
