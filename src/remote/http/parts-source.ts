/** A file on a web server that stands there in parts (bytes/part-list.ts). */
import { checksum } from '../../bytes/checksum.ts';
import { type PartList, parsePartList, partError } from '../../bytes/part-list.ts';
import { HansouError } from '../../errors.ts';
import type { RangeSource } from '../range-source.ts';
import { ChangedFile } from './http-errors.ts';
import { type HttpOptions, HttpSource } from './http-source.ts';

/** A part: its bytes, or where they are read. */
type OpenPart = Uint8Array | HttpSource;

/**
 * Reads a file that stands in parts.
 *
 * Law: bytes of two builds are never mixed. A part that is not the one of the list is an error: NOT_FOUND if it is missing,
 * BAD_INDEX if it has another size or, where it comes as a whole, other bytes; `ChangedFile` if there is another list by now.
 */
export class PartsSource implements RangeSource {
  private constructor(
    private readonly list: PartList,
    private readonly url: string,
    private readonly options: HttpOptions,
    private readonly parts: readonly OpenPart[],
    { requests, opening, reason }: Pick<PartsSource, 'requests' | 'opening' | 'reason'>,
  ) {
    this.requests = requests;
    this.opening = opening;
    this.reason = reason;
  }

  /** Requests that opening took. */
  readonly requests: number;
  /** What opening read of the file. */
  readonly opening: readonly { readonly start: number; readonly bytes: Uint8Array }[];
  /** Why all parts were loaded whole; undefined if they were not. */
  readonly reason: string | undefined;

  /**
   * Opens the parts. The last one is asked for first: what opening an index needs stands at its end. Where the server sends no
   * ranges, all parts are loaded whole, each once, and `reason` says so.
   * @param url the address of the list
   * @throws HansouError NOT_FOUND, BAD_INDEX; as `HttpSource.open`
   */
  static async open(list: PartList, url: string, options: HttpOptions): Promise<PartsSource> {
    const { parts } = list;
    const addressOf = (n: number) => new URL(encodeURIComponent(parts[n].name), url).href;
    const last = parts.length - 1;
    const starts = parts.map((_, n) => parts.slice(0, n).reduce((sum, { bytes }) => sum + bytes, 0));
    const opening: { start: number; bytes: Uint8Array }[] = [];
    let requests = 0;
    let reason: string | undefined;
    const open = async (n: number): Promise<OpenPart> => {
      const { name, bytes: size, checksum: expected } = parts[n];
      const opened = await HttpSource.open(addressOf(n), options, size).catch(error => {
        throw isMissing(error) ? missingError(name, error) : error;
      });
      requests += opened.requests;
      const actual = 'whole' in opened ? opened.whole.length : opened.source.size;
      if (actual !== size) throw partError(name, `${size} bytes`, `${actual}`);
      if (!('whole' in opened)) {
        opening.push(...opened.parts.map(part => ({ start: starts[n] + part.start, bytes: part.bytes })));
        return opened.source;
      }
      const sum = checksum(opened.whole);
      if (sum !== expected) throw partError(name, `the checksum ${expected}`, `${sum}`);
      opening.push({ start: starts[n], bytes: opened.whole });
      reason ??= opened.reason;
      return opened.whole;
    };
    const lastPart = await open(last);
    const others = parts
      .slice(0, last)
      .map(({ bytes }, n) => (reason === undefined ? HttpSource.at(addressOf(n), bytes, options) : open(n)));
    const opened = [...(await Promise.all(others)), lastPart];
    return new PartsSource(list, url, options, opened, { requests, opening, reason });
  }

  get size(): number {
    return this.list.bytes;
  }

  async read(
    start: number,
    end: number,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Uint8Array> {
    const pieces: Promise<Uint8Array>[] = [];
    let at = 0;
    this.list.parts.forEach(({ bytes }, n) => {
      const [from, to] = [Math.max(start, at) - at, Math.min(end, at + bytes) - at];
      if (from < to) pieces.push(this.readPart(n, from, to, signal));
      at += bytes;
    });
    const read = await Promise.all(pieces);
    if (read.length === 1) return read[0];
    const whole = new Uint8Array(end - start);
    let to = 0;
    for (const piece of read) {
      whole.set(piece, to);
      to += piece.length;
    }
    return whole;
  }

  private async readPart(n: number, from: number, to: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const part = this.parts[n];
    if (part instanceof Uint8Array) return part.slice(from, to);
    const { name, bytes } = this.list.parts[n];
    try {
      return await part.read(from, to, { signal });
    } catch (error) {
      if (!(error instanceof ChangedFile) && !isMissing(error)) throw error;
      // A part never changes; what may have changed is the list.
      const opened = await HttpSource.open(this.url, { ...this.options, signal });
      const list = 'whole' in opened ? parsePartList(opened.whole) : undefined;
      if (list?.checksum !== this.list.checksum) throw new ChangedFile();
      throw error instanceof ChangedFile
        ? partError(name, `${bytes} bytes`, 'another file')
        : missingError(name, error);
    }
  }
}

/** Opens the parts of a file. @throws HansouError as `PartsSource.open` */
export function openParts(list: PartList, url: string, options: HttpOptions): Promise<PartsSource> {
  return PartsSource.open(list, url, options);
}

function isMissing(error: unknown): boolean {
  return error instanceof HansouError && error.code === 'NOT_FOUND';
}

function missingError(name: string, cause: unknown): HansouError {
  return new HansouError('NOT_FOUND', 'a part of the index is missing', {
    expected: `the file ${name} beside the list of parts`,
    got: cause instanceof HansouError ? cause.got : String(cause),
    hint: 'Upload all parts, and the list last.',
    cause,
  });
}
