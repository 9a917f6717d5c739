/** A growing list of 32-bit integers. */
export class Int32List {
  private values: Int32Array;
  /** Number of values. */
  length = 0;

  constructor(capacity = 256) {
    this.values = new Int32Array(capacity);
  }

  /** Adds a value at the end. */
  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** Returns the values as a view, valid until the next `push`. */
  view(): Int32Array {
    return this.values.subarray(0, this.length);
  }
}
