/** The best sequence of labels for the units of a sentence. */
import { maxSentenceUnits } from './name-features.ts';

/**
 * Labels: 0 for no name, then for each kind of name (persons, places, organisations) its beginning, middle, end, and a name of one
 * unit.
 */
export const labelCount = 13;
/** Number of weights of a row, and of scores of a unit; those behind `labelCount` are 0. */
export const labelStride = 16;
/** Scores and transitions count sixteenths of a weight, so that they are integers: their sums are the same on every machine. */
export const scoreScale = 16;
const Part = { Begin: 0, Middle: 1, End: 2, Single: 3 } as const;

/** The label of a part of a name of a kind of `NameKind`. */
export function labelOf(kind: number, part: number): number {
  return 4 * kind - 3 + part;
}

/** Labels after which a name may begin, and labels that may stand there. */
const closed = [0, 3, 4, 7, 8, 11, 12];
const opening = [0, 1, 4, 5, 8, 9, 12];
/** Lower than any sum. */
const never = -(2 ** 30);

/** Finds the best path by Viterbi's algorithm. */
export class LabelPath {
  /** By unit: its label on the best path. */
  readonly labels = new Uint8Array(maxSentenceUnits);
  private readonly from = new Uint8Array(maxSentenceUnits * labelStride);

  /** @param transitions by label and next label */
  constructor(private readonly transitions: Int32Array) {}

  /** Finds the labels of `length` units. @param scores by unit and label, `labelStride` a unit */
  solve(scores: Int32Array, length: number): void {
    const { transitions, from, labels } = this;
    // By label: the best sum of a path to the unit before.
    let last = new Int32Array(labelStride);
    let sums = new Int32Array(labelStride);
    for (let label = 0; label < labelCount; label++) last[label] = opening.includes(label) ? scores[label] : never;
    for (let at = 1; at < length; at++) {
      const row = at * labelStride;
      for (let i = 0; i < opening.length; i++) {
        const label = opening[i];
        let best = last[0] + transitions[label];
        let came = 0;
        for (let j = 1; j < closed.length; j++) {
          const value = last[closed[j]] + transitions[closed[j] * labelCount + label];
          if (value <= best) continue;
          best = value;
          came = closed[j];
        }
        from[row + label] = came;
        sums[label] = best + scores[row + label];
      }
      for (let begin = 1; begin < labelCount; begin += 4)
        for (let label = begin + Part.Middle; label <= begin + Part.End; label++) {
          const fresh = last[begin] + transitions[begin * labelCount + label];
          const longer = last[begin + 1] + transitions[(begin + 1) * labelCount + label];
          from[row + label] = fresh >= longer ? begin : begin + 1;
          sums[label] = (fresh >= longer ? fresh : longer) + scores[row + label];
        }
      const swapped = last;
      last = sums;
      sums = swapped;
    }
    let label = 0;
    for (const each of closed) if (last[each] > last[label]) label = each;
    for (let at = length - 1; at >= 0; at--) {
      labels[at] = label;
      label = from[at * labelStride + label];
    }
  }
}
