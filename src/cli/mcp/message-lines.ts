/** Passes on the lines of an input, each of which is a message, but those that are too long. */
import { Transform, type TransformCallback } from 'node:stream';

/** Longest line, in bytes: a query or filter as large as the limits allow takes less. The SDK ends the program at 10 MiB. */
const maxMessageBytes = 8 * 2 ** 20;

const lineFeed = 0x0a;

/** A stream of whole lines. Law: it holds at most one chunk more than `maxMessageBytes`, whatever comes. */
export class MessageLines extends Transform {
  /** What has come of a line that has not ended. */
  private begun: Buffer[] = [];
  private begunBytes = 0;
  /** Whether the line that has not ended is too long. */
  private isTooLong = false;

  /** @param onLeftOut told why a line is left out */
  constructor(private readonly onLeftOut: (reason: string) => void) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    let at = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, at)) {
      this.keep(chunk.subarray(at, end + 1));
      at = end + 1;
      if (!this.isTooLong) this.push(Buffer.concat(this.begun));
      this.forget();
      this.isTooLong = false;
    }
    this.keep(chunk.subarray(at));
    done();
  }

  private keep(part: Buffer): void {
    if (this.isTooLong) return;
    this.begun.push(part);
    this.begunBytes += part.length;
    if (this.begunBytes <= maxMessageBytes) return;
    this.isTooLong = true;
    this.forget();
    this.onLeftOut(`it has more than ${maxMessageBytes} bytes`);
  }

  private forget(): void {
    this.begun = [];
    this.begunBytes = 0;
  }
}
