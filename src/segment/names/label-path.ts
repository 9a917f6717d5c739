/** The best sequence of labels for the units of a sentence. */
import { featureCount, maxSentenceUnits } from './name-features.ts';

/**
 * Labels: 0 for no name, then for each kind of name (persons, places, organisations) its beginning, middle, end, and a name of one
 * unit.
 */
export const labelCount = 13;
/** Number of weights of a row; those behind `labelCount` are 0. */
export const rowStride = 16;
const Part = { Begin: 0, Middle: 1, End: 2, Single: 3 } as const;

/** The label of a part of a name of a kind of `NameKind`. */
export function labelOf(kind: number, part: number): number {
  return 4 * kind - 3 + part;
}

/** Labels after which a name may begin, and labels that may stand there. */
const closed = [0, 3, 4, 7, 8, 11, 12];
const opening = [0, 1, 4, 5, 8, 9, 12];

/** Finds the best path by Viterbi's algorithm. */
export class LabelPath {
  /** By unit: its label on the best path. */
  readonly labels = new Uint8Array(maxSentenceUnits);
  private readonly scores = new Float64Array(labelCount);
  private readonly last = new Float64Array(labelCount);
  private readonly from = new Uint8Array(maxSentenceUnits * labelCount);

  /**
   * @param weights by row and label
   * @param transitions by label and next label
   */
  constructor(
    private readonly weights: Int8Array | Float32Array,
    private readonly transitions: Float64Array,
  ) {}

  /** Finds the labels of `length` units with these features. */
  solve(rows: Int32Array, length: number): void {
    const { weights, transitions, scores, last, from, labels } = this;
    for (let at = 0; at < length; at++) {
      scores.fill(0);
      for (let i = at * featureCount, end = i + featureCount; i < end; i++) {
        const row = rows[i] * rowStride;
        for (let label = 0; label < labelCount; label++) scores[label] += weights[row + label];
      }
      const came = at * labelCount;
      if (at === 0) {
        for (let label = 0; label < labelCount; label++) if (!opening.includes(label)) scores[label] = -1e15;
      } else {
        for (let i = 0; i < opening.length; i++) {
          const label = opening[i];
          let best = -1e300;
          for (let j = 0; j < closed.length; j++) {
            const value = last[closed[j]] + transitions[closed[j] * labelCount + label];
            if (value > best) {
              best = value;
              from[came + label] = closed[j];
            }
          }
          scores[label] += best;
        }
        for (let begin = 1; begin < labelCount; begin += 4)
          for (let label = begin + Part.Middle; label <= begin + Part.End; label++) {
            const fresh = last[begin] + transitions[begin * labelCount + label];
            const longer = last[begin + 1] + transitions[(begin + 1) * labelCount + label];
            from[came + label] = fresh >= longer ? begin : begin + 1;
            scores[label] += fresh >= longer ? fresh : longer;
          }
      }
      last.set(scores);
    }
    let label = 0;
    for (const each of closed) if (last[each] > last[label]) label = each;
    for (let at = length - 1; at >= 0; at--) {
      labels[at] = label;
      label = from[at * labelCount + label];
    }
  }
}
