/** A container that is written into memory. */
import { type ByteSource, MemorySource } from './byte-source.ts';
import type { ContainerOutput } from './container-writer.ts';

/** The least share of its buffer that a finished file fills. */
const minFill = 0.75;
/** Bytes of the first buffer. */
const initialCapacity = 1 << 20;

/**
 * Takes a file into one buffer, since copying many bytes takes time. The buffer for the whole file is allocated when the
 * first megabyte is full: what comes first is small, and by then the caller may have released memory.
 */
export class MemoryOutput implements ContainerOutput {
  private bytes: Uint8Array = new Uint8Array(0);
  private length = 0;

  /** @param expectedSize an estimate of the file's size in bytes; the buffer grows beyond it if needed */
  constructor(private readonly expectedSize: number) {}

  write(bytes: Uint8Array): void {
    const end = this.length + bytes.length;
    if (end > this.bytes.length) {
      const wanted = this.length === 0 ? Math.min(this.expectedSize, initialCapacity) : this.expectedSize;
      const grown = new Uint8Array(Math.max(wanted, Math.ceil(end / minFill)));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(bytes, this.length);
    this.length = end;
  }

  overwriteStart(bytes: Uint8Array): void {
    this.bytes.set(bytes);
  }

  readWritten(): ByteSource {
    return new MemorySource(this.bytes.subarray(0, this.length));
  }

  /** The file. It fills its buffer at least by `minFill`. */
  finish(): Uint8Array {
    const { bytes, length } = this;
    return length < bytes.length * minFill ? bytes.slice(0, length) : bytes.subarray(0, length);
  }
}
