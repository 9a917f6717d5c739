/** Where bytes are written as a stream. */
export interface ByteSink {
  /** Takes bytes. It copies or uses them before it returns, so the caller may overwrite them. */
  write(bytes: Uint8Array): void;
}

const minChunkBytes = 1 << 12;
const maxChunkBytes = 1 << 20;

/** A sink in memory. It holds bytes in chunks, since a single growing buffer would be copied and could be twice as large. */
export class ChunkedBuffer implements ByteSink {
  private readonly fullChunks: Uint8Array[] = [];
  private chunk = new Uint8Array(0);
  private used = 0;
  /** Number of bytes written. */
  length = 0;

  write(bytes: Uint8Array): void {
    this.length += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      if (this.used === this.chunk.length) {
        if (this.used > 0) this.fullChunks.push(this.chunk);
        this.chunk = new Uint8Array(Math.min(maxChunkBytes, Math.max(minChunkBytes, this.length)));
        this.used = 0;
      }
      const taken = Math.min(bytes.length - from, this.chunk.length - this.used);
      this.chunk.set(bytes.subarray(from, from + taken), this.used);
      this.used += taken;
      from += taken;
    }
  }

  /** Writes all bytes to another sink. */
  writeTo(sink: ByteSink): void {
    for (const chunk of this.fullChunks) sink.write(chunk);
    sink.write(this.chunk.subarray(0, this.used));
  }

  /** A copy of all bytes. */
  finish(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let at = 0;
    this.writeTo({
      write: bytes => {
        whole.set(bytes, at);
        at += bytes.length;
      },
    });
    return whole;
  }
}
