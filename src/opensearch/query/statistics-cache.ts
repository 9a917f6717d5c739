/** What is known of all documents of an index on a cluster, for a moment. */
import type { Schema } from '../../index/schema.ts';
import { waitUnlessAborted } from '../../remote/call-time.ts';
import { type ClusterConnection, requireAllShards, type SearchStatus } from '../transport/answers.ts';
import { sendUntilWhole } from '../transport/send-until-whole.ts';

/** The number of documents, and how long their texts are. */
export interface Summary {
  /** The index behind the name. */
  readonly index: string;
  /** Number of its shards. */
  readonly shards: number;
  /** When the last document was added. */
  readonly lastOrder: number;
  readonly documents: number;
  readonly sizes: Readonly<Record<string, { readonly mean: number; readonly longestWord: number }>>;
}

/** What was learnt since the summary was read. It only grows. */
export interface KnownStatistics {
  readonly summary: Summary;
  /** Document frequencies by `field.part` and term. */
  readonly frequencies: Map<string, Map<string, number>>;
  /** Numbers of documents by query of the cluster. */
  readonly counts: Map<string, number>;
  termCount: number;
}

interface SummaryBody extends SearchStatus {
  readonly _shards: { readonly total: number; readonly failed: number };
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations?: Readonly<
    Record<string, { readonly value?: number | null; readonly buckets?: readonly { readonly key: string }[] }>
  >;
}

/**
 * After how many ms it is asked whether what is known is still so: as long as a cluster usually takes to show new documents. It
 * is, as long as the summary is the same: a document that is written has another order, and one that is removed is missing.
 */
const validMs = 1000;
/** Terms that are remembered. */
const maxTerms = 100_000;

/** Gives searches what others have learnt just before. */
export class StatisticsCache {
  private known: KnownStatistics | undefined;
  /** What was known when the summary was read last. */
  private last: KnownStatistics | undefined;
  private loading: Promise<KnownStatistics> | undefined;
  private validUntil = 0;
  /** Counts how often everything was forgotten. */
  private generation = 0;

  constructor(
    private readonly connection: ClusterConnection,
    private readonly index: string,
    private readonly schema: Schema,
  ) {}

  /** Forgets everything: documents were added or removed. */
  clear(): void {
    this.generation++;
    this.known = undefined;
    this.last = undefined;
    this.loading = undefined;
  }

  /** What is known now, no older than a moment. */
  get(signal: AbortSignal | undefined): Promise<KnownStatistics> {
    const { known } = this;
    if (known && performance.now() < this.validUntil && known.termCount < maxTerms) return Promise.resolve(known);
    if (!this.loading) {
      const loading = this.load().finally(() => {
        if (this.loading === loading) this.loading = undefined;
      });
      this.loading = loading;
    }
    return waitUnlessAborted(this.loading, signal);
  }

  private async load(): Promise<KnownStatistics> {
    const { generation } = this;
    const { last } = this;
    const summary = await this.loadSummary(undefined);
    const known: KnownStatistics =
      last && last.termCount < maxTerms && JSON.stringify(last.summary) === JSON.stringify(summary)
        ? last
        : { summary, frequencies: new Map(), counts: new Map(), termCount: 0 };
    // Of documents that were written meanwhile nothing is remembered.
    if (this.generation === generation) {
      this.known = known;
      this.last = known;
      this.validUntil = performance.now() + validMs;
    }
    return known;
  }

  private async loadSummary(signal: AbortSignal | undefined): Promise<Summary> {
    const names = Object.entries(this.schema).flatMap(([name, { type }]) => (type === 'text' ? [name] : []));
    const aggs = Object.fromEntries(
      names.flatMap((name, i) => [
        [`s${i}`, { sum: { field: `t.${name}.s` } }],
        [`l${i}`, { max: { field: `t.${name}.l` } }],
      ]),
    );
    const path = `/${encodeURIComponent(this.index)}/_search`;
    const search = JSON.stringify({
      size: 0,
      track_total_hits: true,
      aggs: { ...aggs, order: { max: { field: 'order' } }, index: { terms: { field: '_index' } } },
    });
    const request = { what: 'reading statistics', method: 'POST', path, body: search, signal } as const;
    const body = await sendUntilWhole<SummaryBody>(this.connection, request, requireAllShards);
    const documents = body.hits.total.value;
    const readValue = (name: string) => body.aggregations?.[name]?.value ?? 0;
    const sizes = names.map((name, i) => [
      name,
      { mean: documents > 0 ? readValue(`s${i}`) / documents : 0, longestWord: readValue(`l${i}`) },
    ]);
    return {
      index: body.aggregations?.['index']?.buckets?.[0]?.key ?? '',
      shards: body._shards.total,
      lastOrder: readValue('order'),
      documents,
      sizes: Object.fromEntries(sizes),
    };
  }
}
