/**
 * Learns the pieces of a text code: frequent strings for which a code of their own saves more bits than their entry in the
 * code's table takes. Pairs of neighbours are joined in a few rounds, all profitable pairs at once; then the sample is cut
 * as texts will be, and pieces that save too little are dropped.
 */

import { PairJoiner, type Sample } from './pair-joiner.ts';
import { noPiece, PieceTrie } from './piece-trie.ts';
import type { PieceCounts } from './write-text-code.ts';

/** The table takes about 2 bytes a piece, and a page that searches remotely has to fetch it. */
const maxLearntPieces = 14_000;
const joinRounds = 5;
/** Every round but the last may find this many times its equal share of the pieces. */
const roundShare = 1.3;
/** Bits that a piece takes in the table, with a margin. Found by trial: dropping a piece also makes others more frequent. */
const pieceTableBits = 36;
/** Bits that a piece has to save in the sample at least, however much text the code is for. */
const minSavedBits = 4;
/** Times that a piece has to be used in the sample. */
const minUses = 2;
/** Low bits of a piece number in the trie that hold the length; the rest is the symbol. */
const lengthBits = 5;
const lengthMask = (1 << lengthBits) - 1;

/** Learns the pieces of a code from a sample, with how often each is used in it. */
export function learnPieces(sample: Sample): PieceCounts {
  const joiner = new PairJoiner(sample);
  const share = Math.ceil(((maxLearntPieces - joiner.characterCount) / joinRounds) * roundShare);
  for (let round = 0; round < joinRounds; round++) {
    const remaining = maxLearntPieces - joiner.symbolCount;
    if (!joiner.join(round === joinRounds - 1 ? remaining : Math.min(remaining, share))) break;
  }
  return new PieceSelection(joiner, sample.scale).select(sample);
}

/** Selects the symbols that become pieces. */
class PieceSelection {
  /** By symbol: 1 if it is a piece. */
  private readonly isPiece: Uint8Array;
  /** By symbol: how often it is used when the sample is cut into pieces. */
  private readonly uses: Uint32Array;
  /** Units of the sample that no piece begins with. */
  private escapes = 0;

  /** @param scale as in `Sample` */
  constructor(
    private readonly symbols: PairJoiner,
    private readonly scale: number,
  ) {
    this.isPiece = new Uint8Array(symbols.symbolCount).fill(1);
    this.uses = new Uint32Array(symbols.symbolCount);
  }

  /** Cuts the sample by all symbols, drops those that save too little, and cuts it again by the others. */
  select(sample: Sample): PieceCounts {
    const trie = this.buildTrie();
    this.countUses(sample, trie);
    this.dropCostlyPieces(trie);
    this.countUses(sample, this.buildTrie());
    return this.collectPieces();
  }

  private buildTrie(): PieceTrie {
    const { units, starts, symbolCount } = this.symbols;
    const trie = new PieceTrie(starts[symbolCount]);
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      const start = starts[symbol];
      const end = starts[symbol + 1];
      if (this.isPiece[symbol]) trie.add((symbol << lengthBits) | (end - start), units, start, end);
    }
    return trie;
  }

  /** Counts the pieces that the sample is cut into, and the units that are no piece. */
  private countUses({ units, starts, length }: Sample, trie: PieceTrie): void {
    const uses = this.uses.fill(0);
    this.escapes = 0;
    for (let i = 0; i < starts.length; i++) {
      const end = i + 1 < starts.length ? starts[i + 1] : length;
      for (let at = starts[i]; at < end; ) {
        const piece = trie.findLongest(units, at, end);
        if (piece === noPiece) {
          this.escapes++;
          at++;
        } else {
          uses[piece >>> lengthBits]++;
          at += piece & lengthMask;
        }
      }
    }
  }

  /** Drops each piece that saves less than its entry in the table takes, compared with cutting it into shorter pieces. */
  private dropCostlyPieces(trie: PieceTrie): void {
    const { uses, isPiece, scale } = this;
    const { units, starts, symbolCount, characterCount } = this.symbols;
    const totalUses = uses.reduce((a, b) => a + b, 0);
    const minSaved = Math.max(minSavedBits, pieceTableBits / scale);
    const bits = Float64Array.from(uses, count => Math.log2(totalUses / Math.max(0.5, count)));
    for (let symbol = characterCount; symbol < symbolCount; symbol++) {
      const start = starts[symbol];
      const end = starts[symbol + 1];
      let saved = -bits[symbol];
      for (let at = start; at < end; ) {
        const piece = trie.findLongest(units, at, at === start ? end - 1 : end);
        saved += bits[piece >>> lengthBits];
        at += piece & lengthMask;
      }
      if (saved * uses[symbol] < minSaved) isPiece[symbol] = 0;
    }
  }

  /** The remaining pieces, with every character that a longer piece needs. */
  private collectPieces(): PieceCounts {
    const { uses, isPiece, scale } = this;
    const { units, starts, symbolCount, characterCount } = this.symbols;
    const isNeeded = new Uint8Array(0x10000);
    for (let symbol = characterCount; symbol < symbolCount; symbol++) {
      if (uses[symbol] < minUses) isPiece[symbol] = 0;
      if (isPiece[symbol]) for (let at = starts[symbol]; at < starts[symbol + 1]; at++) isNeeded[units[at]] = 1;
    }
    let escapes = Math.max(1, this.escapes);
    const pieceStarts = [0];
    const pieceUnits: number[] = [];
    const counts: number[] = [];
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      if (symbol < characterCount)
        isPiece[symbol] = isNeeded[units[starts[symbol]]] || uses[symbol] * Math.min(2, scale) >= 2 ? 1 : 0;
      if (!isPiece[symbol]) {
        // The characters of a dropped piece are encoded otherwise, some of them as escapes.
        if (symbol < characterCount) escapes += uses[symbol];
        continue;
      }
      for (let at = starts[symbol]; at < starts[symbol + 1]; at++) pieceUnits.push(units[at]);
      pieceStarts.push(pieceUnits.length);
      counts.push(Math.max(1, uses[symbol]));
    }
    return {
      units: Uint16Array.from(pieceUnits),
      starts: Uint32Array.from(pieceStarts),
      counts: Uint32Array.from(counts),
      escapes,
    };
  }
}
