/** Words of a lexicon that stand in a text, on the path or not: by start, longest first, once `turn` was called. */
export class Matches {
  count = 0;
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);

  clear(): void {
    this.count = 0;
  }

  push(start: number, end: number): void {
    if (this.count === this.starts.length) {
      const { starts, ends } = this;
      this.starts = new Uint32Array(2 * starts.length);
      this.ends = new Uint32Array(2 * starts.length);
      this.starts.set(starts);
      this.ends.set(ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** As `push`, but before the matches of the same start that are longer. */
  pushShorterFirst(start: number, end: number): void {
    this.push(start, end);
    for (let at = this.count - 1; at > 0 && this.starts[at - 1] === start && this.ends[at - 1] > end; at--) {
      this.ends[at] = this.ends[at - 1];
      this.ends[at - 1] = end;
    }
  }

  /** Turns the order of the matches from the `from`th on: they were found from the end of a text to its start. */
  turn(from: number): void {
    this.starts.subarray(from, this.count).reverse();
    this.ends.subarray(from, this.count).reverse();
  }

  /** Brings matches that were found in any order into theirs, each once. */
  sort(): void {
    const { starts, ends } = this;
    const order = Uint32Array.from({ length: this.count }, (_, i) => i);
    order.sort((a, b) => starts[a] - starts[b] || ends[b] - ends[a]);
    const from = starts.slice(0, this.count);
    const to = ends.slice(0, this.count);
    this.count = 0;
    for (const match of order) {
      const last = this.count - 1;
      if (last < 0 || starts[last] !== from[match] || ends[last] !== to[match]) this.push(from[match], to[match]);
    }
  }
}
