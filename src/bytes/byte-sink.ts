/** Takes bytes one stretch after the other: a `ByteWriter`, or a file that is written as a stream. */
export interface ByteSink {
  /** How many bytes it took so far. */
  readonly length: number;
  /** Takes a copy of the bytes. */
  block(bytes: Uint8Array): void;
}
