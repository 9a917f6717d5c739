/**
 * Byte pair encoding (Gage), in batches: joins frequent pairs of neighbouring symbols in a sample of texts into longer and
 * longer symbols. A pair here is any two neighbouring symbols.
 */
import { maxPieceUnits } from './text-code.ts';

/** Times that a pair has to occur in the sample. */
const minPairCount = 4;
/** Bits that a pair takes in the table of a code, about. */
const pairTableBits = 24;
/** The symbol between two texts of the sample. */
const textBorder = 0xffff;
/** Maximum number of distinct characters; further ones count as borders. */
const maxCharacters = 20_000;
/** Low bits of a sort key that hold the candidate. */
const candidateBits = 20;

/** Texts to learn from, one after the other: `units[0 … length)`. */
export interface Sample {
  readonly units: Uint16Array;
  readonly length: number;
  /** Where each text begins. */
  readonly starts: readonly number[];
  /** How many times as much text the code is for. */
  readonly scale: number;
}

/**
 * A sample as a sequence of symbols: at first its characters, then also joined pairs. Pairs are counted one left symbol at
 * a time, so that all counters in use fit in the cache.
 */
export class PairJoiner {
  /** Symbol `s` is `units[starts[s] … starts[s + 1])`. */
  units = new Uint16Array(1 << 12);
  starts = new Uint32Array(1 << 10);
  symbolCount = 0;
  /** The first symbols are the characters; this is their number. */
  readonly characterCount: number;
  /** The sample as symbols: `sequence[0 … sequenceLength)`. */
  private readonly sequence: Uint16Array;
  private sequenceLength = 0;
  private readonly scale: number;
  /** Positions of pairs in the sequence, by left symbol: those of `s` are `positions[pairStarts[s] … pairStarts[s + 1])`. */
  private readonly positions: Uint32Array;
  private pairStarts = new Uint32Array(0);
  /** Right symbols of the pairs that may be joined, by left symbol: those of `s` begin at `candidateStarts[s]`. */
  private readonly rights: Uint16Array;
  /** By candidate: bits that joining it saves. */
  private readonly gains: Float32Array;
  private candidateStarts = new Uint32Array(0);
  private candidateCount = 0;
  /** By candidate: the symbol that it becomes, or 0. */
  private readonly joinedSymbols: Uint16Array;
  /** By position: 1 + the candidate to join there, or 0. */
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
    this.positions = new Uint32Array(this.sequenceLength);
    this.candidateAt = new Uint32Array(this.sequenceLength + 1);
    const candidates = Math.ceil(this.sequenceLength / minPairCount);
    this.rights = new Uint16Array(candidates);
    this.gains = new Float32Array(candidates);
    this.joinedSymbols = new Uint16Array(candidates);
  }

  /** Joins the distinct pairs that save most, at most `maxPairs` of them. @returns whether there were any */
  join(maxPairs: number): boolean {
    const uses = this.groupPairs();
    this.findCandidates(uses);
    if (this.chooseCandidates(maxPairs) === 0) return false;
    this.markCandidates();
    this.joinMarked();
    return true;
  }

  /** Groups the positions of pairs by left symbol. @returns how often each symbol occurs */
  private groupPairs(): Uint32Array {
    const { sequence, positions, sequenceLength, symbolCount } = this;
    const uses = new Uint32Array(symbolCount);
    const starts = new Uint32Array(symbolCount + 1);
    for (let at = 0; at < sequenceLength; at++) {
      const left = sequence[at];
      if (left === textBorder) continue;
      uses[left]++;
      // The last symbol is a border.
      if (sequence[at + 1] !== textBorder) starts[left + 1]++;
    }
    for (let symbol = 0; symbol < symbolCount; symbol++) starts[symbol + 1] += starts[symbol];
    const next = starts.slice();
    for (let at = 0; at < sequenceLength; at++) {
      const left = sequence[at];
      if (left !== textBorder && sequence[at + 1] !== textBorder) positions[next[left]++] = at;
    }
    this.pairStarts = starts;
    return uses;
  }

  /** Finds the pairs that save more bits than their entry in the table takes. */
  private findCandidates(uses: Uint32Array): void {
    const { sequence, positions, pairStarts, rights, gains, starts, scale, symbolCount } = this;
    const counts = new Uint32Array(symbolCount);
    const foundRights = new Uint16Array(symbolCount);
    const candidateStarts = new Uint32Array(symbolCount + 1);
    const minGain = Math.max(2 * minPairCount, pairTableBits / scale);
    const totalUses = uses.reduce((a, b) => a + b, 0);
    let count = 0;
    for (let left = 0; left < symbolCount; left++) {
      candidateStarts[left] = count;
      const end = pairStarts[left + 1];
      if (end - pairStarts[left] < minPairCount) continue;
      let rightCount = 0;
      for (let at = pairStarts[left]; at < end; at++) {
        const right = sequence[positions[at] + 1];
        if (counts[right]++ === 0) foundRights[rightCount++] = right;
      }
      const maxRightUnits = maxPieceUnits - (starts[left + 1] - starts[left]);
      for (let i = 0; i < rightCount; i++) {
        const right = foundRights[i];
        const times = counts[right];
        counts[right] = 0;
        if (times < minPairCount || starts[right + 1] - starts[right] > maxRightUnits) continue;
        const gain = times * Math.log2((times * totalUses) / (uses[left] * uses[right]));
        if (gain <= minGain) continue;
        gains[count] = gain;
        rights[count++] = right;
      }
    }
    candidateStarts[symbolCount] = count;
    this.candidateStarts = candidateStarts;
    this.candidateCount = count;
  }

  /** Makes symbols of the candidates that save most, at most `maxPairs`. @returns how many */
  private chooseCandidates(maxPairs: number): number {
    const { gains, rights, joinedSymbols, candidateStarts, candidateCount } = this;
    const count = Math.min(maxPairs, candidateCount);
    if (count <= 0) return 0;
    // Gains are positive, so their float bits sort as they do. Of equal gains the first wins: the result is deterministic.
    const bits = new Uint32Array(gains.buffer);
    const keys = new Float64Array(candidateCount);
    for (let i = 0; i < candidateCount; i++) keys[i] = i - bits[i] * 2 ** candidateBits;
    keys.sort();
    joinedSymbols.fill(0, 0, candidateCount);
    const lefts = new Uint16Array(candidateCount);
    for (let left = 0; left + 1 < candidateStarts.length; left++)
      lefts.fill(left, candidateStarts[left], candidateStarts[left + 1]);
    for (let i = 0; i < count; i++) {
      const candidate = keys[i] - Math.floor(keys[i] / 2 ** candidateBits) * 2 ** candidateBits;
      joinedSymbols[candidate] = this.addJoinedSymbol(lefts[candidate], rights[candidate]);
    }
    return count;
  }

  /** Marks the position of every pair that is to be joined. */
  private markCandidates(): void {
    const { sequence, positions, pairStarts, rights, joinedSymbols, candidateStarts, candidateAt } = this;
    candidateAt.fill(0, 0, this.sequenceLength + 1);
    const candidateOf = new Uint32Array(pairStarts.length - 1);
    for (let left = 0; left + 1 < pairStarts.length; left++) {
      let markedCount = 0;
      for (let i = candidateStarts[left]; i < candidateStarts[left + 1]; i++) {
        if (joinedSymbols[i] === 0) continue;
        candidateOf[rights[i]] = i + 1;
        markedCount++;
      }
      if (markedCount === 0) continue;
      for (let at = pairStarts[left]; at < pairStarts[left + 1]; at++)
        candidateAt[positions[at]] = candidateOf[sequence[positions[at] + 1]];
      for (let i = candidateStarts[left]; i < candidateStarts[left + 1]; i++) candidateOf[rights[i]] = 0;
    }
  }

  /** Joins the marked pairs from left to right; of two overlapping pairs the one that saves more. */
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
