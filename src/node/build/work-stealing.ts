/** The documents of one thread, in their order, which another one may take from the end. */

/** UTF-16 units that are taken at once. */
const takenUnits = 1 << 18;
const endBits = 16;
const mostChunks = 0xffff;

/** A stretch of documents: from `from` on and before `to`. */
export interface DocumentRange {
  readonly from: number;
  readonly to: number;
}

/** A share as threads tell it to each other. */
export interface WorkQueueState {
  /** Chunk `i` is the documents from `bounds[i]` on and before `bounds[i + 1]`. */
  readonly bounds: readonly number[];
  /** In one cell that threads share: the first chunk that nobody has, and the one behind the last. */
  readonly remaining: Int32Array;
}

/**
 * Law: every document is taken once; those that `next` gives follow each other, those that `fromEnd` gives lie behind all
 * of them.
 */
export class WorkQueue {
  constructor(readonly state: WorkQueueState) {}

  /** @param units of each document */
  static create(units: readonly number[]): WorkQueue {
    const bounds = [0];
    let passed = 0;
    units.forEach((more, i) => {
      passed += more;
      if (passed < takenUnits && i + 1 < units.length) return;
      // The last chunk takes what there is no number for.
      if (bounds.length > mostChunks) bounds.pop();
      bounds.push(i + 1);
      passed = 0;
    });
    const left = new Int32Array(new SharedArrayBuffer(4));
    left[0] = bounds.length - 1;
    return new WorkQueue({ bounds, remaining: left });
  }

  /** The next documents, for the thread whose share it is. */
  takeNext(): DocumentRange | undefined {
    return this.take((first, end) => [first, first + 1, first + 1, end]);
  }

  /** Half of those that are left, for one that has nothing else to do. */
  steal(): DocumentRange | undefined {
    return this.take((first, end) => {
      const middle = (first + end) >>> 1;
      return [middle, end, first, middle];
    });
  }

  /** @param cut of the chunks that are left: from which to which to take, and which are left then */
  private take(cut: (first: number, end: number) => [number, number, number, number]): DocumentRange | undefined {
    const { bounds, remaining: left } = this.state;
    for (;;) {
      const known = Atomics.load(left, 0);
      const first = known >>> endBits;
      const end = known & mostChunks;
      if (first >= end) return undefined;
      const [from, to, nextFirst, nextEnd] = cut(first, end);
      if (Atomics.compareExchange(left, 0, known, (nextFirst << endBits) | nextEnd) === known)
        return { from: bounds[from], to: bounds[to] };
    }
  }
}
