/**
 * The best `k` of any number of scored documents: a heap with the worst of them on top. It can be reset and used again.
 *
 * Law: after `sort` it contains the first `k` of all documents offered, ordered by score, highest first, and by document
 * number, lowest first, where scores are equal. Each document is offered once.
 */
export class TopK {
  /** Parallel arrays; the first `count` entries are valid. */
  documents = new Uint32Array(0);
  scores = new Float64Array(0);
  count = 0;
  private k = 0;

  constructor(k: number) {
    this.reset(k);
  }

  /** Removes all documents and sets another `k`. */
  reset(k: number): this {
    this.k = k;
    this.count = 0;
    if (this.documents.length < k) {
      this.documents = new Uint32Array(k);
      this.scores = new Float64Array(k);
    }
    return this;
  }

  /** The score that a document must exceed to be added; -Infinity while there is room. */
  get threshold(): number {
    return this.count < this.k ? Number.NEGATIVE_INFINITY : this.scores[0];
  }

  /** Adds a document if it is among the best `k` so far. */
  offer(document: number, score: number): void {
    if (this.count < this.k) {
      this.documents[this.count] = document;
      this.scores[this.count] = score;
      this.siftUp(this.count++);
    } else if (this.k > 0 && isBetter(score, document, this.scores[0], this.documents[0])) {
      this.documents[0] = document;
      this.scores[0] = score;
      this.siftDown(0, this.count);
    }
  }

  /**
   * Offers documents that are ascending, and above those offered before.
   * @param scores by document number
   */
  offerAll(documents: Uint32Array, count: number, scores: Float64Array): void {
    let { threshold } = this;
    for (let i = 0; i < count; i++) {
      const score = scores[documents[i]];
      // Of equal scores the lower document number is better, and those were offered before.
      if (!(score > threshold)) continue;
      this.offer(documents[i], score);
      threshold = this.threshold;
    }
  }

  /** Sorts the documents in place, best first. Nothing can be offered until the next `reset`. */
  sort(): this {
    for (let at = this.count - 1; at > 0; at--) {
      this.swap(0, at);
      this.siftDown(0, at);
    }
    return this;
  }

  private swap(a: number, b: number): void {
    const document = this.documents[a];
    const score = this.scores[a];
    this.documents[a] = this.documents[b];
    this.scores[a] = this.scores[b];
    this.documents[b] = document;
    this.scores[b] = score;
  }

  private isWorse(a: number, b: number): boolean {
    return isBetter(this.scores[b], this.documents[b], this.scores[a], this.documents[a]);
  }

  private siftUp(at: number): void {
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isWorse(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private siftDown(at: number, count: number): void {
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) return;
      if (child + 1 < count && this.isWorse(child + 1, child)) child++;
      if (!this.isWorse(child, at)) return;
      this.swap(at, child);
      at = child;
    }
  }
}

/** Whether a scored document ranks above another one. */
export function isBetter(score: number, document: number, thanScore: number, thanDocument: number): boolean {
  return score > thanScore || (score === thanScore && document < thanDocument);
}
