/** Splits a stream of bytes into lines with bounded memory. */

/** A line of a file. */
export interface Line {
  /** Line number, from 1. */
  readonly number: number;
  /** The line without its line feed; undefined if it is longer than the maximum. */
  readonly bytes: Buffer | undefined;
}

const lineFeed = 0x0a;

/**
 * Splits chunks of bytes into lines.
 *
 * Law: the lines joined by line feeds are the joined chunks, except for lines that are too long. Memory is bounded by the
 * maximum line length and one chunk.
 */
export class LineSplitter {
  /** The pieces of the line read so far; empty once it is too long. */
  private pieces: Buffer[] = [];
  private size = 0;
  private number = 1;

  /** @param maxLineBytes maximum length of a line in bytes */
  constructor(private readonly maxLineBytes: number) {}

  /** Takes the next chunk and yields the lines that end in it. */
  *push(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.append(chunk.subarray(start, end));
      yield this.endLine();
      start = end + 1;
    }
    this.append(chunk.subarray(start));
  }

  /** Yields the last line if no line feed ends it. */
  *end(): Generator<Line> {
    if (this.size > 0) yield this.endLine();
  }

  private append(piece: Buffer): void {
    if (piece.length === 0) return;
    this.size += piece.length;
    if (this.size <= this.maxLineBytes) this.pieces.push(piece);
    else this.pieces = [];
  }

  private endLine(): Line {
    const { pieces, size } = this;
    this.pieces = [];
    this.size = 0;
    const bytes = size > this.maxLineBytes ? undefined : pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    return { number: this.number++, bytes };
  }
}
