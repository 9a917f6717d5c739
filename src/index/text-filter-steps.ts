/** What a text filter does at a code of a text, as one number. */

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
export const maxStates = 6;

/** Bits of an escaped unit. */
export const escapedBits = 16;
