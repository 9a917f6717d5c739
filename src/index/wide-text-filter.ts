/** `TextFilter` for more strings than it has states for. */
import { type CodePieces, PiecePlaces } from './piece-places.ts';
import { StringAutomaton } from './string-automaton.ts';

/** The state of a text that may contain a string, or whose normal form may. */
export const wideFoundState = 254;

/**
 * Many strings to be looked for in some texts.
 *
 * Law: that of `TextFilter`.
 */
export class WideTextFilter {
  private readonly automaton: StringAutomaton;
  private readonly moves = new Map<CodePieces, PieceMoves>();

  /** How many strings can be looked for at once. */
  static readonly maxStrings = wideFoundState - 1;

  /** @param strings folded, without surrogates, none empty, at most `maxStrings` */
  constructor(strings: readonly Uint16Array[]) {
    this.automaton = new StringAutomaton(strings, wideFoundState, wideFoundState);
  }

  /** The state after a folded unit. */
  next(state: number, folded: number): number {
    return this.automaton.next(state, folded);
  }

  /** What pieces do to the states of a text; computed when a text first needs it. */
  movesFor(code: CodePieces): PieceMoves {
    let moves = this.moves.get(code);
    if (!moves) this.moves.set(code, (moves = new PieceMoves(this.automaton, code)));
    return moves;
  }
}

/**
 * What a code does to a filter in state 0, as one number: bits 0 … 5 are the bits of the code, with those of an escaped unit;
 * bits 6 … 10 the units of the piece; bits 11 … 18 the state after it. It is negative where a unit is escaped, and 0 where it is not
 * known yet.
 */
export const WideStep = { codeBits: 0x3f, unitsShift: 6, stateShift: 11, escaped: 1 << 31 } as const;

/** What the pieces of a code do. */
export class PieceMoves {
  /** By the next bits of a text: the `WideStep` from state 0. */
  readonly steps: Int32Array;
  /** By the next bits of a text, where the step is known: the first unit of the piece, folded. */
  readonly firstUnits: Uint16Array;
  /** The folded units of the pieces. */
  private readonly folded: Uint16Array;
  /** By where a piece starts: 1 + the state after it from state 0, or 0 where it is not known yet. */
  private readonly fromFirst: Uint8Array;

  constructor(
    readonly automaton: StringAutomaton,
    private readonly code: CodePieces,
  ) {
    code.places ??= new PiecePlaces(code);
    this.folded = code.places.folded;
    this.fromFirst = new Uint8Array(this.folded.length);
    this.steps = new Int32Array(code.decodeTable.length);
    this.firstUnits = new Uint16Array(code.decodeTable.length);
  }

  /** Computes the step of a code from state 0. @param bits the next bits of a text */
  computeStep(bits: number): number {
    const entry = this.code.decodeTable[bits];
    const size = (entry >>> 5) & 31;
    const start = entry >>> 10;
    let step: number;
    // An invalid code is no reason to rule a text out: reading it says what is wrong.
    if (entry === 0) step = (1 << WideStep.unitsShift) | (wideFoundState << WideStep.stateShift);
    else if (size === 0) step = WideStep.escaped | ((entry & 31) + 16) | (1 << WideStep.unitsShift);
    else {
      if (this.fromFirst[start] === 0) this.fromFirst[start] = this.next(0, start, size) + 1;
      step = (entry & 31) | (size << WideStep.unitsShift) | ((this.fromFirst[start] - 1) << WideStep.stateShift);
      this.firstUnits[bits] = this.folded[start];
    }
    this.steps[bits] = step;
    return step;
  }

  /** The state after the piece of a code that is not escaped. @param bits the next bits of a text */
  nextFrom(state: number, bits: number): number {
    const entry = this.code.decodeTable[bits];
    return entry === 0 ? wideFoundState : this.next(state, entry >>> 10, (entry >>> 5) & 31);
  }

  private next(state: number, start: number, size: number): number {
    let next = state;
    for (let at = start; at < start + size; at++) next = this.automaton.next(next, this.folded[at]);
    return next;
  }
}
