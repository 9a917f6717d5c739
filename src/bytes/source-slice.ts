/** A range of a source as a source of its own: one of several files that are read as one. */
import type { ByteSource, ByteWindow } from './byte-source.ts';

/** The bytes `[start, start + size)` of a source whose bytes are loaded while it is read. */
export class SourceSlice implements ByteSource {
  private last: { readonly whole: ByteWindow; readonly own: ByteWindow } | undefined;

  constructor(
    private readonly source: ByteSource,
    private readonly start: number,
    readonly size: number,
  ) {}

  window(start: number, end: number): ByteWindow {
    if (start < 0 || end > this.size) throw new RangeError(`bytes ${start} to ${end} of ${this.size}`);
    const whole = this.source.window(this.start + start, this.start + end);
    if (this.last?.whole !== whole) {
      const { bytes, data, origin } = whole;
      this.last = { whole, own: { bytes, data, origin: origin - this.start } };
    }
    return this.last.own;
  }

  want(start: number, end: number, isLater?: boolean): void {
    this.source.want?.(this.start + start, this.start + end, isLater);
  }
}
