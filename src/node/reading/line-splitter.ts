/** A line of a file, in bytes. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined when it was longer than was asked for. */
  readonly bytes: Buffer | undefined;
}

const lineFeed = 0x0a;

/**
 * Cuts chunks into lines. Law: the lines, joined by line feeds, are the chunks, joined, but for those that are too long;
 * never more than the longest line and one chunk are held.
 */
export class LineSplitter {
  private parts: Buffer[] = [];
  private size = 0;
  private number = 1;

  /** @param longest bytes of the longest line that is wanted */
  constructor(private readonly longest: number) {}

  /** The lines that end in this chunk. */
  *push(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.take(chunk.subarray(start, end));
      yield this.line();
      start = end + 1;
    }
    this.take(chunk.subarray(start));
  }

  /** The last line, which no line feed ends. */
  *end(): Generator<Line> {
    if (this.size > 0) yield this.line();
  }

  private take(part: Buffer): void {
    if (part.length === 0) return;
    this.size += part.length;
    if (this.size <= this.longest) this.parts.push(part);
    else this.parts = [];
  }

  private line(): Line {
    const { parts, size } = this;
    this.parts = [];
    this.size = 0;
    const bytes = size > this.longest ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts);
    return { number: this.number++, bytes };
  }
}
