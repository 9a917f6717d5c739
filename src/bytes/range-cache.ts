/** The bytes of a large source that were loaded so far. */
import type { ByteSource, ByteWindow } from './byte-source.ts';
import { MissingBytes } from './missing-bytes.ts';

/** Bytes of a block: the unit in which ranges are loaded. */
const blockBytes = 0x40;
/** Bytes of a chunk: the unit in which memory is allocated and dropped. A multiple of `blockBytes`. */
const chunkBytes = 0x8000;
const blocksPerChunk = chunkBytes / blockBytes;

/** A range of bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes of one chunk; those of blocks that are not loaded are 0. */
interface Chunk extends ByteWindow {
  /** By block: 1 if it is loaded. */
  readonly loaded: Uint8Array;
  /** The turn in which it was used last. */
  usedIn: number;
}

/**
 * A source that has some of its bytes. A window that is not complete throws `MissingBytes`, and its range is noted; whoever
 * catches the signal loads what `takeMissing` lists, which is not empty then.
 *
 * Law: a window contains the bytes that were put there. Memory is bounded by `maxBytes` and what one turn uses: nothing
 * that was used since `beginTurn` is dropped, so work that is repeated until nothing is missing comes to an end.
 */
export class RangeCache implements ByteSource {
  private readonly chunks = new Map<number, Chunk>();
  /** By start of a range that was noted: its end. The same ranges are noted again and again. */
  private readonly missing = new Map<number, number>();
  private readonly later = new Map<number, number>();
  private turn = 0;
  private runningTurns = 0;
  private last: Chunk | undefined;
  /** Parts that are kept besides the chunks, ascending. */
  private keptParts: readonly ByteWindow[] = [];

  /**
   * @param size bytes of the whole source
   * @param maxBytes bytes that are kept from turn to turn
   */
  constructor(
    readonly size: number,
    private readonly maxBytes: number,
  ) {}

  window(start: number, end: number): ByteWindow {
    const { last } = this;
    if (end <= start) return emptyWindow(start);
    if (last && start >= last.origin && end <= last.origin + last.bytes.length && isLoaded(last, start, end))
      return last;
    const first = Math.floor(start / chunkBytes);
    if (end > this.size || start < 0) throw new RangeError(`bytes ${start} to ${end} of ${this.size}`);
    if (end <= (first + 1) * chunkBytes) {
      const chunk = this.chunks.get(first);
      if (!chunk || !isLoaded(chunk, start, end)) return this.findKept(start, end);
      chunk.usedIn = this.turn;
      return (this.last = chunk);
    }
    return this.join(start, end);
  }

  /** Begins a piece of work that is repeated until nothing is missing; drops what was not used for the longest time. */
  beginTurn(): void {
    this.missing.clear();
    this.later.clear();
    if (this.runningTurns++ > 0) return;
    this.turn++;
    const kept = Math.max(1, Math.floor(this.maxBytes / chunkBytes));
    if (this.chunks.size <= kept) return;
    this.last = undefined;
    const oldestFirst = [...this.chunks].sort((a, b) => a[1].usedIn - b[1].usedIn);
    for (const [number] of oldestFirst.slice(0, this.chunks.size - kept)) this.chunks.delete(number);
  }

  /** Ends a turn. Several may run at the same time: nothing is dropped until all have ended. */
  endTurn(): void {
    this.runningTurns--;
  }

  /** Notes a range that will be needed, if it is not loaded. @param isLater see `ByteSource.want` */
  want(start: number, end: number, isLater = false): void {
    for (const range of this.listUnloaded(start, end))
      note(isLater ? this.later : this.missing, range.start, range.end);
  }

  /** The ranges that were noted since the last call: whole blocks, ascending, none twice. */
  takeMissing(): ByteRange[] {
    return this.listNoted(this.missing);
  }

  /** As `takeMissing`, the ranges that are needed later. */
  takeLater(): ByteRange[] {
    return this.listNoted(this.later);
  }

  private listNoted(noted: Map<number, number>): ByteRange[] {
    const ranges = [...noted].flatMap(([start, end]) => this.listUnloaded(start, end));
    noted.clear();
    ranges.sort((a, b) => a.start - b.start);
    const joined: { start: number; end: number }[] = [];
    for (const { start, end } of ranges) {
      const before = joined[joined.length - 1];
      if (before && start <= before.end) before.end = Math.max(before.end, end);
      else joined.push({ start, end });
    }
    return joined;
  }

