/** `scanTexts` for a filter of many strings, whose states have no room in one number. */
import { severalUnits } from '../string-automaton.ts';
import { type PieceMoves, WideStep, type WideTextFilter, wideFoundState } from '../wide-text-filter.ts';
import { escapedUnit, type TextBatch } from './text-batch.ts';

/**
 * Writes a 1 into `possible` at the label of each text of the batch that may contain a string of the filter.
 * @param moves of the filter, for the code by which the texts are read
 * @param tableBits the number of bits that the steps of the filter are found by
 */
export function scanTextsWidely(
  view: DataView,
  { positions, lengths, labels, count }: TextBatch,
  moves: PieceMoves,
  tableBits: number,
  filter: WideTextFilter,
  possible: Uint8Array,
): void {
  const { steps, firstUnits } = moves;
  const { ownUnits } = moves.automaton;
  const shift = 32 - tableBits;
  for (let i = 0; i < count; i++) {
    let bit = positions[i];
    let state = 0;
    for (let left = lengths[i]; left > 0 && state !== wideFoundState; ) {
      const bits = (view.getUint32(bit >>> 3) << (bit & 7)) >>> shift;
      const step = steps[bits] || moves.computeStep(bits);
      bit += step & WideStep.codeBits;
      left -= (step >>> WideStep.unitsShift) & 31;
      const own = ownUnits[state];
      if (step < 0) state = filter.next(state, escapedUnit(view, bit));
      else if (own === firstUnits[bits] || own === severalUnits) state = moves.nextFrom(state, bits);
      else state = (step >>> WideStep.stateShift) & 0xff;
    }
    if (state === wideFoundState) possible[labels[i]] = 1;
  }
}
