/** Joins neighbours in a sample of texts to longer and longer pieces (byte pair encoding after Gage, in batches). */
import { maxPieceUnits } from './text-code.ts';

/** A pair has to stand so often in the sample. */
const minPairCount = 4;
/** About how many bits a pair takes in the table of a code. */
const pairTableBits = 24;
/** Stands between two texts of the sample. */
const textBorder = 0xffff;
/** Units that are more kinds than this are left out. */
const maxCharacters = 20_000;
/** In the key of a candidate: bits that tell which it is. */
const candidateBits = 20;

/** Texts to learn from, one behind the other: `units[0 … length)`, of which each begins at a place in `starts`. */
export interface Sample {
  readonly units: Uint16Array;
  readonly length: number;
  readonly starts: readonly number[];
  /** How many times as much text the code will be used for. */
  readonly scale: number;
}

/**
 * The sample as symbols: first its characters, then what pairs of symbols were joined to. Pairs are counted left symbol by
 * left symbol, so that all counters of one lie in the cache.
 */
export class PairJoiner {
  /** Symbol `s` is `units[starts[s] … starts[s + 1])`. */
  units = new Uint16Array(1 << 12);
  starts = new Uint32Array(1 << 10);
  symbolCount = 0;
  /** The first symbols, which are characters. */
  readonly characterCount: number;
  private readonly sequence: Uint16Array;
  private sequenceLength = 0;
  private readonly scale: number;
  /** Places of pairs by their left symbol: those of symbol `s` from `pairStarts[s]` on and before `pairStarts[s + 1]`. */
  private readonly places: Uint32Array;
  private pairStarts = new Uint32Array(0);
  /** Pairs that may be joined, by their left symbol: those of symbol `s` from `candidateStarts[s]` on. */
  private readonly rights: Uint16Array;
  private readonly gains: Float32Array;
  private candidateStarts = new Uint32Array(0);
  private candidateCount = 0;
  /** By candidate: the symbol that it is joined to, or 0. */
  private readonly joinedSymbols: Uint16Array;
  /** By place: 1 and the candidate that stands there and is joined, or 0. */
  private readonly candidateAt: Uint32Array;

  constructor(sample: Sample) {
    const { units, length, starts } = sample;
    this.scale = sample.scale;
    this.sequence = new Uint16Array(length + starts.length + 2);
    const symbolOf = new Int32Array(0x10000).fill(-1);
    let next = 0;
    for (let at = 0; at < length; at++) {
      if (at === starts[next]) {
        this.sequence[this.sequenceLength++] = textBorder;
        next++;
      }
      const unit = units[at];
      if (symbolOf[unit] < 0)
        symbolOf[unit] = this.symbolCount < maxCharacters ? this.addSymbol(units, at, at + 1) : textBorder;
      this.sequence[this.sequenceLength++] = symbolOf[unit];
    }
    this.sequence[this.sequenceLength++] = textBorder;
    this.characterCount = this.symbolCount;
    this.places = new Uint32Array(this.sequenceLength);
    this.candidateAt = new Uint32Array(this.sequenceLength + 1);
    const candidates = Math.ceil(this.sequenceLength / minPairCount);
    this.rights = new Uint16Array(candidates);
    this.gains = new Float32Array(candidates);
    this.joinedSymbols = new Uint16Array(candidates);
  }

  /** Joins the pairs of neighbours that save most, at most so many kinds of them. Returns whether there were any. */
  join(most: number): boolean {
    const uses = this.groupPairs();
    this.findCandidates(uses);
    if (this.chooseCandidates(most) === 0) return false;
    this.markCandidates();
    this.joinMarked();
    return true;
  }

  /** Sorts the places of pairs by their left symbol. Returns how often each symbol stands anywhere. */
  private groupPairs(): Uint32Array {
    const { sequence, places, sequenceLength, symbolCount } = this;
    const uses = new Uint32Array(symbolCount);
    const starts = new Uint32Array(symbolCount + 1);
    for (let at = 0; at < sequenceLength; at++) {
      const left = sequence[at];
      if (left === textBorder) continue;
      uses[left]++;
      // The last one is a border.
      if (sequence[at + 1] !== textBorder) starts[left + 1]++;
    }
    for (let symbol = 0; symbol < symbolCount; symbol++) starts[symbol + 1] += starts[symbol];
    const next = starts.slice();
    for (let at = 0; at < sequenceLength; at++) {
      const left = sequence[at];
      if (left !== textBorder && sequence[at + 1] !== textBorder) places[next[left]++] = at;
    }
    this.pairStarts = starts;
    return uses;
  }

