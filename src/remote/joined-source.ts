/** Several files on servers as one range of bytes. */
import { type FilePlace, type OpenedSource, openingBytes, type RangeSource, readRange } from './range-source.ts';

/** Each file begins at a multiple of this, so that no block of a cache has bytes of two files. */
const alignment = 0x8000;

/** A file and its place. */
interface JoinedFile extends FilePlace {
  readonly opened: OpenedSource;
}

/** Reads files that stand one behind the other, with zeros between them. */
export class JoinedSource implements RangeSource {
  readonly size: number;
  private readonly files: readonly JoinedFile[];

  constructor(opened: readonly OpenedSource[]) {
    let start = 0;
    this.files = opened.map(each => {
      const size = each.source?.size ?? each.parts[0].bytes.length;
      const file = { opened: each, start, size };
      start += Math.ceil(size / alignment) * alignment;
      return file;
    });
    this.size = start;
  }

  /** Where each file is. */
  get places(): readonly FilePlace[] {
    return this.files;
  }

  /** What opening read of the files, and their last bytes. Where a file ends, zeros follow up to the next one. */
  async readOpening(signal: AbortSignal | undefined): Promise<OpenedSource> {
    let requests = 0;
    const parts = await Promise.all(
      this.files.map(async ({ opened: { source, parts, requests: own }, start, size }) => {
        requests += own;
        const hasLast = parts.some(part => part.start + part.bytes.length === size);
        const all = [...parts];
        if (!hasLast && source && size > 0) {
          const from = Math.max(0, size - openingBytes);
          all.push({ start: from, bytes: await readRange(source, from, size, signal) });
          requests++;
        }
        return all.map(part => ({
          start: start + part.start,
          bytes: part.start + part.bytes.length === size ? padWithZeros(part.start, part.bytes) : part.bytes,
        }));
      }),
    );
    return { source: this, parts: parts.flat(), requests };
  }

  async read(
    start: number,
    end: number,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start);
    await Promise.all(
      this.files.map(async ({ opened: { source, parts }, start: first, size }) => {
        const [from, to] = [Math.max(start, first) - first, Math.min(end, first + size) - first];
        if (from >= to) return;
        const read = source ? await readRange(source, from, to, signal) : parts[0].bytes.subarray(from, to);
        bytes.set(read, first + from - start);
      }),
    );
    return bytes;
  }
}

/** The last bytes of a file, and zeros up to the place of the next one. */
function padWithZeros(start: number, bytes: Uint8Array): Uint8Array {
  const end = Math.ceil((start + bytes.length) / alignment) * alignment;
  const padded = new Uint8Array(end - start);
  padded.set(bytes);
  return padded;
}
