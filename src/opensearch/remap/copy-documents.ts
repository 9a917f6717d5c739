/** Copies documents from one index of a cluster to another, and what is written meanwhile behind them. */

import type { Schema } from '../../index/schema.ts';
import { type BulkAction, sendBulk } from '../documents/bulk-writer.ts';
import { type ClusterSource, type DocumentEncoder, decodeInput } from '../documents/cluster-document.ts';
import { type ScannedDocument, scanChanges, scanDocuments } from '../documents/scan-documents.ts';
import type { SearchBody } from '../query/candidates.ts';
import { type ClusterConnection, requireAllShards, toPartError } from '../transport/answers.ts';
import { refreshIndex, sendUntilWhole } from '../transport/send-until-whole.ts';

/** Documents of one request. */
const batchDocuments = 500;

interface ShardStats {
  readonly routing: { readonly primary: boolean };
  readonly seq_no: { readonly global_checkpoint: number };
}

interface DocumentsBody {
  readonly docs: readonly { readonly _id: string; readonly found?: boolean; readonly error?: unknown }[];
}

interface StatsBody {
  readonly indices?: Readonly<Record<string, { readonly shards?: Readonly<Record<string, readonly ShardStats[]>> }>>;
}

/** Where documents are copied from and to. */
export interface CopyPlaces {
  readonly connection: ClusterConnection;
  readonly from: string;
  readonly to: string;
  /** The fields of the index that is copied. */
  readonly schema: Schema;
  /** Cuts the documents anew. */
  readonly encoder: DocumentEncoder;
  /** The fields that documents are given, of those of `schema`. */
  readonly kept: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Copies an index that is written to all the while.
 *
 * Law: after `copyChanges`, the copy holds every document as it was when the call began, or later. After `copyChanges` and
 * `removeMissing` of an index that takes no writes, it holds the same documents.
 */
export class IndexCopy {
  /** By shard: operations up to this number were copied. */
  private readonly copied = new Map<string, number>();
  private count = 0;

  constructor(
    private readonly places: CopyPlaces,
    private readonly onProgress: ((copied: number) => void) | undefined,
  ) {}

  /** Copies the documents that were written since the last call; all at the first. @returns how many there were */
  async copyChanges(): Promise<number> {
    const { connection, from, signal } = this.places;
    // Whatever has a number up to these is done on all copies, and is seen after the refresh.
    const reached = await this.readCheckpoints();
    await refreshIndex(connection, from, signal);
    let copied = 0;
    for (const [shard, checkpoint] of reached) {
      const after = this.copied.get(shard) ?? -1;
      if (checkpoint > after) copied += await this.copyAll(scanChanges(connection, from, { shard, after }, signal));
      this.copied.set(shard, checkpoint);
    }
    return copied;
  }

  /** Removes the documents from the copy that are no longer in the index. @returns how many there were */
  async removeMissing(): Promise<number> {
    const { connection, from, to, signal } = this.places;
    await refreshIndex(connection, to, signal);
    if ((await this.countIn(from)).documents === (await this.countIn(to)).documents) return 0;
    let removed = 0;
    let ids: string[] = [];
    const check = async () => {
      const path = `/${encodeURIComponent(from)}/_mget?_source=false`;
      const body = JSON.stringify({ ids });
      const request = { what: 'reading documents', method: 'POST', path, body, signal } as const;
      const { docs } = await sendUntilWhole<DocumentsBody>(connection, request, answer => {
        for (const { error } of answer.docs) if (error) throw toPartError('reading documents', 503, error);
      });
      const actions = docs.filter(({ found }) => !found).map(({ _id }): BulkAction => ({ do: 'delete', id: _id }));
      removed += actions.length;
      await sendBulk(connection, to, actions, { signal });
      ids = [];
    };
    for await (const { id } of scanDocuments(connection, to, signal, { source: false })) {
      ids.push(id);
      if (ids.length === batchDocuments) await check();
    }
    if (ids.length > 0) await check();
    return removed;
  }

  private async copyAll(documents: AsyncIterable<ScannedDocument>): Promise<number> {
    let batch: ScannedDocument[] = [];
    let copied = 0;
    let sending: Promise<unknown> = Promise.resolve();
    const send = async () => {
      const actions = await Promise.all(batch.map(document => this.encode(document)));
      batch = [];
      await sending;
      copied += actions.length;
      const { connection, to, signal } = this.places;
      sending = sendBulk(connection, to, actions, { signal }).then(() =>
        this.onProgress?.((this.count += actions.length)),
      );
      // It is awaited before the next one, or at the end.
      sending.catch(() => {});
    };
    for await (const document of documents) {
      batch.push(document);
      if (batch.length === batchDocuments) await send();
    }
    if (batch.length > 0) await send();
    await sending;
    return copied;
  }

  /** A document as it was added, cut anew; equal scores stay in the order in which documents were added. */
  private async encode({ id, source }: ScannedDocument): Promise<BulkAction> {
    const { schema, encoder, kept } = this.places;
    const input = decodeInput(id, source as ClusterSource, schema);
    for (const name of Object.keys(input)) if (name !== 'id' && !kept.has(name)) delete input[name];
    const values = encoder.check(input);
    return { do: 'index', id, source: encoder.encode(values, await encoder.hash(values), source.order).source };
  }

  /** By shard, all of them: what a shard that is not told of was given would never be copied. */
  private async readCheckpoints(): Promise<Map<string, number>> {
    const { connection, from, signal } = this.places;
    const { shards: count } = await this.countIn(from);
    const path = `/${encodeURIComponent(from)}/_stats?level=shards`;
    const request = { what: 'reading statistics', method: 'GET', path, signal } as const;
    const { indices } = await sendUntilWhole<StatsBody>(connection, request, ({ indices }) => {
      const got = Object.keys(indices?.[from]?.shards ?? {}).length;
      if (got !== count) throw toPartError('reading statistics', 503, `${got} of ${count} shards answered`);
    });
    const shards = Object.entries(indices?.[from]?.shards ?? {});
    return new Map(
      shards.map(([shard, copies]) => [shard, Math.min(...copies.map(copy => copy.seq_no.global_checkpoint))]),
    );
  }

  private async countIn(index: string): Promise<{ readonly shards: number; readonly documents: number }> {
    const { connection, signal } = this.places;
    const path = `/${encodeURIComponent(index)}/_search`;
    const body = JSON.stringify({ size: 0, track_total_hits: true });
    const request = { what: 'counting', method: 'POST', path, body, signal } as const;
    const { hits, _shards } = await sendUntilWhole<SearchBody>(connection, request, requireAllShards);
    return { shards: _shards?.total ?? 0, documents: hits.total.value };
  }
}
