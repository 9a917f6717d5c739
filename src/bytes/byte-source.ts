/**
 * Where the bytes of a file come from. Readers of byte structures ask for windows, so that memory, a file read by
 * ranges and a remote file are one to them.
 */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /**
   * A window that holds at least the bytes `[start, end)`, which the caller has checked to lie inside the source. It
   * stays as it is: no source writes into a window it gave. Memory gives the same one each time, and a call costs
   * nothing.
   */
  window(start: number, end: number): ByteWindow;
}

/** A stretch of a source: byte `at` of the source is `bytes[at - origin]`. */
export interface ByteWindow {
  readonly bytes: Uint8Array;
  /** The same bytes. */
  readonly data: DataView;
  readonly origin: number;
}

/** Bytes that are in memory. */
export class MemorySource implements ByteSource {
  readonly size: number;
  private readonly whole: ByteWindow;

  constructor(bytes: Uint8Array) {
    this.size = bytes.length;
    this.whole = { bytes, data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), origin: 0 };
  }

  window(): ByteWindow {
    return this.whole;
  }
}
