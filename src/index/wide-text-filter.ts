/** `TextFilter` for more strings than it has states for. */
import { foldInPlace } from '../text/folding.ts';
import { StringAutomaton } from './string-automaton.ts';
import type { CodePieces } from './text-filter.ts';

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

/** What the pieces of a code do. */
export class PieceMoves {
  /** The folded units of the pieces. */
  readonly folded: Uint16Array;
  /** By where a piece starts: 1 + the state after it from state 0, or 0 where it is not known yet. */
  readonly fromFirst: Uint8Array;

  constructor(
    private readonly automaton: StringAutomaton,
    { units }: CodePieces,
  ) {
    this.folded = units.slice();
    foldInPlace(this.folded, units.length);
    this.fromFirst = new Uint8Array(units.length);
  }

  /** The state after a piece. Most pieces lead from any state where they lead from state 0. */
  next(state: number, start: number, size: number): number {
    const { automaton, folded, fromFirst } = this;
    const isOwn = state !== 0 && automaton.differs(state, folded[start]);
    if (!isOwn && fromFirst[start] !== 0) return fromFirst[start] - 1;
    let next = isOwn ? state : 0;
    for (let at = start; at < start + size; at++) next = automaton.next(next, folded[at]);
    if (!isOwn) fromFirst[start] = next + 1;
    return next;
  }
}
