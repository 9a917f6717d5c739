/**
 * Which texts cannot contain a string? Decided by the codes of a text (store/encoding/text-code.ts) without decoding its units: an
 * automaton for one string or several (string-automaton.ts) goes from piece to piece instead of from unit to unit.
 */
import { type CodePieces, PiecePlaces } from './piece-places.ts';
import { StringAutomaton } from './string-automaton.ts';
import { FilterStep, foundState, maxStates } from './text-filter-steps.ts';

/**
 * Strings to be looked for in many texts.
 *
 * Law: a text for which the state never becomes `foundState` contains none of the strings when all are folded, and neither
 * does its normal form.
 */
export class TextFilter {
  private readonly automaton: StringAutomaton;
  /** The steps for `code`. */
  private steps = new Int32Array(0);
  private code: CodePieces | undefined;

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

  /**
   * The steps (`FilterStep`) by the next bits of a text; valid until those of another code are asked for. Only what the filter does at
   * pieces with units of its strings is its own.
   */
  stepsFor(code: CodePieces): Int32Array {
    if (code === this.code) return this.steps;
    this.code = undefined;
    code.places ??= new PiecePlaces(code);
    const { folded, changing, steps: idleSteps } = code.places;
    const { starts, codes, lengths, tableBits } = code;
    if (this.steps.length < idleSteps.length) this.steps = new Int32Array(idleSteps.length);
    const { steps, automaton } = this;
    steps.set(idleSteps);
    const write = (piece: number) => {
      const start = starts[piece];
      const end = starts[piece + 1];
      const freeBits = tableBits - lengths[piece];
      const from = codes[piece] << freeBits;
      const step = ((end - start) << FilterStep.unitsShift) | this.statesAfter(folded, start, end) | lengths[piece];
      steps.fill(step, from, from + (1 << freeBits));
    };
    for (const unit of automaton.units) code.places.visitPieces(unit, write);
    for (const unit of changing) if (!automaton.isIdle(unit)) code.places.visitPieces(unit, write);
    this.code = code;
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
