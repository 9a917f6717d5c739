/**
 * Finds several strings (needles) in a text at once. Phrases, proximity, snippets and highlights all use it to find where
 * the terms of a query occur: the index itself stores no positions.
 */
import { isAlphanumericAt, isAlphanumericBefore } from './characters.ts';
import { isNumeral, isNumeralAfter, isNumeralBefore } from './numerals.ts';
import { unitsFromString } from './units.ts';

/** Matches in order of start, longest first: parallel arrays whose first `count` entries are valid. Offsets are UTF-16 units. */
export class MatchList {
  count = 0;
  starts = new Uint32Array(64);
  ends = new Uint32Array(64);
  /** The number of the needle that matched. */
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

/** What must not go on at an end of a needle: nothing, the run of letters and digits, the number, or (the sum) both. */
const Edge = { None: 0, Run: 1, Number: 2 } as const;

/** Number of hash chains, a power of two. */
const chainCount = 512;

/**
 * A set of needles, all folded. A needle that begins or ends with a letter or digit matches only where its run of letters
 * and digits begins or ends there too: `100` does not match inside `1000`. (`requireWholeNumbers` asks for more.)
 *
 * Law: `find` gives every place where `includes` would find a needle and its runs begin and end there, overlapping matches too.
 */
export class NeedleMatcher {
  /** Needle `i` is `needleUnits[needleStarts[i] … needleStarts[i + 1])`. */
  private needleUnits = new Uint16Array(64);
  private needleStarts = new Uint32Array(16);
  /** By needle: sums of `Edge`. */
  private startEdges = new Uint8Array(16);
  private endEdges = new Uint8Array(16);
  /** By the low bits of the first unit: the first needle of the chain, or -1. Chains are sorted by length, longest first. */
  private readonly chainHeads = new Int32Array(chainCount).fill(-1);
  private chainNext = new Int32Array(16);
  private count = 0;

  /**
   * @param needles folded; an empty one never matches. More can be added.
   * @param isPrefix whether needle `i` is a prefix: it also matches where its run of letters and digits goes on
   */
  constructor(needles: readonly string[] = [], isPrefix?: (needle: number) => boolean) {
    for (const text of needles) {
      const needle = this.add(unitsFromString(text), 0, text.length);
      if (isPrefix?.(needle)) this.endEdges[needle] = Edge.None;
    }
  }

  /** Removes all needles. */
  clear(): void {
    this.chainHeads.fill(-1);
    this.count = 0;
  }

  /**
   * Adds the folded needle `units[start … end)`. An empty needle never matches.
   * @returns the number of the needle, counted from 0
   */
  add(units: Uint16Array, start: number, end: number): number {
    const needle = this.count++;
    const from = needle === 0 ? 0 : this.needleStarts[needle];
    const to = from + end - start;
    this.reserve(this.count, to);
    this.needleStarts[needle] = from;
    this.needleStarts[this.count] = to;
    for (let at = from, i = start; i < end; at++, i++) this.needleUnits[at] = units[i];
    if (to === from) return needle;
    this.startEdges[needle] = isAlphanumericAt(units, start, end) ? Edge.Run : Edge.None;
    // The unit before `from` belongs to another needle.
    const endsAlphanumeric =
      end - start === 1 ? isAlphanumericAt(this.needleUnits, from, to) : isAlphanumericBefore(this.needleUnits, to, to);
    this.endEdges[needle] = endsAlphanumeric ? Edge.Run : Edge.None;
    this.link(needle, this.needleUnits[from] & (chainCount - 1), end - start);
    return needle;
  }

  /** Requires that a number at an end of the needle is whole: 五十 then does not match in 一百五十, nor 5 in 1.5. */
  requireWholeNumbers(needle: number): void {
    const from = this.needleStarts[needle];
    const to = this.needleStarts[needle + 1];
    if (from === to) return;
    if (isNumeral(this.needleUnits[from])) this.startEdges[needle] |= Edge.Number;
    if (isNumeral(this.needleUnits[to - 1])) this.endEdges[needle] |= Edge.Number;
  }

  /** Whether a needle equals `units[start … end)`. */
  equals(needle: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.needleStarts[needle];
    if (this.needleStarts[needle + 1] - from !== end - start) return false;
    for (let at = from, i = start; i < end; at++, i++) if (this.needleUnits[at] !== units[i]) return false;
    return true;
  }

  /** Fills `out` with all matches in the first `length` units of a folded text. */
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

  /** Returns where the first match at or after `from` starts, or -1. */
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
    const startEdge = this.startEdges[needle];
    if (startEdge !== Edge.None && continuesBefore(text, at, length, startEdge)) return false;
    const endEdge = this.endEdges[needle];
    return endEdge === Edge.None || !continuesAfter(text, end, length, endEdge);
  }

  /** Inserts a needle into a chain, behind all needles of at least its length. */
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
    for (const name of ['startEdges', 'endEdges'] as const) {
      const grown = new Uint8Array(needles * 2);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}

function continuesBefore(text: Uint16Array, at: number, length: number, edge: number): boolean {
  if ((edge & Edge.Run) !== 0 && isAlphanumericBefore(text, at, length)) return true;
  return (edge & Edge.Number) !== 0 && isNumeralBefore(text, at);
}

function continuesAfter(text: Uint16Array, end: number, length: number, edge: number): boolean {
  if ((edge & Edge.Run) !== 0 && isAlphanumericAt(text, end, length)) return true;
  return (edge & Edge.Number) !== 0 && isNumeralAfter(text, end, length);
}
