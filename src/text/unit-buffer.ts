/** A text as UTF-16 units, to be filled again and again. */
export class UnitBuffer {
  units = new Uint16Array(4096);
  length = 0;

  reserve(size: number): void {
    if (size <= this.units.length) return;
    const units = new Uint16Array(Math.max(size, this.units.length * 2));
    units.set(this.units.subarray(0, this.length));
    this.units = units;
  }
}
