/** Where do units stand in the pieces of a text code, and what does a filter do at a piece that holds none of its units? */
import { foldInPlace } from '../text/folding.ts';
import { mayBeChanged } from '../text/normal-form.ts';
import { escapedBits, FilterStep, foundState, maxStates } from './text-filter-steps.ts';

/** What a filter reads of a text code. */
export interface CodePieces {
  /** Piece `i` is `units[starts[i] … starts[i + 1])`; piece 0 is the escape, without units. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  /** By piece: its code, in as many low bits as `lengths` says. */
  readonly codes: Uint32Array;
  readonly lengths: Uint8Array;
  /** By the next `tableBits` bits of a text: where the piece starts << 10 | its units << 5 | bits of its code; 0 when invalid. */
  readonly decodeTable: Uint32Array;
  readonly tableBits: number;
  /** Computed by the first filter. */
  places?: PiecePlaces;
}

/** The same for every filter, so it is computed once for a code. */
export class PiecePlaces {
  /** The units of the pieces, folded. */
  readonly folded: Uint16Array;
  /** By the next bits of a text: the step (`FilterStep`) of a filter at a piece without any of its units. */
  readonly steps: Int32Array;
  /** Folded units of pieces that the normal form of a text may write otherwise. */
  readonly changing: readonly number[];
  /** By folded unit: 1 + its last place. */
  private readonly lastPlaces = new Map<number, number>();
  /** By place: 1 + the place before it of the same unit, 0 for none. */
  private readonly placesBefore: Uint32Array;
  /** By place: its piece. */
  private readonly pieces: Uint16Array;

  constructor({ units, starts, decodeTable }: CodePieces) {
    const folded = units.slice();
    foldInPlace(folded, folded.length);
    this.folded = folded;
    this.placesBefore = new Uint32Array(folded.length);
    for (let place = 0; place < folded.length; place++) {
      this.placesBefore[place] = this.lastPlaces.get(folded[place]) ?? 0;
      this.lastPlaces.set(folded[place], place + 1);
    }
    this.pieces = new Uint16Array(folded.length);
    for (let piece = 0; piece + 1 < starts.length; piece++) this.pieces.fill(piece, starts[piece], starts[piece + 1]);
    this.changing = [...this.lastPlaces.keys()].filter(mayBeChanged);
    this.steps = createIdleSteps(decodeTable);
  }

  /** Calls `visit` for each piece that holds a folded unit, as often as it does. */
  visitPieces(unit: number, visit: (piece: number) => void): void {
    for (let next = this.lastPlaces.get(unit) ?? 0; next > 0; next = this.placesBefore[next - 1])
      visit(this.pieces[next - 1]);
  }
}

function createIdleSteps(decodeTable: Uint32Array): Int32Array {
  let sameStates = 0;
  let foundStates = 0;
  for (let state = 0; state < maxStates; state++) {
    sameStates |= state << (FilterStep.statesShift + FilterStep.bitsPerState * state);
    foundStates |= foundState << (FilterStep.statesShift + FilterStep.bitsPerState * state);
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
    else steps[bits] = (size << FilterStep.unitsShift) | codeBits;
  }
  return steps;
}
