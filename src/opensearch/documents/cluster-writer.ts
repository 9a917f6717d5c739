/** Adds, replaces and removes documents of an index on a cluster. */

import { HansouError } from '../../errors.ts';
import { LiveIndex } from '../../index/live/live-index.ts';
import { checkFilter } from '../../options/option-rules.ts';
import { type Filter, matchFilter } from '../../query/match/columns/filter.ts';
import { type CallOptions, checkSignal } from '../../remote/call-time.ts';
import {
  checkBoolean,
  checkFunction,
  checkOptions,
  type OptionRules,
  requireId,
  requireIterable,
} from '../../validate.ts';
import type { ClusterIndexParts } from '../cluster-searcher.ts';
import { filterClause } from '../query/clauses.ts';
import type { StatisticsCache } from '../query/statistics-cache.ts';
import { toPartError } from '../transport/answers.ts';
import { refreshIndex } from '../transport/send-until-whole.ts';
import { type BulkAction, type BulkOptions, sendBulk } from './bulk-writer.ts';
import { DocumentEncoder } from './cluster-document.ts';
import { type DocumentCutter, LocalCutter, type UpdateCounts, writeDocuments } from './document-writer.ts';
import { beginFilling } from './filling.ts';

/** How documents are written. */
export interface WriteOptions extends CallOptions {
  /** Whether the documents can be found when the promise is fulfilled (default false: within the refresh interval). */
  readonly refresh?: boolean;
}

/** How many documents are written. */
export interface WriteAllOptions extends WriteOptions {
  /** Whether documents that the cluster holds as they are are left as they are (default false). */
  readonly onlyChanged?: boolean;
  /**
   * Whether the cluster keeps one copy of each document, and shows no new ones, until all are written (default false). It takes
   * less than half of the time; for a first filling that can be repeated when a node is lost meanwhile.
   */
  readonly withoutReplicas?: boolean;
  /** Called with what was done so far, each time the cluster has acknowledged some documents. */
  readonly onProgress?: (counts: UpdateCounts) => void;
}

const writeRules: OptionRules<WriteAllOptions> = {
  owner: 'writing',
  checks: {
    signal: checkSignal,
    refresh: checkBoolean,
    onlyChanged: checkBoolean,
    withoutReplicas: checkBoolean,
    onProgress: checkFunction,
  },
  example: '{ refresh: true }',
};

interface RemovedBody {
  readonly deleted: number;
  /** Documents that were not removed, and shards that were not searched. */
  readonly failures?: readonly { readonly status?: number; readonly cause?: unknown; readonly reason?: unknown }[];
}

/** Writes to one index. */
export class ClusterWriter {
  private readonly encoder: DocumentEncoder;

  constructor(
    private readonly parts: ClusterIndexParts,
    private readonly statistics: StatisticsCache,
  ) {
    this.encoder = new DocumentEncoder(parts.schema, parts.analyzer);
  }

  async add(document: unknown, options: WriteOptions): Promise<void> {
    checkOptions(writeRules, options, undefined);
    const { id, source } = await this.encode(document);
    const [{ result }] = await this.write([{ do: 'create', id, source }], options);
    if (result === 'exists') throw duplicateId(id);
  }

  async updateAll(
    documents: Iterable<unknown> | AsyncIterable<unknown>,
    options: WriteAllOptions,
    cutter: DocumentCutter = new LocalCutter(this.encoder),
  ): Promise<UpdateCounts> {
    checkOptions(writeRules, options, undefined);
    const { onlyChanged = false, withoutReplicas = false, signal, onProgress, refresh } = options;
    const { connection, index, target } = this.parts;
    const all = isAsyncIterable(documents) ? documents : requireIterable(documents, 'documents');
    const finish = withoutReplicas
      ? await connection.reading(() => beginFilling(connection, index, signal))
      : undefined;
    let counts: UpdateCounts;
    try {
      counts = await writeDocuments(connection, target, this.encoder, all, { cutter, onlyChanged, signal, onProgress });
    } finally {
      await finish?.();
      this.statistics.clear();
    }
    if (refresh) await refreshIndex(connection, index, signal);
    return counts;
  }

  async update(document: unknown, options: WriteOptions): Promise<void> {
    checkOptions(writeRules, options, undefined);
    const { id, source } = await this.encode(document);
    await this.write([{ do: 'index', id, source }], options);
  }

  async remove(id: string, options: WriteOptions): Promise<boolean> {
    checkOptions(writeRules, options, undefined);
    const [{ result }] = await this.write([{ do: 'delete', id: requireId(id) }], options);
    return result === 'deleted';
  }

  async removeAll(filter: Filter, options: WriteOptions): Promise<number> {
    checkOptions(writeRules, options, undefined);
    const { schema, connection, analyzer, target } = this.parts;
    checkFilter('the filter', filter);
    // Checks names, kinds and values.
    matchFilter(new LiveIndex(schema, analyzer).reader(), filter);
    const body = JSON.stringify({ query: filterClause(schema, filter) });
    const answer = await target.write(index => {
      const path = `/${encodeURIComponent(index)}/_delete_by_query?conflicts=proceed&refresh=${options.refresh ?? false}`;
      return connection.send<RemovedBody>('removing', 'POST', path, body, options.signal);
    }, options.signal);
    this.statistics.clear();
    const [failure] = answer.failures ?? [];
    if (failure) throw toPartError('removing', failure.status ?? 503, failure.cause ?? failure.reason);
    return answer.deleted;
  }

  private async encode(document: unknown) {
    const values = this.encoder.check(document);
    return this.encoder.encode(values, await this.encoder.hash(values));
  }

  private async write(actions: readonly BulkAction[], { refresh, signal }: WriteOptions) {
    const { connection, target } = this.parts;
    const options: BulkOptions = { refresh: refresh ?? false, ...(signal && { signal }) };
    const outcomes = await target.write(index => sendBulk(connection, index, actions, options), signal);
    this.statistics.clear();
    return outcomes;
  }
}

function isAsyncIterable<T>(value: Iterable<T> | AsyncIterable<T>): value is AsyncIterable<T> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function duplicateId(id: string): HansouError {
  return new HansouError('DUPLICATE_ID', 'the index already holds a document with this id', {
    expected: 'a distinct id for each document',
    got: JSON.stringify(id),
    hint: 'Use update to replace the document.',
  });
}
