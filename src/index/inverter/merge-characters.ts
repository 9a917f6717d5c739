/** Merges the sorted character lists of several sources. */
import { findFirstAtLeast } from '../ascending.ts';

/**
 * The characters of several sources (consecutive runs of documents) in one order, with tables that translate a
 * character's rank in a source to its merged rank and back.
 */
export class CharacterMerger {
  /** By merged rank: the packed units of the character, as in `CharacterOccurrences.units`. */
  readonly units: Uint32Array;
  /** By source, by source rank + 1: merged rank + 1; entry 0 is 0. */
  private readonly mergedRankTables: readonly Uint32Array[];
  /** By source, by merged rank: source rank + 1; 0 when the source does not have the character. */
  private readonly sourceRankTables: readonly Uint32Array[];

  /** @param lists the packed characters of each source, ascending */
  constructor(lists: readonly Uint32Array[]) {
    this.units = mergeAscending(lists);
    const { units } = this;
    this.mergedRankTables = lists.map(list => new Uint32Array(list.length + 1));
    this.sourceRankTables = lists.map((list, source) => {
      const sourceRanks = new Uint32Array(units.length);
      const mergedRanks = this.mergedRankTables[source];
      for (let rank = 0, at = 0; at < list.length; rank++) {
        if (units[rank] !== list[at]) continue;
        sourceRanks[rank] = ++at;
        mergedRanks[at] = rank + 1;
      }
      return sourceRanks;
    });
  }

  /** A table for one source, indexed by source rank + 1: merged rank + 1; entry 0 is 0. */
  mergedRanks(source: number): Uint32Array {
    return this.mergedRankTables[source];
  }

  /** The rank of a character in a source, plus 1; 0 when the source does not have it. */
  sourceRank(source: number, rank: number): number {
    return this.sourceRankTables[source][rank];
  }

  /** The first merged rank whose character begins with this unit or a greater one. */
  findRank(unit: number): number {
    return findFirstAtLeast(this.units, unit * 0x10000);
  }
}

/** All numbers of ascending lists, ascending, each once. */
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
