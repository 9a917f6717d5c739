/** A growing buffer of UTF-16 units that is filled again and again without allocating. */
export class UnitBuffer {
  units = new Uint16Array(4096);
  /** The number of units in use. */
  length = 0;

  /** Makes room for `capacity` units and keeps the present ones. */
  reserve(capacity: number): void {
    if (capacity <= this.units.length) return;
    const units = new Uint16Array(Math.max(capacity, this.units.length * 2));
    units.set(this.units.subarray(0, this.length));
    this.units = units;
  }
}
