/** Keeps of the documents with one value of a field only the first: one of each thread, author or day. */
import type { IndexReader } from '../../index/index-reader.ts';
import { foldKeyword } from '../match/columns/column-values.ts';
import type { TierRanking } from './rank-tiers.ts';
import type { FoundTier } from './tiers.ts';

/** The documents of a query by their values of one field. A document without a value is a group of its own. */
export class Groups {
  /** Number of groups among all documents that were found. */
  readonly total: number;
  private readonly sizes = new Map<string | number, number>();
  private readonly readKey: (document: number) => string | number | undefined;

  constructor(index: IndexReader, field: string, tiers: readonly FoundTier[]) {
    this.readKey = createKeyReader(index, field);
    let alone = 0;
    for (const { list } of tiers)
      for (let i = 0; i < list.count; i++) {
        const key = this.readKey(list.documents[i]);
        if (key === undefined) alone++;
        else this.sizes.set(key, (this.sizes.get(key) ?? 0) + 1);
      }
    this.total = this.sizes.size + alone;
  }

  /** The places of the documents in a list that are the first of their groups. */
  findFirst(documents: readonly number[]): number[] {
    const seen = new Set<string | number>();
    const places: number[] = [];
    for (const [place, document] of documents.entries()) {
      const key = this.readKey(document);
      if (key !== undefined && seen.has(key)) continue;
      if (key !== undefined) seen.add(key);
      places.push(place);
    }
    return places;
  }

  /** Number of documents that were found and have the value of this one. */
  sizeOf(document: number): number {
    const key = this.readKey(document);
    return key === undefined ? 1 : this.sizes.get(key)!;
  }
}

/** Reads what documents are compared by: the first keyword, folded, or the number or day; undefined without a value. */
function createKeyReader(index: IndexReader, field: string): (document: number) => string | number | undefined {
  const column = index.getColumnReader(field);
  if (index.schema[field].type !== 'keyword')
    return document => {
      const value = column.getNumber(document);
      return Number.isNaN(value) ? undefined : value;
    };
  const folded = column.values.map(foldKeyword);
  return document => {
    for (const ordinal of column.getKeywordOrdinals(document)) return folded[ordinal];
    return undefined;
  };
}

/** What is used of a ranking. */
type Ranking = Pick<TierRanking, 'documents' | 'scores' | 'tiers' | 'rejected' | 'totalIsExact'>;

/** Documents per wanted group that are ranked first; four times as many each time, until there are enough groups. */
const documentsPerGroup = 4;

/** The first document of each group, from the offset on. */
export function rankGroups(
  rank: (offset: number, wanted: number) => Ranking,
  groups: Groups,
  count: number,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Ranking {
  for (let wanted = (offset + limit) * documentsPerGroup; ; wanted *= documentsPerGroup) {
    const ranking = rank(0, Math.min(wanted, count));
    const places = groups.findFirst(ranking.documents);
    if (places.length < offset + limit && wanted < count) continue;
    const shown = places.slice(offset, offset + limit);
    return {
      ...{ rejected: ranking.rejected, totalIsExact: ranking.totalIsExact },
      documents: shown.map(place => ranking.documents[place]),
      scores: shown.map(place => ranking.scores[place]),
      tiers: shown.map(place => ranking.tiers[place]),
    };
  }
}