  /** Keeps parts of the source that begin and end anywhere and do not overlap, as long as the cache. */
  keep(parts: readonly { readonly start: number; readonly bytes: Uint8Array }[]): void {
    this.keptParts = parts
      .filter(({ bytes }) => bytes.length > 0)
      .map(({ start, bytes }) => ({
        bytes,
        data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
        origin: start,
      }))
      .sort((a, b) => a.origin - b.origin);
  }

  /** The kept part with these bytes. @throws MissingBytes if there is none */
  private findKept(start: number, end: number): ByteWindow {
    const { keptParts } = this;
    let low = 0;
    for (let high = keptParts.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (keptParts[middle].origin <= start) low = middle + 1;
      else high = middle;
    }
    const part = keptParts[low - 1];
    if (part && end <= part.origin + part.bytes.length) return part;
    note(this.missing, start, end);
    throw new MissingBytes();
  }

  /** Puts loaded bytes there. A block that they begin inside of is still missing. */
  put(start: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const number = Math.floor((start + at) / chunkBytes);
      const origin = number * chunkBytes;
      let chunk = this.chunks.get(number);
      if (!chunk) {
        const memory = new Uint8Array(Math.min(chunkBytes, this.size - origin));
        chunk = {
          bytes: memory,
          data: new DataView(memory.buffer),
          origin,
          loaded: new Uint8Array(blocksPerChunk),
          usedIn: this.turn,
        };
        this.chunks.set(number, chunk);
      }
      chunk.usedIn = this.turn;
      const part = bytes.subarray(at, at + origin + chunkBytes - (start + at));
      const from = start + at - origin;
      chunk.bytes.set(part, from);
      const end = from + part.length;
      // The last block of the source may be shorter than a block.
      const lastBlock = origin + end === this.size ? Math.ceil(end / blockBytes) : Math.floor(end / blockBytes);
      chunk.loaded.fill(1, Math.ceil(from / blockBytes), lastBlock);
      at += part.length;
    }
  }

  /** A copy of a window that lies in more than one chunk. */
  private join(start: number, end: number): ByteWindow {
    if (this.listUnloaded(start, end).length > 0) return this.findKept(start, end);
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end; ) {
      const chunk = this.chunks.get(Math.floor(at / chunkBytes))!;
      chunk.usedIn = this.turn;
      const part = chunk.bytes.subarray(at - chunk.origin, Math.min(chunk.bytes.length, end - chunk.origin));
      bytes.set(part, at - start);
      at += part.length;
    }
    return { bytes, data: new DataView(bytes.buffer), origin: start };
  }

  /** The blocks of a range that are not loaded, as ranges of whole blocks. */
  private listUnloaded(start: number, end: number): ByteRange[] {
    const ranges: { start: number; end: number }[] = [];
    for (let block = Math.floor(start / blockBytes); block * blockBytes < end; block++) {
      const number = Math.floor(block / blocksPerChunk);
      const chunk = this.chunks.get(number);
      if (chunk?.loaded[block - number * blocksPerChunk] === 1) {
        chunk.usedIn = this.turn;
        continue;
      }
      const from = block * blockBytes;
      const to = Math.min(this.size, from + blockBytes);
      const before = ranges[ranges.length - 1];
      if (before?.end === from) before.end = to;
      else ranges.push({ start: from, end: to });
    }
    return ranges;
  }
}

function emptyWindow(origin: number): ByteWindow {
  const bytes = new Uint8Array(0);
  return { bytes, data: new DataView(bytes.buffer), origin };
}

function isLoaded({ loaded, origin }: Chunk, start: number, end: number): boolean {
  const last = Math.ceil((end - origin) / blockBytes);
  for (let block = Math.floor((start - origin) / blockBytes); block < last; block++)
    if (loaded[block] === 0) return false;
  return true;
}

/** Notes a range among others. */
function note(noted: Map<number, number>, start: number, end: number): void {
  if ((noted.get(start) ?? -1) < end) noted.set(start, end);
}
