/** Remembers what was read of many segments, as much of it as there is room for: what was not asked for lately is forgotten. */

/**
 * Values by key, each with a size. Half of the room is for those that are new or were asked for again; once they fill it, they take
 * the place of all others.
 */
export class RecentValues<V> {
  private recent = new Map<number, V>();
  private older = new Map<number, V>();
  private recentSize = 0;

  /** @param sizeOf of a value, in the unit of `maxSize` */
  constructor(
    private readonly maxSize: number,
    private readonly sizeOf: (value: V) => number,
  ) {}

  get(key: number): V | undefined {
    const value = this.recent.get(key);
    if (value !== undefined) return value;
    const older = this.older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: number, value: V): void {
    const size = this.sizeOf(value);
    if ((this.recentSize + size) * 2 > this.maxSize) {
      this.older = this.recent;
      this.recent = new Map();
      this.recentSize = 0;
    }
    this.recent.set(key, value);
    this.recentSize += size;
  }
}
