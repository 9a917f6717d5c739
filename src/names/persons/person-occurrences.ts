/** The places in a corpus that may be a person, in their order, as columns. */
export class PersonOccurrences {
  /** By occurrence: where it begins, in units of the corpus. */
  starts = new Int32Array(1 << 14);
  /** By occurrence: the number of its string. */
  strings = new Int32Array(1 << 14);
  /** By occurrence: the numbers of the words beside it. */
  before = new Int32Array(1 << 14);
  behind = new Int32Array(1 << 14);
  /** By occurrence: 1 when it ends inside a word. */
  cutsWord = new Uint8Array(1 << 14);
  count = 0;

  add(start: number, string: number, before: number, behind: number, cutsWord: boolean): void {
    if (this.count === this.starts.length) this.grow();
    const at = this.count++;
    this.starts[at] = start;
    this.strings[at] = string;
    this.before[at] = before;
    this.behind[at] = behind;
    this.cutsWord[at] = cutsWord ? 1 : 0;
  }

  private grow(): void {
    const larger = <T extends Int32Array | Uint8Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    const size = this.starts.length * 2;
    this.starts = larger(new Int32Array(size), this.starts);
    this.strings = larger(new Int32Array(size), this.strings);
    this.before = larger(new Int32Array(size), this.before);
    this.behind = larger(new Int32Array(size), this.behind);
    this.cutsWord = larger(new Uint8Array(size), this.cutsWord);
  }
}
