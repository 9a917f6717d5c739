/**
 * Finds several strings (needles) in a text at once. Phrases, proximity, snippets and highlights all use it to find where
 * the terms of a query occur: the index itself stores no positions.
 */
import { CharacterClass, classOfUnit, isAlphanumeric, isAlphanumericAt, isAlphanumericBefore } from './characters.ts';
import { isAfterCountryCode, isPlainSpace, jointLength } from './joints.ts';
import { isNumeral, isNumeralAfter, isNumeralBefore, isYearBefore } from './numerals.ts';
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

/**
 * What must not go on at an end of a needle: nothing, the run of letters and digits, the number, a date with its year before
 * the needle, or (the sum) several of these.
 */
const Edge = { None: 0, Run: 1, Number: 2, Year: 4 } as const;

/** Number of hash chains, a power of two. */
const chainCount = 512;

/** Minimum length of the letters and digits at an end of a needle that may be a part of a run: `c` is no part of `c4`. */
const minPartUnits = 2;
/** Minimum length of a needle of digits that may be written in groups. */
const minGroupedDigits = 7;
/** How a needle of other spellings matches, as bits: whether it may begin or end inside a run, and be in groups of digits. */
const SpellingFlag = { Spelling: 1, PartStart: 2, PartEnd: 4, Groups: 8 } as const;

/** How needles match. */
interface NeedleOptions {
  /** Whether needle `i` is a prefix: it also matches where its run of letters and digits goes on. */
  readonly isPrefix?: (needle: number) => boolean;
  /** Whether needle `i` also matches its other spellings. */
  readonly hasSpellings?: (needle: number) => boolean;
}

