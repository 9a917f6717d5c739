/**
 * Which texts cannot contain a string? Decided by the codes of a text (store/encoding/text-code.ts) without decoding its units: an
 * automaton for one string or several (string-automaton.ts) goes from piece to piece instead of from unit to unit.
 */
import { foldInPlace } from '../text/folding.ts';
import { StringAutomaton } from './string-automaton.ts';

/** What a filter reads of a text code. */
export interface CodePieces {
  /** Piece `i` is `units[starts[i] … starts[i + 1])`; piece 0 is the escape, without units. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  /** By the next bits of a text: where the piece starts << 10 | its units << 5 | bits of its code; 0 when invalid. */
  readonly decodeTable: Uint32Array;
}

/**
 * What a filter does at a code, as one number: bits 0 … 5 are the bits of the code, with those of an escaped unit; bit 6
 * says that a unit is escaped; from bit 7 on, three bits for each state are the next state; the five highest bits are the
 * units of the piece.
 */
export const FilterStep = {
  codeBits: 0x3f,
  escapeFlag: 0x40,
  statesShift: 7,
  bitsPerState: 3,
  unitsShift: 27,
} as const;

/** The state of a text that may contain a string, or whose normal form may. */
export const foundState = 7;

/** States other than `foundState`, which three bits each and the rest of a step leave room for. */
const maxStates = 6;

/** Bits of an escaped unit. */
const escapedBits = 16;

/**
 * Strings to be looked for in many texts.
 *
 * Law: a text for which the state never becomes `foundState` contains none of the strings when all are folded, and neither
 * does its normal form.
 */
export class TextFilter {
  private readonly automaton: StringAutomaton;
  /** By code. */
  private readonly steps = new Map<CodePieces, Int32Array>();

  /** How many strings can be looked for at once. */
  static readonly maxStrings = maxStates - 1;

  /** @param strings folded, without surrogates, none empty, at most `maxStrings` */
  constructor(strings: readonly Uint16Array[]) {
    this.automaton = new StringAutomaton(strings, foundState, maxStates);
  }

  /** The state after a folded unit. */
  next(state: number, folded: number): number {
    return this.automaton.next(state, folded);
  }

  /** The steps (`FilterStep`) by the next bits of a text, computed at the first use. */
  stepsFor(code: CodePieces): Int32Array {
    let steps = this.steps.get(code);
    if (!steps) this.steps.set(code, (steps = this.createSteps(code)));
    return steps;
  }

  private createSteps({ units, starts, decodeTable }: CodePieces): Int32Array {
    const folded = units.slice();
    foldInPlace(folded, folded.length);
    // By the start of a piece: what it does to the states; most pieces hold no unit of the strings.
    const statesByStart = new Int32Array(folded.length + 1);
    for (let piece = 1; piece + 1 < starts.length; piece++) {
      const end = starts[piece + 1];
      for (let at = starts[piece]; at < end; at++) {
        if (this.automaton.isIdle(folded[at])) continue;
        statesByStart[starts[piece]] = this.statesAfter(folded, starts[piece], end);
        break;
      }
    }
    let sameStates = 0;
    let foundStates = 0;
    for (let state = 0; state < maxStates; state++) {
      sameStates |= packState(state, state);
      foundStates |= packState(state, foundState);
    }
    const steps = new Int32Array(decodeTable.length);
    for (let bits = 0; bits < steps.length; bits++) {
      const entry = decodeTable[bits];
      const size = (entry >>> 5) & 31;
      const codeBits = entry & 31;
      // An invalid code is no reason to rule a text out: reading it says what is wrong.
      if (entry === 0) steps[bits] = foundStates | 1;
      else if (size === 0)
        steps[bits] = (1 << FilterStep.unitsShift) | sameStates | FilterStep.escapeFlag | (codeBits + escapedBits);
      else steps[bits] = (size << FilterStep.unitsShift) | statesByStart[entry >>> 10] | codeBits;
    }
    return steps;
  }

  /** The state after a piece, for each state before it, in the bits of a step. */
  private statesAfter(folded: Uint16Array, start: number, end: number): number {
    let states = 0;
    for (let state = 0; state < this.automaton.stateCount; state++) {
      let to = state;
      for (let at = start; at < end; at++) to = this.next(to, folded[at]);
      states |= packState(state, to);
    }
    return states;
  }
}

function packState(state: number, next: number): number {
  return next << (FilterStep.statesShift + FilterStep.bitsPerState * state);
}
