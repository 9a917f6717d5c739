/**
 * A file on any web server, read by ranges (RFC 9110, section 14).
 *
 * Opening asks for the last bytes, which say what the file is. Later requests say of which file the bytes must be
 * (`If-Range`), so that parts of two files are never mixed. A server that does not answer by ranges, or that compresses on
 * the fly, gives the whole file once: it is asked once.
 */

import type { ByteRange } from '../../bytes/range-cache.ts';
import { resolveAddress } from '../../page-address.ts';
import { invalid } from '../../validate.ts';
import { openingBytes, type RangeSource, type SeveralRanges } from '../range-source.ts';
import { maxIndexBytes, readBody, readIndexSize } from './answer-body.ts';
import { ChangedFile, htmlError, notFoundError, statusError, truncatedError, unreachableError } from './http-errors.ts';
import { countRangesAtOnce, parseRanges } from './multipart.ts';

/** What a page may pass on. */
export interface HttpOptions {
  /** Called instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how much of the file was loaded, when all of it must be. */
  readonly onProgress?: ((loaded: number, total: number | undefined) => void) | undefined;
}

/** Bytes that are asked for to learn the size of a file, where the last bytes cannot be asked for. */
const firstBytes = 1024;
/** How often a request is sent again after a failure that may pass. */
const maxRetries = 1;

/** What `HttpSource.open` found. */
export type OpenedFile =
  | {
      readonly whole: Uint8Array;
      /** Why it came as a whole; undefined when that is because it is small. */
      readonly reason: string | undefined;
    }
  | { readonly source: HttpSource; readonly parts: readonly { readonly start: number; readonly bytes: Uint8Array }[] };

/** An answer with a range of a file. */
interface RangeAnswer {
  readonly start: number | undefined;
  readonly total: number | undefined;
  readonly bytes: Uint8Array;
  readonly validator: string | undefined;
}

/** A file that is read by ranges. */
export class HttpSource implements RangeSource {
  requests = 0;
  bytes = 0;
  /** How many ranges the server is asked for at once, at most. */
  private rangesAtOnce = 1;

  private constructor(
    readonly url: string,
    private readonly options: HttpOptions,
    /** `ETag` or `Last-Modified` of the file. */
    private validator: string | undefined,
    public size: number,
  ) {}

  /** A file of which the size is known. */
  static at(url: string, size: number, options: HttpOptions): HttpSource {
    return new HttpSource(url, options, undefined, size);
  }

  /**
   * Opens the file at an address.
   * @param wholeBytes the bytes of the file, where they are known; else its header says them
   * @throws HansouError NOT_FOUND, OFFLINE, UNREACHABLE, IO, BAD_INDEX; what the signal was aborted with
   */
  static async open(
    address: string | URL,
    options: HttpOptions,
    wholeBytes?: number,
  ): Promise<OpenedFile & { readonly requests: number }> {
    const url = resolveAddress(address).href;
    const source = new HttpSource(url, options, undefined, 0);
    const fromStart = source.isCrossOrigin;
    const response = await source.request(openingRange(url));
    if (response.status === 200) {
      const reason = response.headers.has('content-encoding')
        ? 'the server compresses files while it sends them'
        : 'the server does not send ranges';
      return {
        whole: await source.readWhole(response, wholeBytes ?? maxIndexBytes),
        reason,
        requests: source.requests,
      };
    }
    // Some servers take the last bytes for the first ones, which are one more.
    const answer = await source.readRange(response, openingBytes + 1);
    const { total, bytes, validator } = answer;
    // For another site, the browser would first have to ask for its permission.
    if (!source.isCrossOrigin) source.rangesAtOnce = countRangesAtOnce(response.headers.get('server'));
    if (isHtml(bytes)) throw htmlError(url);
    source.validator = validator;
    // Another site may keep the header; some servers leave the size out, or take a range from the end for one from the start.
    const start = answer.start ?? (fromStart ? 0 : undefined);
    source.size = total ?? (start ? start + bytes.length : (readIndexSize(bytes) ?? bytes.length));
    if (start === 0 && bytes.length === source.size)
      return { whole: bytes, reason: undefined, requests: source.requests };
    return { source, parts: start === undefined ? [] : [{ start, bytes }], requests: source.requests };
  }

