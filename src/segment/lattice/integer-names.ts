/** Finds the names that are better than the path of `integer-viterbi.ts`. Skip it at a first reading. */
import { type IntegerWeights, minDifference, tieSign } from './integer-weights.ts';
import type { NameSteps } from './name-steps.ts';
import { type Window, windowCapacity } from './window.ts';

/** Compares names with the words in their place, by weights as integers. */
export class IntegerNames {
  /** Where a name may be better than the words, ascending; entry 0 is no place. */
  readonly promising = new Int32Array(windowCapacity + 1).fill(-1, 0, 1);
  private readonly unitsPerLog: number;
  /** A single place, behind entry 0. */
  private readonly one = new Int32Array(2);

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
    const { promising, sums } = this;
    const { places, rows, screen } = this.steps;
    for (let i = 1; i <= count; i++) promising[i] = places[i];
    return screen.select(rows, promising, count, sums, minDifference);
  }

  /** Whether a name from `start` is better than the path, or too close to it to decide. */
  hasBetter(text: Uint16Array, start: number, size: number): boolean {
    const { edges } = this.steps;
    const { start: origin } = this.window;
    const count = edges.find(text, origin + start, origin + size);
    for (let i = 0; i < count; i++) if (this.compare(text, start, size, i) <= minDifference) return true;
    return false;
  }

  /** Has the path step over a name from `start` if it is better. Returns a negative number if the choice was too close. */
  take(text: Uint16Array, start: number, size: number): number {
    const { sums, steps, window } = this;
    const { edges } = steps;
    const { start: origin } = window;
    this.one[1] = start;
    if (steps.screen.select(steps.rows, this.one, 1, sums, minDifference) === 0) return 0;
    const count = edges.find(text, origin + start, origin + size);
    let near = 0;
    for (let i = 0; i < count; i++) {
      const difference = this.compare(text, start, size, i);
      near |= tieSign(difference);
      if (difference >= 0) continue;
      sums[start] = (sums[start] - difference) | 0;
      this.pathSteps[start] = edges.ends[i] - origin - start;
      steps.take(start);
    }
    return near;
  }

  /** How much heavier the path from `start` to the end of the edge is than the edge; far more than `minDifference` if it is more. */
  private compare(text: Uint16Array, start: number, size: number, edge: number): number {
    const { sums, unitsPerLog } = this;
    const { edges } = this.steps;
    const { start: origin } = this.window;
    const end = edges.ends[edge];
    const rest = (sums[start] - sums[end - origin]) | 0;
    const minimum = (rest - minDifference) / unitsPerLog - edges.weights[edge];
    const context = edges.weighContext(text, origin + start, end, origin, origin + size, minimum);
    if (context < minimum) return 2 * minDifference;
    return rest - Math.round((edges.weights[edge] + context) * unitsPerLog);
  }
}
