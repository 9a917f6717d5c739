/**
 * Which texts cannot contain a string? Reads the codes of a text (store/text-code.ts) without decoding its units: a piece moves
 * the state of a search (Knuth, Morris, Pratt) from one number to another, which is computed once for every piece.
 */
import { foldInPlace } from '../text/folding.ts';
import { mayBeChanged } from '../text/normal-form.ts';

/** What a filter reads of a text code. */
export interface CodePieces {
  /** Piece `i` is `units[starts[i] … starts[i + 1])`. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
}

/** Units of the string that are looked for: more would need a larger table, and hardly any text has so many in vain. */
const maxUnits = 7;

/**
 * A string to be looked for in many texts.
 *
 * Law: a text for which the state never becomes `found` does not contain the string when both are folded, and is in normal
 * form.
 */
export class TextFilter {
  /** The state of a text that may contain the string, or is perhaps not in normal form. */
  readonly found: number;
  /** Bits of a state in the tables. */
  readonly stateBits: number;
  private readonly units: Uint16Array;
  /** By number of matched units: how many are still matched when the next one differs. */
  private readonly fallback: Uint8Array;
  /** By code: the next state, at `start of the piece << stateBits | state`. */
  private readonly tables = new Map<CodePieces, Uint8Array>();

  /** @param folded without surrogates, not empty */
  constructor(folded: Uint16Array) {
    this.units = folded.slice(0, maxUnits);
    const { units } = this;
    this.found = units.length;
    this.stateBits = 32 - Math.clz32(units.length);
    this.fallback = new Uint8Array(units.length);
    for (let i = 1, matched = 0; i < units.length; i++) {
      this.fallback[i] = matched;
      while (matched > 0 && units[i] !== units[matched]) matched = this.fallback[matched];
      if (units[i] === units[matched]) matched++;
    }
  }

  /** The state after a folded unit. */
  next(state: number, folded: number): number {
    const { units, found, fallback } = this;
    if (state === found || mayBeChanged(folded)) return found;
    let matched = state;
    while (matched > 0 && units[matched] !== folded) matched = fallback[matched];
    return units[matched] === folded ? matched + 1 : 0;
  }

  /** The states after each piece of a code, computed at the first use. */
  tableFor(code: CodePieces): Uint8Array {
    let table = this.tables.get(code);
    if (!table) this.tables.set(code, (table = this.createTable(code)));
    return table;
  }

  private createTable({ units, starts }: CodePieces): Uint8Array {
    const folded = units.slice();
    foldInPlace(folded, folded.length);

    const table = new Uint8Array(folded.length << this.stateBits);
    for (let piece = 0; piece + 1 < starts.length; piece++)
      for (let state = 0; state <= this.found; state++) {
        let to = state;
        for (let at = starts[piece]; at < starts[piece + 1]; at++) to = this.next(to, folded[at]);
        table[(starts[piece] << this.stateBits) | state] = to;
      }
    return table;
  }
}
