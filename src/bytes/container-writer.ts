import type { ByteSink } from './byte-sink.ts';
import { Checksum } from './checksum.ts';
import { type ContainerFormat, firstSectionStart, padded, type SectionPlace, writeDirectory } from './container.ts';

/** Where a file goes that is written as a stream. */
export interface ContainerOutput extends ByteSink {
  /** Overwrites bytes from the first one on. */
  overwriteStart(bytes: Uint8Array): void;
}

/**
 * Writes a file section by section, each as a stream; the directory comes last, over the zeros that keep its place.
 *
 * Law: the same sections give the bytes that `writeContainer` gives.
 */
export class ContainerWriter {
  private readonly places: SectionPlace[] = [];
  private at: number;
  private open: { kind: number; part: number; start: number; sum: Checksum } | undefined;

  /** @param sections how many there will be */
  constructor(
    private readonly format: ContainerFormat,
    private readonly sections: number,
    private readonly output: ContainerOutput,
  ) {
    this.at = firstSectionStart(sections);
    output.write(new Uint8Array(this.at));
  }

  /** Begins a section, which goes on up to `end`. */
  begin(kind: number, part: number): ByteSink {
    const open = { kind, part, start: this.at, sum: new Checksum() };
    this.open = open;
    return {
      write: bytes => {
        open.sum.add(bytes);
        this.at += bytes.length;
        this.output.write(bytes);
      },
    };
  }

  end(): void {
    const { kind, part, start, sum } = this.open!;
    this.places.push({ kind, part, start, length: this.at - start, checksum: sum.finish() });
    const end = padded(this.at);
    if (end > this.at) this.output.write(new Uint8Array(end - this.at));
    this.at = end;
  }

  /** A whole section. */
  section(kind: number, part: number, bytes: Uint8Array): void {
    this.begin(kind, part).write(bytes);
    this.end();
  }

  /** Writes the directory. Sections must be as many as were said. */
  finish(): void {
    if (this.places.length !== this.sections)
      throw new RangeError(`${this.sections} sections were said, ${this.places.length} written`);
    this.output.overwriteStart(writeDirectory(this.format, this.places, this.at));
  }
}

/** Of the room that a file in memory keeps, so much is used at least. */
const leastUsed = 0.75;
const firstRoom = 1 << 20;

/**
 * A file that is written into memory, in one piece from the beginning: a copy of many bytes takes its time. Room for all
 * is made when the first megabyte is full, since what comes first is small, and what follows may have given up memory.
 */
export class MemoryOutput implements ContainerOutput {
  private bytes: Uint8Array = new Uint8Array(0);
  private length = 0;

  /** @param about how many bytes will come; when they are more, it grows */
  constructor(private readonly about: number) {}

  write(bytes: Uint8Array): void {
    const end = this.length + bytes.length;
    if (end > this.bytes.length) {
      const wanted = this.length === 0 ? Math.min(this.about, firstRoom) : this.about;
      const grown = new Uint8Array(Math.max(wanted, Math.ceil(end / leastUsed)));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(bytes, this.length);
    this.length = end;
  }

  overwriteStart(bytes: Uint8Array): void {
    this.bytes.set(bytes);
  }

  /** The file, alone in its buffer or nearly so. */
  finish(): Uint8Array {
    const { bytes, length } = this;
    return length < bytes.length * leastUsed ? bytes.slice(0, length) : bytes.subarray(0, length);
  }
}
