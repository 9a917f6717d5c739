/** A list of 32-bit numbers that grows. */
export class Int32List {
  private values: Int32Array;
  length = 0;

  constructor(capacity = 256) {
    this.values = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** The values so far; a view until the next push. */
  view(): Int32Array {
    return this.values.subarray(0, this.length);
  }
}
