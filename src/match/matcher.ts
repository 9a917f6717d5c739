/**
 * Finds several needles in a text at once: the one way in which hansou knows where a query's terms stand. It serves
 * quoted pieces, closeness, snippets and highlights.
 */
import { isWordlyAt, isWordlyBefore } from '../analysis/analyzer.ts';

/** Where needles stand, by start, longest first: parallel arrays of which the first `count` entries count. */
export class MatchList {
  count = 0;
  starts = new Uint32Array(64);
  ends = new Uint32Array(64);
  /** Which needle. */
  needles = new Uint32Array(64);

  push(start: number, end: number, needle: number): void {
    if (this.count === this.starts.length) {
      for (const name of ['starts', 'ends', 'needles'] as const) {
        const grown = new Uint32Array(this.count * 2);
        grown.set(this[name]);
        this[name] = grown;
      }
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.needles[this.count++] = needle;
  }
}

const slots = 256;

/**
 * Needles as folded units. A needle that begins or ends with a letter or digit stands only where that is the edge of
 * its run: `100` does not stand in `1000`.
 *
 * Law: `find` gives every place where `includes` would find a needle and its edges hold, overlapping ones too.
 */
export class Matcher {
  private readonly units: Uint16Array[];
  private readonly startsWordly: Uint8Array;
  private readonly endsWordly: Uint8Array;
  /** By the low byte of the first unit: the first needle of the chain, or -1. Chains run from long to short. */
  private readonly heads = new Int32Array(slots).fill(-1);
  private readonly nexts: Int32Array;

  /**
   * @param needles folded; empty ones are never found
   * @param openEnd needles whose end need not be an edge (words asked for by their beginning)
   */
  constructor(needles: readonly string[], openEnd: (needle: number) => boolean = () => false) {
    this.units = needles.map(unitsOf);
    this.startsWordly = new Uint8Array(needles.length);
    this.endsWordly = new Uint8Array(needles.length);
    this.nexts = new Int32Array(needles.length);
    const shortestFirst = needles.map((_, i) => i).sort((a, b) => needles[a].length - needles[b].length || b - a);
    for (const needle of shortestFirst) {
      const units = this.units[needle];
      if (units.length === 0) continue;
      this.startsWordly[needle] = isWordlyAt(units, 0, units.length) ? 1 : 0;
      this.endsWordly[needle] = !openEnd(needle) && isWordlyBefore(units, units.length, units.length) ? 1 : 0;
      const slot = units[0] & (slots - 1);
      this.nexts[needle] = this.heads[slot];
      this.heads[slot] = needle;
    }
  }

  /** Fills `out` with all places in the first `length` folded units. */
  find(text: Uint16Array, length: number, out: MatchList): void {
    out.count = 0;
    const { heads, nexts } = this;
    for (let at = 0; at < length; at++) {
      let needle = heads[text[at] & (slots - 1)];
      while (needle >= 0) {
        if (this.stands(needle, text, at, length)) out.push(at, at + this.units[needle].length, needle);
        needle = nexts[needle];
      }
    }
  }

  /** The first place of any needle at or after `from`; -1 when there is none. */
  indexIn(text: Uint16Array, length: number, from = 0): number {
    const { heads, nexts } = this;
    for (let at = from; at < length; at++) {
      let needle = heads[text[at] & (slots - 1)];
      while (needle >= 0) {
        if (this.stands(needle, text, at, length)) return at;
        needle = nexts[needle];
      }
    }
    return -1;
  }

  private stands(needle: number, text: Uint16Array, at: number, length: number): boolean {
    const units = this.units[needle];
    const end = at + units.length;
    if (end > length) return false;
    for (let i = 0; i < units.length; i++) if (text[at + i] !== units[i]) return false;
    if (this.startsWordly[needle] && isWordlyBefore(text, at, length)) return false;
    return !(this.endsWordly[needle] && isWordlyAt(text, end, length));
  }
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}
