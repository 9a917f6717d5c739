/** Counts values of all documents that rules found, on the cluster. */
import { HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import type { Range } from '../../query/match/columns/match-columns.ts';
import type { Tier } from '../../query/rewrite/tier-names.ts';
import type { FacetValue } from '../../query/run/facets/facets.ts';
import type { RangeFacet } from '../../query/run/facets/range-facets.ts';
import { toKeyword } from '../documents/cluster-document.ts';
import { type ClusterConnection, requireAllShards, type SearchStatus, toPartError } from '../transport/answers.ts';
import { sendUntilWhole } from '../transport/send-until-whole.ts';
import type { LoadedRule } from './candidates.ts';
import { rangeClause } from './clauses.ts';

/** What to count, by field: keywords and how many at most, or ranges and periods. */
export type Facets = Readonly<Record<string, number | RangeFacet | undefined>>;

interface Bucket {
  readonly key: string;
  readonly doc_count: number;
}

interface Aggregation {
  readonly doc_count_error_upper_bound?: number;
  readonly buckets: readonly Bucket[] | Readonly<Record<string, { readonly doc_count: number }>>;
}

interface FacetsBody {
  readonly responses: readonly (SearchStatus & {
    readonly status?: number;
    readonly error?: unknown;
    readonly aggregations?: Readonly<Record<string, Aggregation>>;
  })[];
}

/** Values that each shard names: with no more values than this in a field, counts are exact. */
const shardSize = 10_000;
const periodLengths = { year: 4, month: 7, day: 10 } as const;

/**
 * Counts facets of the documents of some rules, as `runQuery` counts them on one machine.
 * @throws HansouError TOO_COSTLY when a field has more values than can be counted exactly
 */
export async function countFacets(
  connection: ClusterConnection,
  index: string,
  schema: Schema,
  facets: Facets,
  rules: readonly LoadedRule[],
  signal: AbortSignal | undefined,
): Promise<Record<string, FacetValue[]>> {
  const asked = Object.entries(facets).filter(([, facet]) => facet !== undefined) as [string, number | RangeFacet][];
  const aggs = Object.assign({}, ...asked.map(([field, facet], i) => createAggregations(schema, field, facet, i)));
  const lines = rules.map(({ clause }) => `{}\n${JSON.stringify({ size: 0, query: clause, aggs })}\n`);
  const path = `/${encodeURIComponent(index)}/_msearch`;
  const request = { what: 'counting facets', method: 'POST', path, body: lines.join(''), signal } as const;
  const { responses } =
    rules.length > 0 && asked.length > 0
      ? await sendUntilWhole<FacetsBody>(connection, request, answer => {
          for (const i of rules.keys()) {
            const response = answer.responses[i];
            if (!response?.aggregations) throw toPartError('counting facets', response?.status ?? 0, response?.error);
            requireAllShards(response);
          }
        })
      : { responses: [] };
  return Object.fromEntries(
    asked.map(([field, facet], i) => {
      const parts = rules.map(({ rule }, n) => ({
        tier: rule,
        aggregation: responses[n]?.aggregations?.[`f${i}`],
        forms: responses[n]?.aggregations?.[`v${i}`],
      }));
      return [field, readFacet(field, facet, parts)];
    }),
  );
}

function createAggregations(schema: Schema, field: string, facet: number | RangeFacet, i: number): object {
  const values = (part: 'f' | 'v') => ({
    terms: { field: `v.${field}.${part}`, size: shardSize, shard_size: shardSize },
  });
  if (typeof facet === 'number') return { [`f${i}`]: values('f'), [`v${i}`]: values('v') };
  if (typeof facet === 'string') return { [`f${i}`]: values('v') };
  const filters = Object.fromEntries(facet.map((range, n) => [`r${n}`, rangeClause(schema, field, range)]));
  return { [`f${i}`]: { filters: { filters } } };
}

interface Part {
  readonly tier: Tier;
  readonly aggregation: Aggregation | undefined;
  /** Of a keyword field: the values as they were added. */
  readonly forms: Aggregation | undefined;
}

function readFacet(field: string, facet: number | RangeFacet, parts: readonly Part[]): FacetValue[] {
  for (const { aggregation } of parts)
    if ((aggregation?.doc_count_error_upper_bound ?? 0) > 0) throw tooManyValues(field);
  if (typeof facet === 'number') return readKeywords(facet, parts);
  const counts = new Map<string, number[]>();
  const add = (value: string, part: number, count: number) => {
    let byPart = counts.get(value);
    if (!byPart) counts.set(value, (byPart = parts.map(() => 0)));
    byPart[part] += count;
  };
  if (typeof facet === 'string') {
    parts.forEach(({ aggregation }, part) => {
      for (const { key, doc_count: count } of (aggregation?.buckets ?? []) as readonly Bucket[])
        add(key.slice(0, periodLengths[facet]), part, count);
    });
    return [...counts].sort(([a], [b]) => (a < b ? 1 : -1)).map(([value, byPart]) => describe(value, parts, byPart));
  }
  return facet.map(({ from, to }: Range, i) => {
    const byPart = parts.map(({ aggregation }) => {
      const buckets = aggregation?.buckets as Readonly<Record<string, { readonly doc_count: number }>> | undefined;
      return buckets?.[`r${i}`]?.doc_count ?? 0;
    });
    return describe(`${from ?? ''}..${to ?? ''}`, parts, byPart);
  });
}

function readKeywords(limit: number, parts: readonly Part[]): FacetValue[] {
  const counts = new Map<string, number[]>();
  const forms = new Map<string, number>();
  parts.forEach(({ aggregation, forms: found }, part) => {
    for (const { key, doc_count: count } of (aggregation?.buckets ?? []) as readonly Bucket[]) {
      let byPart = counts.get(key);
      if (!byPart) counts.set(key, (byPart = parts.map(() => 0)));
      byPart[part] += count;
    }
    for (const { key, doc_count: count } of (found?.buckets ?? []) as readonly Bucket[])
      forms.set(key, (forms.get(key) ?? 0) + count);
  });
  const shown = chooseForms(forms);
  return Array.from(counts, ([folded, byPart]) => describe(shown.get(folded) ?? folded, parts, byPart))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}

/** By folded value: the form that most documents have. */
function chooseForms(counts: ReadonlyMap<string, number>): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const [value, count] of counts) {
    const folded = toKeyword(value);
    const best = chosen.get(folded);
    const bestCount = best === undefined ? 0 : counts.get(best)!;
    if (best === undefined || count > bestCount || (count === bestCount && value < best)) chosen.set(folded, value);
  }
  return chosen;
}

function describe(value: string, parts: readonly Part[], counts: readonly number[]): FacetValue {
  const count = counts.reduce((sum, each) => sum + each, 0);
  if (parts.length <= 1) return { value, count };
  const totals = new Map<Tier, number>();
  parts.forEach(({ tier }, i) => {
    if (counts[i] > 0) totals.set(tier, (totals.get(tier) ?? 0) + counts[i]);
  });
  return { value, count, tiers: Array.from(totals, ([tier, total]) => ({ tier, total })) };
}

function tooManyValues(field: string): HansouError {
  return new HansouError('TOO_COSTLY', `${field} has too many values to be counted on a cluster`, {
    expected: `at most ${shardSize} values`,
    got: 'more',
    hint: 'Restrict the search by a filter, or count another field.',
  });
}
