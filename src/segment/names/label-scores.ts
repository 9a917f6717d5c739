/** How well each label fits the units of a sentence: sums of the weights of their features. */
import { labelStride, scoreScale } from './label-path.ts';
import { type LabelWeights, packedStride, weightBias } from './label-weights.ts';
import { featureCount, maxSentenceUnits } from './name-features.ts';

/** Every second byte of a word. */
const evenBytes = 0x00ff00ff;
/** What the biases of the features of a unit sum up to. */
const biases = featureCount * weightBias;

/**
 * Sums rows of weights. Four weights lie in one integer; two additions add all four, in lanes of 16 bits: the sums of `featureCount`
 * bytes stay below 2^16.
 */
export class LabelScores {
  /** By unit and label: the score in sixteenths, after `compute`. */
  readonly scores = new Int32Array(maxSentenceUnits * labelStride);

  constructor(private readonly weights: LabelWeights) {}

  /** Computes the scores of `length` units with these features. */
  compute(rows: Int32Array, length: number): void {
    const { scores } = this;
    const { numbers, packed } = this.weights;
    let i = 0;
    let out = 0;
    for (let at = 0; at < length; at++, out += labelStride) {
      let even0 = 0;
      let odd0 = 0;
      let even1 = 0;
      let odd1 = 0;
      let even2 = 0;
      let odd2 = 0;
      let last = 0;
      for (const end = i + featureCount; i < end; i++) {
        const row = numbers[rows[i]] * packedStride;
        const first = packed[row];
        const second = packed[row + 1];
        const third = packed[row + 2];
        even0 += first & evenBytes;
        odd0 += (first >>> 8) & evenBytes;
        even1 += second & evenBytes;
        odd1 += (second >>> 8) & evenBytes;
        even2 += third & evenBytes;
        odd2 += (third >>> 8) & evenBytes;
        last += packed[row + 3] & 0xff;
      }
      unpack(scores, out, even0, odd0);
      unpack(scores, out + 4, even1, odd1);
      unpack(scores, out + 8, even2, odd2);
      scores[out + 12] = scoreScale * (last - biases);
    }
  }
}

function unpack(scores: Int32Array, at: number, even: number, odd: number): void {
  scores[at] = scoreScale * ((even & 0xffff) - biases);
  scores[at + 1] = scoreScale * ((odd & 0xffff) - biases);
  scores[at + 2] = scoreScale * ((even >>> 16) - biases);
  scores[at + 3] = scoreScale * ((odd >>> 16) - biases);
}
