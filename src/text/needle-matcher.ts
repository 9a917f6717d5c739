/**
 * Finds several needles in a text at once: the one way in which hansou knows where a query's terms stand. It serves
 * quoted pieces, closeness, snippets and highlights.
 */
import { isAlphanumericAt, isAlphanumericBefore } from './characters.ts';

/** Where needles stand, by start, longest first: parallel arrays of which the first `count` entries count. */
export class MatchList {
  count = 0;
  starts = new Uint32Array(64);
  ends = new Uint32Array(64);
  /** Which needle. */
  needles = new Uint32Array(64);

  push(start: number, end: number, needle: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.needles[this.count++] = needle;
  }

  private grow(): void {
    for (const name of ['starts', 'ends', 'needles'] as const) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}

const chainCount = 512;

/**
 * Needles as folded units. A needle that begins or ends with a letter or digit stands only where that is the edge of
 * its run: `100` does not stand in `1000`.
 *
 * Law: `find` gives every place where `includes` would find a needle and its edges hold, overlapping ones too.
 */
export class NeedleMatcher {
  /** Needle `i` is `units[starts[i] … starts[i + 1])`. */
  private needleUnits = new Uint16Array(64);
  private needleStarts = new Uint32Array(16);
  private startsAlphanumeric = new Uint8Array(16);
  private endsAlphanumeric = new Uint8Array(16);
  /** By the low bits of the first unit: the first needle of the chain, or -1. Chains run from long to short. */
  private readonly chainHeads = new Int32Array(chainCount).fill(-1);
  private chainNext = new Int32Array(16);
  private count = 0;

  /** @param needles folded; empty ones are never found. More can be added. */
  constructor(needles: readonly string[] = [], openEnd: (needle: number) => boolean = () => false) {
    needles.forEach((needle, i) => {
      const units = new Uint16Array(needle.length);
      for (let at = 0; at < units.length; at++) units[at] = needle.charCodeAt(at);
      this.add(units, 0, units.length, openEnd(i));
    });
  }

  /** Forgets all needles. */
  clear(): void {
    this.chainHeads.fill(-1);
    this.count = 0;
  }

  /**
   * Adds `units[start … end)`, folded; when it is empty, it is never found.
   * @param openEnd its end need not be an edge (words asked for by their beginning)
   * @returns its number, counted from 0
   */
  add(units: Uint16Array, start: number, end: number, openEnd = false): number {
    const needle = this.count++;
    const from = needle === 0 ? 0 : this.needleStarts[needle];
    const to = from + end - start;
    this.reserve(this.count, to);
    this.needleStarts[needle] = from;
    this.needleStarts[this.count] = to;
    for (let at = from, i = start; i < end; at++, i++) this.needleUnits[at] = units[i];
    if (to === from) return needle;
    this.startsAlphanumeric[needle] = isAlphanumericAt(units, start, end) ? 1 : 0;
    // Units of the needle before are none of its own.
    const isWordly =
      end - start === 1 ? isAlphanumericAt(this.needleUnits, from, to) : isAlphanumericBefore(this.needleUnits, to, to);
    this.endsAlphanumeric[needle] = !openEnd && isWordly ? 1 : 0;
    this.link(needle, this.needleUnits[from] & (chainCount - 1), end - start);
    return needle;
  }

  /** Whether a needle is `units[start … end)`. */
  equals(needle: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.needleStarts[needle];
    if (this.needleStarts[needle + 1] - from !== end - start) return false;
    for (let at = from, i = start; i < end; at++, i++) if (this.needleUnits[at] !== units[i]) return false;
    return true;
  }

  /** Fills `out` with all places in the first `length` folded units. */
  find(text: Uint16Array, length: number, out: MatchList): void {
    out.count = 0;
    const { chainHeads, chainNext, needleStarts } = this;
    for (let at = 0; at < length; at++) {
      let needle = chainHeads[text[at] & (chainCount - 1)];
      while (needle >= 0) {
        if (this.matchesAt(needle, text, at, length))
          out.push(at, at + needleStarts[needle + 1] - needleStarts[needle], needle);
        needle = chainNext[needle];
      }
    }
  }

  /** The first place of any needle at or after `from`; -1 when there is none. */
  findFirst(text: Uint16Array, length: number, from = 0): number {
    const { chainHeads, chainNext } = this;
    for (let at = from; at < length; at++) {
      let needle = chainHeads[text[at] & (chainCount - 1)];
      while (needle >= 0) {
        if (this.matchesAt(needle, text, at, length)) return at;
        needle = chainNext[needle];
      }
    }
    return -1;
  }

  private matchesAt(needle: number, text: Uint16Array, at: number, length: number): boolean {
    const { needleUnits } = this;
    const from = this.needleStarts[needle];
    const end = at + this.needleStarts[needle + 1] - from;
    if (end > length) return false;
    for (let i = at, own = from; i < end; i++, own++) if (text[i] !== needleUnits[own]) return false;
    if (this.startsAlphanumeric[needle] && isAlphanumericBefore(text, at, length)) return false;
    return !(this.endsAlphanumeric[needle] && isAlphanumericAt(text, end, length));
  }

  /** Puts a needle into a chain, behind all that are as long. */
  private link(needle: number, slot: number, length: number): void {
    const { chainHeads, chainNext, needleStarts } = this;
    let before = -1;
    let next = chainHeads[slot];
    while (next >= 0 && needleStarts[next + 1] - needleStarts[next] >= length) {
      before = next;
      next = chainNext[next];
    }
    chainNext[needle] = next;
    if (before < 0) chainHeads[slot] = needle;
    else chainNext[before] = needle;
  }

  private reserve(needles: number, units: number): void {
    if (units > this.needleUnits.length) {
      const grown = new Uint16Array(units * 2);
      grown.set(this.needleUnits);
      this.needleUnits = grown;
    }
    if (needles < this.needleStarts.length) return;
    const starts = new Uint32Array(needles * 2);
    starts.set(this.needleStarts);
    this.needleStarts = starts;
    const nexts = new Int32Array(needles * 2);
    nexts.set(this.chainNext);
    this.chainNext = nexts;
    for (const name of ['startsAlphanumeric', 'endsAlphanumeric'] as const) {
      const grown = new Uint8Array(needles * 2);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}