  async read(
    start: number,
    end: number,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Uint8Array> {
    for (let tries = 0; ; tries++) {
      try {
        const response = await this.request(`bytes=${start}-${end - 1}`, signal);
        if (response.status === 200) {
          await response.body?.cancel();
          throw new ChangedFile();
        }
        const { bytes, total, validator, start: first = start } = await this.readRange(response, end - start);
        if ((total !== undefined && total !== this.size) || !this.isSame(validator)) throw new ChangedFile();
        if (first !== start || bytes.length !== end - start)
          throw truncatedError(this.url, end - start, first === start ? bytes.length : 0);
        return bytes;
      } catch (error) {
        if (error instanceof ChangedFile || tries >= maxRetries || signal?.aborted) throw error;
      }
    }
  }

  readSeveral(
    ranges: readonly ByteRange[],
    { signal }: { readonly signal?: AbortSignal | undefined },
  ): Promise<SeveralRanges> | undefined {
    if (this.rangesAtOnce === 1) return undefined;
    const count = Math.ceil(ranges.length / this.rangesAtOnce);
    // Of about equal size: the answer for one range alone would be of another kind.
    const startOf = (group: number) => Math.round((group * ranges.length) / count);
    const groups = Array.from({ length: count }, (_, group) => ranges.slice(startOf(group), startOf(group + 1)));
    return this.readGroups(groups, signal);
  }

  private async readGroups(
    groups: readonly (readonly ByteRange[])[],
    signal: AbortSignal | undefined,
  ): Promise<SeveralRanges> {
    const read = await Promise.all(groups.map(ranges => this.readParts(ranges, signal)));
    const parts = read.flatMap(each => each.parts ?? []);
    const isWhole = read.every(each => each.parts);
    const loaded = read.reduce((bytes, each) => bytes + each.loaded, 0);
    return { parts: isWhole ? parts : undefined, loaded, requests: groups.length };
  }

  /** One request of `readSeveral`. Whatever else than the ranges comes, they are read one by one from then on, which also tells what is wrong. */
  private async readParts(
    ranges: readonly ByteRange[],
    signal: AbortSignal | undefined,
  ): Promise<Pick<SeveralRanges, 'parts' | 'loaded'>> {
    let loaded = 0;
    try {
      const response = await this.request(`bytes=${ranges.map(({ start, end }) => `${start}-${end - 1}`)}`, signal);
      if (response.status === 206) {
        // A server may send all that stands between the ranges as one.
        const first = ranges.reduce((min, { start }) => Math.min(min, start), this.size);
        const end = ranges.reduce((max, range) => Math.max(max, range.end), 0);
        const body = await this.readAtMost(response, end - first + maxPartHeadBytes * (ranges.length + 1));
        loaded = body.length;
        const found = this.isSame(readValidator(response))
          ? parseRanges(body, response.headers.get('content-type'), this.size)
          : undefined;
        const parts = ranges.flatMap(({ start, end }) => {
          const from = found?.find(part => part.start <= start && end <= part.start + part.bytes.length);
          return from ? [from.bytes.subarray(start - from.start, end - from.start)] : [];
        });
        if (parts.length === ranges.length) return { parts, loaded };
      } else await response.body?.cancel();
    } catch (error) {
      if (signal?.aborted) throw error;
    }
    this.rangesAtOnce = 1;
    return { parts: undefined, loaded };
  }

  /** Whether an answer may be of the same file as the first one. */
  private isSame(validator: string | undefined): boolean {
    return !this.validator || !validator || validator === this.validator;
  }

  private get isCrossOrigin(): boolean {
    return isCrossOrigin(this.url);
  }

  /** @param range bytes to ask for; undefined for the whole file */
  private async request(range: string | undefined, signal = this.options.signal): Promise<Response> {
    const headers: Record<string, string> = range === undefined ? {} : { Range: range };
    // Weak validators cannot be sent, and for another site the header would need its permission.
    if (this.validator && !this.validator.startsWith('W/') && !this.isCrossOrigin) headers['If-Range'] = this.validator;
    this.requests++;
    let response: Response;
    try {
      response = await (this.options.fetch ?? fetch)(this.url, { headers, ...(signal && { signal }) });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw unreachableError(this.url, this.isCrossOrigin, error);
    }
    const { status } = requireResponse(response);
    if (status === 200 || status === 206) return response;
    await response.body?.cancel();
    if (status === 404 || status === 410) throw notFoundError(this.url, status);
    if (status === 416 && this.size > 0) throw new ChangedFile();
    // Some servers refuse a range from the end that is longer than the file.
    if (status === 416 && range !== undefined) return this.request(undefined, signal);
    throw statusError(this.url, status);
  }

  /**
   * @param asked how many bytes were asked for
   * @throws HansouError BAD_INDEX for a body that is not the range that the answer names, or is longer than it or than `asked`;
   *   a range that is the whole file may be as long as that
   */
  private async readRange(response: Response, asked: number): Promise<RangeAnswer> {
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    const [, start, last, total] = range ?? [];
    const named = range ? Number(last) + 1 - Number(start) : asked;
    const bytes = await this.readAtMost(response, named === Number(total) ? named : Math.min(named, asked));
    if (range && total !== '*' && Number(start) + bytes.length > Number(total))
      throw truncatedError(this.url, Number(total) - Number(start), bytes.length);
    return {
      start: start === undefined ? undefined : Number(start),
      total: total === undefined || total === '*' ? undefined : Number(total),
      bytes,
      validator: readValidator(response),
    };
  }

  /** `readBody`, counted. @throws HansouError UNREACHABLE; what the signal was aborted with */
  private async receive(...how: Parameters<typeof readBody>): Promise<Uint8Array> {
    try {
      const bytes = await readBody(...how);
      this.bytes += bytes.length;
      return bytes;
    } catch (error) {
      if (this.options.signal?.aborted) throw error;
      throw unreachableError(this.url, this.isCrossOrigin, error);
    }
  }

  /** @throws HansouError BAD_INDEX for a longer body, which may never end */
  private async readAtMost(response: Response, maxBytes: number): Promise<Uint8Array> {
    const bytes = await this.receive(response, maxBytes);
    if (bytes.length > maxBytes) throw truncatedError(this.url, maxBytes, bytes.length);
    return bytes;
  }

  /** Reads the whole file, and tells how far it is. @param maxBytes of `readBody` */
  private async readWhole(response: Response, maxBytes: Parameters<typeof readBody>[1]): Promise<Uint8Array> {
    const { onProgress } = this.options;
    const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
    const total = length === null ? undefined : Number(length);
    const whole = await this.receive(response, maxBytes, loaded => onProgress?.(loaded, total));
    if (isHtml(whole)) throw htmlError(this.url);
    if (total !== undefined && whole.length < total && readIndexSize(whole) !== undefined)
      throw truncatedError(this.url, total, whole.length);
    return whole;
  }
}

/** Bytes before a part of an answer with several ranges, at most. */
const maxPartHeadBytes = 2048;

/** The header `Range` of the first request for a file. */
export function openingRange(url: string): string {
  // A range from the end needs another site's permission, which takes a request of its own.
  return isCrossOrigin(url) ? `bytes=0-${firstBytes - 1}` : `bytes=-${openingBytes}`;
}

function isCrossOrigin(url: string): boolean {
  const { location } = globalThis;
  return location !== undefined && location.origin !== 'null' && new URL(url).origin !== location.origin;
}

/** Returns what a caller's `fetch` gave. @throws HansouError BAD_ARGUMENT */
function requireResponse(response: unknown): Response {
  const { status, headers, arrayBuffer } = (response ?? {}) as Partial<Response>;
  if (typeof status === 'number' && typeof headers?.get === 'function' && typeof arrayBuffer === 'function')
    return response as Response;
  throw invalid('what fetch returned', 'a Response', response, 'Pass a function that does what the global fetch does.');
}

/** `ETag` or `Last-Modified` of an answer. */
function readValidator({ headers }: Response): string | undefined {
  return headers.get('etag') ?? headers.get('last-modified') ?? undefined;
}

/** Whether bytes begin or end as HTML does. */
function isHtml(bytes: Uint8Array): boolean {
  const decode = (part: Uint8Array) => new TextDecoder().decode(part);
  return (
    /^\ufeff?\s*<(?:!doctype|html|head|body|!--)/i.test(decode(bytes.subarray(0, 256))) ||
    /<\/html>\s*$/i.test(decode(bytes.subarray(-256)))
  );
}
