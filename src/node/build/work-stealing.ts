/** The documents assigned to one thread, as a queue in chunks: an idle thread can steal from its end. */

/** A chunk ends with the document that brings it to this number of UTF-16 units. */
const chunkUnits = 1 << 18;
/** Both bounds of the remaining chunks share one 32-bit cell, 16 bits each. */
const endBits = 16;
const maxChunks = 0xffff;

/** The documents from index `from` to before index `to`. */
export interface DocumentRange {
  readonly from: number;
  readonly to: number;
}

/** The state of a queue, which can be posted to other threads. */
export interface WorkQueueState {
  /** Chunk `i` contains the documents from index `bounds[i]` to before `bounds[i + 1]`. */
  readonly bounds: readonly number[];
  /** One shared cell with the chunks that remain: `first << 16 | end`. */
  readonly remaining: Int32Array;
}

/**
 * A queue of documents that its own thread takes from the front and other threads steal from the end.
 *
 * Law: each document is taken once; the ranges from `takeNext` follow each other, and all ranges from `steal` lie after them.
 */
export class WorkQueue {
  constructor(readonly state: WorkQueueState) {}

  /** @param units UTF-16 units of each document */
  static create(units: readonly number[]): WorkQueue {
    const bounds = [0];
    let unitsOfChunk = 0;
    units.forEach((unitsOfDocument, i) => {
      unitsOfChunk += unitsOfDocument;
      if (unitsOfChunk < chunkUnits && i + 1 < units.length) return;
      // Beyond the maximum number of chunks, the last one grows.
      if (bounds.length > maxChunks) bounds.pop();
      bounds.push(i + 1);
      unitsOfChunk = 0;
    });
    const remaining = new Int32Array(new SharedArrayBuffer(4));
    remaining[0] = bounds.length - 1;
    return new WorkQueue({ bounds, remaining });
  }

  /** Takes the next chunk; for the thread that the documents are assigned to. */
  takeNext(): DocumentRange | undefined {
    return this.take((first, end) => ({ from: first, to: first + 1, first: first + 1, end }));
  }

  /** Takes the second half of the remaining chunks; for an idle thread. */
  steal(): DocumentRange | undefined {
    return this.take((first, end) => {
      const middle = (first + end) >>> 1;
      return { from: middle, to: end, first, end: middle };
    });
  }

  /** @param cut divides the remaining chunks into those to take and those that remain */
  private take(
    cut: (first: number, end: number) => DocumentRange & { readonly first: number; readonly end: number },
  ): DocumentRange | undefined {
    const { bounds, remaining } = this.state;
    for (;;) {
      const before = Atomics.load(remaining, 0);
      const firstChunk = before >>> endBits;
      const endChunk = before & maxChunks;
      if (firstChunk >= endChunk) return undefined;
      const { from, to, first, end } = cut(firstChunk, endChunk);
      if (Atomics.compareExchange(remaining, 0, before, (first << endBits) | end) === before)
        return { from: bounds[from], to: bounds[to] };
    }
  }
}
