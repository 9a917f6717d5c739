/** Takes bytes as they come, one stretch behind the other. */
export interface ByteSink {
  /** Takes a copy of the bytes, or is done with them when it returns. */
  write(bytes: Uint8Array): void;
}

/** A sink of many bytes in memory: in chunks, since a buffer that grows would be copied and twice as large. */
export class ByteChunks implements ByteSink {
  private readonly chunks: Uint8Array[] = [];
  private room = new Uint8Array(0);
  private used = 0;
  /** How many bytes were written. */
  length = 0;

  write(bytes: Uint8Array): void {
    this.length += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      if (this.used === this.room.length) {
        if (this.used > 0) this.chunks.push(this.room);
        this.room = new Uint8Array(Math.min(1 << 20, Math.max(1 << 12, this.length)));
        this.used = 0;
      }
      const taken = Math.min(bytes.length - from, this.room.length - this.used);
      this.room.set(bytes.subarray(from, from + taken), this.used);
      this.used += taken;
      from += taken;
    }
  }

  /** Writes everything to another sink. */
  writeTo(sink: ByteSink): void {
    for (const chunk of this.chunks) sink.write(chunk);
    sink.write(this.room.subarray(0, this.used));
  }

  /** Everything in one. */
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
