/**
 * Finds the pieces that a text code is made of: which neighbours stand together so often that a code of their own saves
 * more bits than its line in the table takes. Pairs are joined in a few rounds, all good ones at once, then the sample is
 * cut as texts will be, and pieces that save too little fall.
 */

import { PairJoiner, type Sample } from './pair-joiner.ts';
import { noPiece, PieceTrie } from './piece-trie.ts';
import type { PieceCounts } from './text-code.ts';

/** Most pieces: the table is about 4 bytes for each, and a page that searches remotely has to fetch it. */
const maxLearntPieces = 28_000;
const joinRounds = 5;
/** How much of its part of all pieces a round may find, but for the last one. */
const roundShare = 1.3;
/** About how many bits a piece takes in the table; by trial, since shorter pieces also leave more for others. */
const pieceTableBits = 36;
/** Bits that a piece has to save in the sample, however much text the code is for. */
const minSavedBits = 4;
/** So often a piece has to be used in the sample. */
const minUses = 2;
/** Bits that the length of a piece takes. */
const lengthBits = 5;
const lengthMask = (1 << lengthBits) - 1;

export function learnPieces(sample: Sample): PieceCounts {
  const joiner = new PairJoiner(sample);
  const share = Math.ceil(((maxLearntPieces - joiner.characterCount) / joinRounds) * roundShare);
  for (let round = 0; round < joinRounds; round++) {
    const most = maxLearntPieces - joiner.symbolCount;
    if (!joiner.join(round === joinRounds - 1 ? most : Math.min(most, share))) break;
  }
  return new PieceSelection(joiner, sample.scale).select(sample);
}

/** Which symbols become pieces. */
class PieceSelection {
  private readonly isPiece: Uint8Array;
  /** By symbol: how often it is used where the sample is cut. */
  private readonly uses: Uint32Array;
  private escapes = 0;

  /** @param scale as in `Sample` */
  constructor(
    private readonly symbols: PairJoiner,
    private readonly scale: number,
  ) {
    this.isPiece = new Uint8Array(symbols.symbolCount).fill(1);
    this.uses = new Uint32Array(symbols.symbolCount);
  }

  /** Cuts the sample by all symbols, then by those that were worth their place; gives these, with how often they are used. */
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

  /** Counts the pieces that the sample falls into, and the units that are none. */
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

  /** Drops each piece that saves less than its line in the table takes, beside the shorter pieces that it falls into. */
  private dropCostlyPieces(trie: PieceTrie): void {
    const { uses, isPiece, scale } = this;
    const { units, starts, symbolCount, characterCount } = this.symbols;
    const all = uses.reduce((a, b) => a + b, 0);
    const least = Math.max(minSavedBits, pieceTableBits / scale);
    const bits = Float64Array.from(uses, count => Math.log2(all / Math.max(0.5, count)));
    for (let symbol = characterCount; symbol < symbolCount; symbol++) {
      const start = starts[symbol];
      const end = starts[symbol + 1];
      let saved = -bits[symbol];
      for (let at = start; at < end; ) {
        const piece = trie.findLongest(units, at, at === start ? end - 1 : end);
        saved += bits[piece >>> lengthBits];
        at += piece & lengthMask;
      }
      if (saved * uses[symbol] < least) isPiece[symbol] = 0;
    }
  }

  private collectPieces(): PieceCounts {
    const { uses, isPiece, scale } = this;
    const { units, starts, symbolCount, characterCount } = this.symbols;
    const isNeeded = new Uint8Array(0x10000);
    for (let symbol = characterCount; symbol < symbolCount; symbol++) {
      if (uses[symbol] < minUses) isPiece[symbol] = 0;
      if (isPiece[symbol]) for (let at = starts[symbol]; at < starts[symbol + 1]; at++) isNeeded[units[at]] = 1;
    }
    let escapes = Math.max(1, this.escapes);
    const keptStarts = [0];
    const keptUnits: number[] = [];
    const counts: number[] = [];
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      if (symbol < characterCount)
        isPiece[symbol] = isNeeded[units[starts[symbol]]] || uses[symbol] * Math.min(2, scale) >= 2 ? 1 : 0;
      if (!isPiece[symbol]) {
        // Its characters will be coded otherwise, some of them by the escape.
        if (symbol < characterCount) escapes += uses[symbol];
        continue;
      }
      for (let at = starts[symbol]; at < starts[symbol + 1]; at++) keptUnits.push(units[at]);
      keptStarts.push(keptUnits.length);
      counts.push(Math.max(1, uses[symbol]));
    }
    return {
      units: Uint16Array.from(keptUnits),
      starts: Uint32Array.from(keptStarts),
      counts: Uint32Array.from(counts),
      escapes,
    };
  }
}
