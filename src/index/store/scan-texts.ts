/**
 * Runs a text filter over many texts. What takes the time is waiting: for the next code of a text its bits must be loaded, and
 * a table, and only then is known where the code after it begins. So four texts are read side by side, each of which waits
 * for itself: 31 ms instead of 88 for 20,000 articles.
 */
import type { CodePieces } from '../piece-places.ts';
import { TextFilter } from '../text-filter.ts';
import { FilterStep, foundState } from '../text-filter-steps.ts';
import type { WideTextFilter } from '../wide-text-filter.ts';
import { scanTextsWidely } from './scan-texts-widely.ts';
import { escapedUnit, type TextBatch } from './text-batch.ts';

/**
 * Writes a 1 into `possible` at the label of each text of the batch that may contain a string of the filter.
 * @param code by which the texts are read
 * @throws RangeError when damaged bytes lead out of the view
 */
export function scanBatchFor(
  view: DataView,
  batch: TextBatch,
  code: CodePieces,
  filter: TextFilter | WideTextFilter,
  possible: Uint8Array,
): void {
  if (filter instanceof TextFilter) scanTexts(view, batch, filter.stepsFor(code), code.tableBits, filter, possible);
  else scanTextsWidely(view, batch, filter.movesFor(code), code.tableBits, filter, possible);
}

/**
 * `scanBatchFor` for a filter of few strings.
 * @param steps of the filter, by the next `tableBits` bits
 */
function scanTexts(
  view: DataView,
  batch: TextBatch,
  steps: Int32Array,
  tableBits: number,
  filter: TextFilter,
  possible: Uint8Array,
): void {
  const { positions, lengths, labels, count } = batch;
  const shift = 32 - tableBits;
  // Literals of this function become part of its instructions. Their types are checked.
  const codeBits: typeof FilterStep.codeBits = 0x3f;
  const escapeFlag: typeof FilterStep.escapeFlag = 0x40;
  const statesShift: typeof FilterStep.statesShift = 7;
  const bitsPerState: typeof FilterStep.bitsPerState = 3;
  const unitsShift: typeof FilterStep.unitsShift = 27;
  const found: typeof foundState = 7;
  let next = 0;
  // Four texts: the next bit, the units that are left, the state. A text that has ended is replaced by the next one; at the
  // end there are fewer than four.
  let bit0 = 0;
  let left0 = 0;
  let state0 = 0;
  let label0 = 0;
  let bit1 = 0;
  let left1 = 0;
  let state1 = 0;
  let label1 = 0;
  let bit2 = 0;
  let left2 = 0;
  let state2 = 0;
  let label2 = 0;
  let bit3 = 0;
  let left3 = 0;
  let state3 = 0;
  let label3 = 0;
  for (;;) {
    if (left0 <= 0 && next < count) {
      bit0 = positions[next];
      left0 = lengths[next];
      label0 = labels[next++];
      state0 = 0;
    }
    if (left1 <= 0 && next < count) {
      bit1 = positions[next];
      left1 = lengths[next];
      label1 = labels[next++];
      state1 = 0;
    }
    if (left2 <= 0 && next < count) {
      bit2 = positions[next];
      left2 = lengths[next];
      label2 = labels[next++];
      state2 = 0;
    }
    if (left3 <= 0 && next < count) {
      bit3 = positions[next];
      left3 = lengths[next];
      label3 = labels[next++];
      state3 = 0;
    }
    if (left0 <= 0 || left1 <= 0 || left2 <= 0 || left3 <= 0) break;
    let step0 = 0;
    let step1 = 0;
    let step2 = 0;
    let step3 = 0;
    do {
      step0 = steps[(view.getUint32(bit0 >>> 3) << (bit0 & 7)) >>> shift];
      step1 = steps[(view.getUint32(bit1 >>> 3) << (bit1 & 7)) >>> shift];
      step2 = steps[(view.getUint32(bit2 >>> 3) << (bit2 & 7)) >>> shift];
      step3 = steps[(view.getUint32(bit3 >>> 3) << (bit3 & 7)) >>> shift];
      bit0 += step0 & codeBits;
      bit1 += step1 & codeBits;
      bit2 += step2 & codeBits;
      bit3 += step3 & codeBits;
      left0 -= step0 >>> unitsShift;
      left1 -= step1 >>> unitsShift;
      left2 -= step2 >>> unitsShift;
      left3 -= step3 >>> unitsShift;
      state0 = (step0 >>> (statesShift + bitsPerState * state0)) & 7;
      state1 = (step1 >>> (statesShift + bitsPerState * state1)) & 7;
      state2 = (step2 >>> (statesShift + bitsPerState * state2)) & 7;
      state3 = (step3 >>> (statesShift + bitsPerState * state3)) & 7;
      // Until a text ends (no units are left), a state is `found`, or a unit is escaped.
    } while (
      ((left0 - 1) | (left1 - 1) | (left2 - 1) | (left3 - 1)) >= 0 &&
      (((state0 + 1) | (state1 + 1) | (state2 + 1) | (state3 + 1)) & (found + 1)) === 0 &&
      ((step0 | step1 | step2 | step3) & escapeFlag) === 0
    );
    if ((step0 & escapeFlag) !== 0) state0 = filter.next(state0, escapedUnit(view, bit0));
    if ((step1 & escapeFlag) !== 0) state1 = filter.next(state1, escapedUnit(view, bit1));
    if ((step2 & escapeFlag) !== 0) state2 = filter.next(state2, escapedUnit(view, bit2));
    if ((step3 & escapeFlag) !== 0) state3 = filter.next(state3, escapedUnit(view, bit3));
    if (state0 === found) {
      possible[label0] = 1;
      left0 = 0;
    }
    if (state1 === found) {
      possible[label1] = 1;
      left1 = 0;
    }
    if (state2 === found) {
      possible[label2] = 1;
      left2 = 0;
    }
    if (state3 === found) {
      possible[label3] = 1;
      left3 = 0;
    }
  }
  // The last three.
  if (left0 > 0 && scanOne(view, steps, tableBits, filter, { bit: bit0, left: left0, state: state0 }))
    possible[label0] = 1;
  if (left1 > 0 && scanOne(view, steps, tableBits, filter, { bit: bit1, left: left1, state: state1 }))
    possible[label1] = 1;
  if (left2 > 0 && scanOne(view, steps, tableBits, filter, { bit: bit2, left: left2, state: state2 }))
    possible[label2] = 1;
  if (left3 > 0 && scanOne(view, steps, tableBits, filter, { bit: bit3, left: left3, state: state3 }))
    possible[label3] = 1;
}

/**
 * Scans the rest of one text; whether it may contain a string. It is no function inside `scanTexts`: what such a function uses
 * stands in memory, where the loop above would read it again and again.
 */
function scanOne(
  view: DataView,
  steps: Int32Array,
  tableBits: number,
  filter: TextFilter,
  text: { readonly bit: number; readonly left: number; readonly state: number },
): boolean {
  let { bit, left, state } = text;
  while (left > 0 && state !== foundState) {
    const step = steps[(view.getUint32(bit >>> 3) << (bit & 7)) >>> (32 - tableBits)];
    bit += step & FilterStep.codeBits;
    left -= step >>> FilterStep.unitsShift;
    state = (step >>> (FilterStep.statesShift + FilterStep.bitsPerState * state)) & 7;
    if ((step & FilterStep.escapeFlag) !== 0) state = filter.next(state, escapedUnit(view, bit));
  }
  return state === foundState;
}