/**
 * A set of needles, all folded. A needle that begins or ends with a letter or digit matches only where its run of letters
 * and digits begins or ends there too: `100` does not match inside `1000`. (`requireWholeNumbers` asks for more.)
 *
 * A needle with other spellings, which has no signs or spaces itself, also matches where signs or spaces join its letters
 * and digits (`iphone15`: iphone 15; `歼10`: 歼-10; `vscode`: vs code), and where letters and digits before or after it are of the other class
 * (`iphone`: iphone15).
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
  /** `SpellingFlag` bits; 0 for a needle that is found as it stands only. */
  private spellingFlags = new Uint8Array(16);
  /** By the low bits of the first unit: the first needle of the chain, or -1. Chains are sorted by length, longest first. */
  private readonly chainHeads = new Int32Array(chainCount).fill(-1);
  private chainNext = new Int32Array(16);
  private count = 0;

  /** @param needles folded; an empty one never matches. More can be added. */
  constructor(needles: readonly string[] = [], options: NeedleOptions = {}) {
    this.addAll(needles, options);
  }

  /** Adds needles as the constructor does. `options` are asked by the number of a needle. */
  addAll(needles: readonly string[], { isPrefix, hasSpellings }: NeedleOptions = {}): this {
    for (const text of needles) {
      const needle = this.add(unitsFromString(text), 0, text.length);
      if (isPrefix?.(needle)) this.endEdges[needle] = Edge.None;
      if (hasSpellings?.(needle)) this.spellingFlags[needle] = this.findSpellingFlags(needle);
    }
    return this;
  }

  /** Removes all needles. */
  clear(): this {
    this.chainHeads.fill(-1);
    this.count = 0;
    return this;
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
    this.spellingFlags[needle] = 0;
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

  /** Requires that no year stands before the needle, which is a day: 9月5日 then does not match in 2021年9月5日. */
  requireNoYear(needle: number): void {
    this.startEdges[needle] |= Edge.Year;
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
    const { chainHeads, chainNext } = this;
    for (let at = this.skipOthers(text, length, 0); at < length; at = this.skipOthers(text, length, at + 1)) {
      let needle = chainHeads[text[at] & (chainCount - 1)];
      while (needle >= 0) {
        const end = this.matchAt(needle, text, at, length);
        if (end >= 0) out.push(at, end, needle);
        needle = chainNext[needle];
      }
    }
  }

  /** Returns where the first match at or after `from` starts, or -1. */
  findFirst(text: Uint16Array, length: number, from = 0): number {
    const { chainHeads, chainNext } = this;
    for (let at = this.skipOthers(text, length, from); at < length; at = this.skipOthers(text, length, at + 1)) {
      let needle = chainHeads[text[at] & (chainCount - 1)];
      while (needle >= 0) {
        if (this.matchAt(needle, text, at, length) >= 0) return at;
        needle = chainNext[needle];
      }
    }
    return -1;
  }

  /** Where the first unit from `at` on stands that may begin a needle: four a round, as V8 checks the arrays in each. */
  private skipOthers(text: Uint16Array, length: number, from: number): number {
    const { chainHeads } = this;
    const last = chainCount - 1;
    let at = from;
    while (
      at + 3 < length &&
      (chainHeads[text[at] & last] &
        chainHeads[text[at + 1] & last] &
        chainHeads[text[at + 2] & last] &
        chainHeads[text[at + 3] & last]) ===
        -1
    )
      at += 4;
    while (at < length && chainHeads[text[at] & last] < 0) at++;
    return at;
  }

  /** Returns where the match of a needle ends that starts at `at`, or -1. */
  private matchAt(needle: number, text: Uint16Array, at: number, length: number): number {
    const { needleUnits } = this;
    const from = this.needleStarts[needle];
    const end = at + this.needleStarts[needle + 1] - from;
    if (this.spellingFlags[needle] !== 0) return this.matchSpellingAt(needle, text, at, length);
    if (end > length) return -1;
    for (let i = at, own = from; i < end; i++, own++) if (text[i] !== needleUnits[own]) return -1;
    const startEdge = this.startEdges[needle];
    if (startEdge !== Edge.None && continuesBefore(text, at, length, startEdge)) return -1;
    const endEdge = this.endEdges[needle];
    return endEdge !== Edge.None && continuesAfter(text, end, length, endEdge) ? -1 : end;
  }

  /** `matchAt` for a needle with other spellings. */
  private matchSpellingAt(needle: number, text: Uint16Array, start: number, length: number): number {
    const { needleUnits } = this;
    const flags = this.spellingFlags[needle];
    const from = this.needleStarts[needle];
    const to = this.needleStarts[needle + 1];
    let at = start;
    for (let own = from; own < to; own++, at++) {
      if (at < length && text[at] === needleUnits[own]) continue;
      if (own === from) return -1;
      const before = classOfUnit(needleUnits[own - 1]);
      const after = classOfUnit(needleUnits[own]);
      if (isPlainSpace(text[at]) && before === CharacterClass.Letter && after === CharacterClass.Letter) at++;
      else at += jointLength(text, at, before, after, (flags & SpellingFlag.Groups) !== 0);
      if (at >= length || text[at] !== needleUnits[own]) return -1;
    }
    const startEdge = this.startEdges[needle];
    const endEdge = this.endEdges[needle];
    if ((startEdge & Edge.Number) !== 0 && isNumeralBefore(text, start)) return -1;
    if ((startEdge & Edge.Year) !== 0 && isYearBefore(text, start)) return -1;
    if ((endEdge & Edge.Number) !== 0 && isNumeralAfter(text, at, length)) return -1;
    if ((startEdge & Edge.Run) !== 0 && isAlphanumericBefore(text, start, length)) {
      const isSameClass = classOfUnit(text[start - 1]) === classOfUnit(text[start]);
      if (isSameClass && !((flags & SpellingFlag.Groups) !== 0 && isAfterCountryCode(text, start))) return -1;
      if (!isSameClass && (flags & SpellingFlag.PartStart) === 0) return -1;
    }
    if ((endEdge & Edge.Run) !== 0 && isAlphanumericAt(text, at, length)) {
      if ((flags & SpellingFlag.PartEnd) === 0 || classOfUnit(text[at - 1]) === classOfUnit(text[at])) return -1;
    }
    return at;
  }

  private findSpellingFlags(needle: number): number {
    const { needleUnits } = this;
    const from = this.needleStarts[needle];
    const to = this.needleStarts[needle + 1];
    let first = from;
    while (first < to && isAlphanumeric(classOfUnit(needleUnits[first]))) first++;
    let last = to;
    while (last > from && isAlphanumeric(classOfUnit(needleUnits[last - 1]))) last--;
    let digits = from;
    while (digits < to && classOfUnit(needleUnits[digits]) === CharacterClass.Digit) digits++;
    return (
      SpellingFlag.Spelling |
      (first - from >= minPartUnits ? SpellingFlag.PartStart : 0) |
      (to - last >= minPartUnits ? SpellingFlag.PartEnd : 0) |
      (digits === to && to - from >= minGroupedDigits ? SpellingFlag.Groups : 0)
    );
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
    for (const name of ['startEdges', 'endEdges', 'spellingFlags'] as const) {
      const grown = new Uint8Array(needles * 2);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}

function continuesBefore(text: Uint16Array, at: number, length: number, edge: number): boolean {
  if ((edge & Edge.Run) !== 0 && isAlphanumericBefore(text, at, length)) return true;
  if ((edge & Edge.Year) !== 0 && isYearBefore(text, at)) return true;
  return (edge & Edge.Number) !== 0 && isNumeralBefore(text, at);
}

function continuesAfter(text: Uint16Array, end: number, length: number, edge: number): boolean {
  if ((edge & Edge.Run) !== 0 && isAlphanumericAt(text, end, length)) return true;
  return (edge & Edge.Number) !== 0 && isNumeralAfter(text, end, length);
}
