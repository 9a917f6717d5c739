/** The characters of several stretches of documents in one order, and what each is in the order of the others. */
export class CharacterMerger {
  /** By rank: both units of the character, as `CharacterOccurrences.units`. */
  readonly units: Uint32Array;
  /** By stretch, by 1 and the rank there: 1 and the rank here; 0 stays 0. */
  private readonly mergedRankTables: readonly Uint32Array[];
  /** By stretch, by rank here: 1 and the rank there; 0 where the character does not stand. */
  private readonly sourceRankTables: readonly Uint32Array[];

  /** @param lists of each stretch, rising */
  constructor(lists: readonly Uint32Array[]) {
    this.units = mergeAscending(lists);
    const { units } = this;
    this.mergedRankTables = lists.map(list => new Uint32Array(list.length + 1));
    this.sourceRankTables = lists.map((list, source) => {
      const own = new Uint32Array(units.length);
      const ranks = this.mergedRankTables[source];
      for (let rank = 0, at = 0; at < list.length; rank++) {
        if (units[rank] !== list[at]) continue;
        own[rank] = ++at;
        ranks[at] = rank + 1;
      }
      return own;
    });
  }

  /** By 1 and the rank in a stretch: 1 and the rank here; 0 stays 0. */
  mergedRanks(source: number): Uint32Array {
    return this.mergedRankTables[source];
  }

  /** 1 and the rank in a stretch of the character; 0 where it does not stand. */
  sourceRank(source: number, rank: number): number {
    return this.sourceRankTables[source][rank];
  }

  /** The first rank whose character begins with this unit or a later one. */
  findRank(unit: number): number {
    return lowerBound(this.units, unit * 0x10000);
  }
}

/** Where the first of rising numbers stands that is as large. */
export function lowerBound(ascending: ArrayLike<number>, min: number): number {
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < min) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mergeAscending(lists: readonly Uint32Array[]): Uint32Array {
  if (lists.length === 1) return lists[0];
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const list of lists) {
    all.set(list, count);
    count += list.length;
  }
  all.sort();
  count = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[count++] = all[i];
  return all.slice(0, count);
}
