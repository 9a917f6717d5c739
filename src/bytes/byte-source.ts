/**
 * Where the bytes of a file come from. Readers of byte structures ask for windows, so bytes in memory, a file that is
 * read by ranges and a remote file all look the same to them.
 */
export interface ByteSource {
  /** Number of bytes. */
  readonly size: number;
  /**
   * A window that contains at least the bytes `[start, end)`; the caller has checked that they lie inside the source. A
   * source never changes a window that it returned. A source in memory returns the same window each time, so a call
   * costs nothing.
   */
  window(start: number, end: number): ByteWindow;
  /**
   * Notes bytes that will be needed, so that they are loaded with the next ones that are missing. Only a source whose
   * bytes are loaded while it is read has this method; its `window` throws `MissingBytes` (missing-bytes.ts).
   * @param isLater whether they are needed only after those that are missing now, so nothing waits for them yet
   */
  want?(start: number, end: number, isLater?: boolean): void;
}

/** A range of a source: byte `at` of the source is `bytes[at - origin]`. */
export interface ByteWindow {
  readonly bytes: Uint8Array;
  /** A view of the same bytes. */
  readonly data: DataView;
  readonly origin: number;
}

/** A source whose bytes are in memory. */
export class MemorySource implements ByteSource {
  readonly size: number;
  private readonly whole: ByteWindow;

  constructor(given: Uint8Array) {
    // A Buffer of Node is also a Uint8Array, but its `slice` is no copy: what changes that would change the given bytes.
    const bytes = new Uint8Array(given.buffer, given.byteOffset, given.length);
    this.size = bytes.length;
    this.whole = { bytes, data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), origin: 0 };
  }

  window(): ByteWindow {
    return this.whole;
  }
}