  /** Finds the pairs that save more than their line in the table takes. */
  private findCandidates(uses: Uint32Array): void {
    const { sequence, places, pairStarts, rights, gains, starts, scale, symbolCount } = this;
    const counts = new Uint32Array(symbolCount);
    const found = new Uint16Array(symbolCount);
    const candidateStarts = new Uint32Array(symbolCount + 1);
    const least = Math.max(2 * minPairCount, pairTableBits / scale);
    const all = uses.reduce((a, b) => a + b, 0);
    let count = 0;
    for (let left = 0; left < symbolCount; left++) {
      candidateStarts[left] = count;
      const end = pairStarts[left + 1];
      if (end - pairStarts[left] < minPairCount) continue;
      let kinds = 0;
      for (let at = pairStarts[left]; at < end; at++) {
        const right = sequence[places[at] + 1];
        if (counts[right]++ === 0) found[kinds++] = right;
      }
      const longest = maxPieceUnits - (starts[left + 1] - starts[left]);
      for (let i = 0; i < kinds; i++) {
        const right = found[i];
        const times = counts[right];
        counts[right] = 0;
        if (times < minPairCount || starts[right + 1] - starts[right] > longest) continue;
        const gain = times * Math.log2((times * all) / (uses[left] * uses[right]));
        if (gain <= least) continue;
        gains[count] = gain;
        rights[count++] = right;
      }
    }
    candidateStarts[symbolCount] = count;
    this.candidateStarts = candidateStarts;
    this.candidateCount = count;
  }

  /** Makes symbols of the candidates that save most, at most so many. Returns how many. */
  private chooseCandidates(most: number): number {
    const { gains, rights, joinedSymbols, candidateStarts, candidateCount } = this;
    const chosen = Math.min(most, candidateCount);
    if (chosen <= 0) return 0;
    // Gains are above 0, so that their bits rise with them; of equal ones the first: the same sample gives the same pieces.
    const bits = new Uint32Array(gains.buffer);
    const keys = new Float64Array(candidateCount);
    for (let i = 0; i < candidateCount; i++) keys[i] = i - bits[i] * 2 ** candidateBits;
    keys.sort();
    joinedSymbols.fill(0, 0, candidateCount);
    const lefts = new Uint16Array(candidateCount);
    for (let left = 0; left + 1 < candidateStarts.length; left++)
      lefts.fill(left, candidateStarts[left], candidateStarts[left + 1]);
    for (let i = 0; i < chosen; i++) {
      const candidate = keys[i] - Math.floor(keys[i] / 2 ** candidateBits) * 2 ** candidateBits;
      joinedSymbols[candidate] = this.addJoinedSymbol(lefts[candidate], rights[candidate]);
    }
    return chosen;
  }

  /** Notes at each place which pair that is joined stands there. */
  private markCandidates(): void {
    const { sequence, places, pairStarts, rights, joinedSymbols, candidateStarts, candidateAt } = this;
    candidateAt.fill(0, 0, this.sequenceLength + 1);
    const candidateOf = new Uint32Array(pairStarts.length - 1);
    for (let left = 0; left + 1 < pairStarts.length; left++) {
      let marked = 0;
      for (let i = candidateStarts[left]; i < candidateStarts[left + 1]; i++) {
        if (joinedSymbols[i] === 0) continue;
        candidateOf[rights[i]] = i + 1;
        marked++;
      }
      if (marked === 0) continue;
      for (let at = pairStarts[left]; at < pairStarts[left + 1]; at++)
        candidateAt[places[at]] = candidateOf[sequence[places[at] + 1]];
      for (let i = candidateStarts[left]; i < candidateStarts[left + 1]; i++) candidateOf[rights[i]] = 0;
    }
  }

  /** Replaces pairs that were marked from left to right; of two that overlap the one that saves more. */
  private joinMarked(): void {
    const { sequence, candidateAt, joinedSymbols, gains } = this;
    let to = 0;
    for (let at = 0; at < this.sequenceLength; at++) {
      const candidate = candidateAt[at];
      let symbol = sequence[at];
      if (candidate !== 0) {
        const next = candidateAt[at + 1];
        if (next === 0 || gains[next - 1] <= gains[candidate - 1]) {
          symbol = joinedSymbols[candidate - 1];
          at++;
        }
      }
      sequence[to++] = symbol;
    }
    this.sequenceLength = to;
  }

  private addJoinedSymbol(left: number, right: number): number {
    const { units, starts } = this;
    const pair = new Uint16Array(starts[left + 1] - starts[left] + starts[right + 1] - starts[right]);
    pair.set(units.subarray(starts[left], starts[left + 1]));
    pair.set(units.subarray(starts[right], starts[right + 1]), starts[left + 1] - starts[left]);
    return this.addSymbol(pair, 0, pair.length);
  }

  private addSymbol(units: Uint16Array, start: number, end: number): number {
    const symbol = this.symbolCount++;
    const at = this.starts[symbol];
    if (at + maxPieceUnits > this.units.length) {
      const grown = new Uint16Array(this.units.length * 2);
      grown.set(this.units);
      this.units = grown;
    }
    if (symbol + 2 > this.starts.length) {
      const grown = new Uint32Array(this.starts.length * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    for (let i = start; i < end; i++) this.units[at + i - start] = units[i];
    this.starts[symbol + 1] = at + end - start;
    return symbol;
  }
}
