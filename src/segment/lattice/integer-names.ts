/** Finds the names that are better than the path of `integer-viterbi.ts`. Skip it at a first reading. */
import { type IntegerWeights, minDifference, tieSign } from './integer-weights.ts';
import type { NameSteps } from './name-steps.ts';
import { type Window, windowCapacity } from './window.ts';

/** Stands for a difference that is certain. */
const tooHeavy = 2 * minDifference;

/** Compares names with the words in their place, by weights as integers. */
export class IntegerNames {
  /** Where a name may be better than the words, ascending; entry 0 is no place. */
  readonly promising = new Int32Array(windowCapacity + 1).fill(-1, 0, 1);
  private readonly unitsPerLog: number;
  /** By unit: what the word that ends (begins) there adds to a name beside it, if the turn of the window is the present one. */
  private readonly leftWeights = new Float64Array(windowCapacity + 1);
  private readonly leftTurns = new Int32Array(windowCapacity + 1);
  private readonly rightWeights = new Float64Array(windowCapacity + 1);
  private readonly rightTurns = new Int32Array(windowCapacity + 1);
  private turn = 0;

  /**
   * @param sums by unit: the sum of the best path from there on
   * @param steps by unit: the step of the best path
   */
  constructor(
    readonly steps: NameSteps,
    private readonly window: Window,
    { unitsPerLog }: IntegerWeights,
    private readonly sums: Int32Array,
    private readonly pathSteps: Uint8Array,
  ) {
    this.unitsPerLog = unitsPerLog;
  }

  /** Fills `promising` with those of the first `count` places that may hold a name. Returns the last entry. */
  collectPromising(count: number): number {
    const { promising, sums, steps } = this;
    this.turn = (this.turn + 1) | 0;
    return steps.select(count, sums, minDifference, promising);
  }

  /** Like `take`, for a place whose sum changed since `promising` was filled. */
  takeIfPromising(text: Uint16Array, start: number, size: number): number {
    return this.steps.isSelected(start, this.sums, minDifference) ? this.take(text, start, size) : 0;
  }

  /** Has the path step over a name from `start` if it is better. Returns a negative number if the choice was too close. */
  take(text: Uint16Array, start: number, size: number): number {
    const { sums, steps, pathSteps } = this;
    const { edges } = steps;
    const { start: origin } = this.window;
    const count = edges.find(text, origin + start, origin + size);
    const sum = sums[start];
    let near = 0;
    for (let i = 0; i < count; i++) {
      const difference = this.compare(text, start, size, i);
      near |= tieSign(difference);
      if (difference >= 0) continue;
      sums[start] = (sums[start] - difference) | 0;
      pathSteps[start] = edges.ends[i] - origin - start;
    }
    if (sums[start] !== sum) steps.take(start);
    return near;
  }

  /** How much heavier the path from `start` to the end of the edge is than the edge; far more than `minDifference` if it is more. */
  private compare(text: Uint16Array, start: number, size: number, edge: number): number {
    const { sums, unitsPerLog } = this;
    const { edges, screen } = this.steps;
    const { codes, start: origin } = this.window;
    const end = edges.ends[edge] - origin;
    const rest = (sums[start] - sums[end]) | 0;
    const weight = edges.weights[edge];
    // What stands beside the edge is looked up only where it matters.
    const least = rest - minDifference - weight * unitsPerLog;
    const rightBound = this.steps.isNearUnusual(start) ? Number.POSITIVE_INFINITY : screen.boundRight(codes, end);
    if (screen.boundLeft(codes, start) + rightBound < least) return tooHeavy;
    const left = this.weighLeft(text, start);
    if (left * unitsPerLog + rightBound < least) return tooHeavy;
    return rest - Math.round((weight + left + this.weighRight(text, end, size)) * unitsPerLog);
  }

  private weighLeft(text: Uint16Array, start: number): number {
    const { leftTurns, leftWeights, turn } = this;
    if (leftTurns[start] === turn) return leftWeights[start];
    const { start: origin } = this.window;
    leftTurns[start] = turn;
    return (leftWeights[start] = this.steps.edges.weighLeft(text, origin + start, origin, this.steps.words));
  }

  private weighRight(text: Uint16Array, end: number, size: number): number {
    const { rightTurns, rightWeights, turn } = this;
    if (rightTurns[end] === turn) return rightWeights[end];
    const { start: origin } = this.window;
    rightTurns[end] = turn;
    return (rightWeights[end] = this.steps.edges.weighRight(text, origin + end, origin + size, this.steps.words));
  }
}
