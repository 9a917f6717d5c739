/** An index on a cluster of OpenSearch: the calls of `SearchIndex`, answered by promises. */
import { describeValue, HansouError } from '../errors.ts';
import type { InputDocument, StoredDocument } from '../fields.ts';
import type { AnyIndex } from '../hits/any-index.ts';
import { findPassages, type Passage, type PassageOptions } from '../hits/passages.ts';
import type { Schema } from '../index/schema.ts';
import { explainRules, passageRules, searchRules } from '../options/option-rules.ts';
import type { Query } from '../query/language/query.ts';
import type { Filter } from '../query/match/columns/filter.ts';
import type { Explanation } from '../query/run/explain.ts';
import { type CallOptions, runInTime, splitCallOptions } from '../remote/call-time.ts';
import type { ExplainOptions, FilterOf, SearchOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import { checkOptions, type OptionRules, requireId } from '../validate.ts';
import { type ClusterIndexParts, ClusterSearcher } from './cluster-searcher.ts';
import { type ClusterSource, decodeInput, decodeStored } from './documents/cluster-document.ts';
import { ClusterWriter, type WriteAllOptions, type WriteOptions } from './documents/cluster-writer.ts';
import type { DocumentCutter, UpdateCounts } from './documents/document-writer.ts';
import { isBeingFilled } from './documents/filling.ts';
import { type ScannedDocument, scanDocuments } from './documents/scan-documents.ts';
import { ShardRoutes } from './query/shard-routes.ts';
import { StatisticsCache } from './query/statistics-cache.ts';
import { requireAllShards, type SearchStatus, toPartError } from './transport/answers.ts';
import { refreshIndex, sendUntilWhole } from './transport/send-until-whole.ts';

/** Options of `SearchIndex.search` that a cluster does not know: they would need all documents that match. */
type LocalOption = 'where' | 'distinct' | 'disjunctiveFacets';

/** The options of `SearchIndex.search`, without those that need all documents that match. */
export type ClusterSearchOptions<S extends Schema = Schema> = Omit<SearchOptions<S>, 'signal' | LocalOption>;

const { where, distinct, disjunctiveFacets, ...clusterChecks } = searchRules.checks;
const clusterSearchRules: OptionRules<Omit<SearchOptions, LocalOption>, Schema> = {
  ...searchRules,
  checks: clusterChecks,
  required: [],
};

/**
 * Documents on a cluster that can be searched and changed. Created by `createCluster`.
 *
 * Law: the words of a query, what matches it, its facets and its total are those of one index with all documents; the best
 * `candidates` by the score of the cluster are ranked, and shown, by the same code as on one machine.
 */
export class ClusterIndex<S extends Schema = Schema> implements AnyIndex<S> {
  private readonly statistics: StatisticsCache;
  private readonly routes: ShardRoutes;
  private readonly writer: ClusterWriter;
  private readonly searcher: ClusterSearcher;

  /** Use `createCluster`. @internal */
  constructor(private readonly parts: ClusterIndexParts) {
    const { connection, index, schema } = parts;
    this.routes = new ShardRoutes(connection, index);
    this.statistics = new StatisticsCache(connection, index, schema);
    this.writer = new ClusterWriter(parts, this.statistics);
    this.searcher = new ClusterSearcher(parts, this.statistics, this.routes);
  }

  /** The fields of the index by name, frozen. */
  get fields(): S {
    return this.parts.schema as S;
  }

  /** The name of the index on the cluster: an alias. */
  get name(): string {
    return this.parts.index;
  }

  /** Whether nothing was written to it yet, or a first filling was ended before its end. @internal */
  async isUnfilled(): Promise<boolean> {
    const { connection, index } = this.parts;
    return (await this.countDocuments()) === 0 || isBeingFilled(connection, index);
  }

  /** Number of documents that can be found. */
  async countDocuments(options: CallOptions = {}): Promise<number> {
    const { signal } = splitCallOptions(options);
    const { connection } = this.parts;
    const path = `${this.path}/_count`;
    return connection.reading(async () => {
      const request = { what: 'counting', method: 'GET', path, signal } as const;
      return requireCount((await sendUntilWhole<CountBody>(connection, request, requireAllShards)).count);
    });
  }

  /**
   * Adds a document.
   * @throws HansouError as `SearchIndex.add`; and READ_ONLY, BUSY, TIMEOUT, UNREACHABLE, FORBIDDEN or CLUSTER when the cluster
   *   does not take it
   */
  async add(document: InputDocument<S>, options: WriteOptions = {}): Promise<void> {
    await this.parts.connection.reading(() => this.writer.add(document, options));
  }

  /**
   * Adds documents, or replaces those with the same ids. Each is sent again until the cluster acknowledges it. With
   * `onlyChanged`, those that the cluster holds as they are are not sent: a run that was ended goes on where it stopped.
   * @throws HansouError as `add`, except DUPLICATE_ID; those acknowledged before stay
   */
  async updateAll(
    documents: Iterable<InputDocument<S>> | AsyncIterable<InputDocument<S>>,
    options: WriteAllOptions = {},
  ): Promise<UpdateCounts> {
    return this.writer.updateAll(documents, options);
  }

  /** `updateAll` with documents that other threads cut. @internal */
  updateAllCutBy(
    cutter: DocumentCutter,
    documents: AsyncIterable<unknown>,
    options: WriteAllOptions,
  ): Promise<UpdateCounts> {
    return this.writer.updateAll(documents, options, cutter);
  }

  /** Adds a document, or replaces the one with the same id. @throws HansouError as `add`, except DUPLICATE_ID */
  async update(document: InputDocument<S>, options: WriteOptions = {}): Promise<void> {
    await this.parts.connection.reading(() => this.writer.update(document, options));
  }

  /** Removes a document. @returns whether there was one with this id */
  async remove(id: string, options: WriteOptions = {}): Promise<boolean> {
    return this.parts.connection.reading(() => this.writer.remove(id, options));
  }

  /**
   * Removes all documents that pass a filter, of those that can be found now.
   * @returns how many there were
   */
  async removeAll(filter: FilterOf<S>, options: WriteOptions = {}): Promise<number> {
    return this.parts.connection.reading(() => this.writer.removeAll(filter as Filter, options));
  }

  /** Makes everything that was written findable now. */
  async refresh(options: CallOptions = {}): Promise<void> {
    const { signal } = splitCallOptions(options);
    await refreshIndex(this.parts.connection, this.parts.index, signal);
    this.statistics.clear();
  }

  /** Returns a document as it was added, with repaired texts as strings; undefined when there is none with this id. */
  async get(id: string, options: CallOptions = {}): Promise<StoredDocument<S> | undefined> {
    const { signal } = splitCallOptions(options);
    const known = requireId(id);
    return this.parts.connection.reading(async () => {
      const source = await this.getSource(known, signal);
      return source && (decodeStored(id, source) as StoredDocument<S>);
    });
  }

  /** Returns whether there is a document with this id. */
  async has(id: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.get(id, options)) !== undefined;
  }

  /** Iterates over all documents as they can be found now, in the order in which they were added. */
  async *documents(options: CallOptions = {}): AsyncGenerator<StoredDocument<S>> {
    yield* this.readScan(options, ({ id, source }) => decodeStored(id, source) as StoredDocument<S>);
  }

  /** Iterates over all documents as they can be added to an index, with the repaired texts. */
  async *inputs(options: CallOptions = {}): AsyncGenerator<InputDocument<S>> {
    yield* this.readScan(options, ({ id, source }) => decodeInput(id, source, this.parts.schema) as InputDocument<S>);
  }

  /**
   * `SearchIndex.search`. A time limit includes the waiting for the cluster: when it is over, the result is partial and empty.
   * Words of similar sound or spelling are not looked for (a warning says so), and the hits stand among
   * the first `maxPlace`.
   * @throws HansouError as `SearchIndex.search`; TOO_COSTLY for what a cluster could only answer by reading too much; and what
   *   requests throw
   */
  async search(query: string | Query, options: ClusterSearchOptions<S> & CallOptions = {}): Promise<SearchResult<S>> {
    const { signal, timeLimit, rest } = splitCallOptions(options);
    checkOptions(clusterSearchRules, rest, this.parts.schema);
    const asked = rest as SearchOptions;
    const { searcher } = this;
    const { connection } = this.parts;
    const search = (limited: AbortSignal | undefined) =>
      connection.reading(() => searcher.search(query, asked, limited));
    if (timeLimit === undefined) return search(signal) as Promise<SearchResult<S>>;
    const result = await runInTime(signal, timeLimit, search);
    return (result ?? { total: 0, tiers: [], totalIsExact: false, hits: [], partial: true }) as SearchResult<S>;
  }

  /** `SearchIndex.passages`. @throws HansouError as `search` */
  async passages(query: string | Query, options: PassageOptions<S> & CallOptions = {}): Promise<Passage[]> {
    const { signal, rest: asked } = splitCallOptions(options);
    checkOptions(passageRules, asked, this.parts.schema);
    const { result } = await this.parts.connection.reading(() =>
      this.searcher.run(asked as SearchOptions, signal, (searcher, reader) =>
        findPassages(
          reader,
          query,
          asked as PassageOptions,
          (part, settings) => searcher.search(part, settings as SearchOptions) as SearchResult,
        ),
      ),
    );
    return result;
  }

  /** `SearchIndex.explain`. @throws HansouError as `search` */
  async explain(
    query: string | Query,
    id: string,
    options: ExplainOptions<S> & CallOptions = {},
  ): Promise<Explanation | undefined> {
    const { signal, rest: asked } = splitCallOptions(options);
    checkOptions(explainRules, asked, this.parts.schema);
    const known = requireId(id);
    return this.parts.connection.reading(async () => {
      const source = await this.getSource(known, signal);
      if (!source) return undefined;
      const { result } = await this.searcher.run(
        asked as SearchOptions,
        signal,
        searcher => searcher.explain(query, id, asked as ExplainOptions),
        [{ id, source }],
      );
      return result;
    });
  }

  /**
   * Always rejected: a cluster would have to read its whole dictionary for each letter that is typed.
   * @throws HansouError TOO_COSTLY
   */
  async suggest(): Promise<never> {
    throw new HansouError('TOO_COSTLY', 'a cluster suggests no words', {
      expected: 'an index in a file',
      got: 'an index on a cluster',
      hint: 'Suggest from an index file of the most important documents, beside the cluster.',
    });
  }

  private async getSource(id: string, signal: AbortSignal | undefined): Promise<ClusterSource | undefined> {
    if (id === '') return undefined;
    const path = `${this.path}/_mget`;
    const body = JSON.stringify({ ids: [id] });
    const request = { what: 'reading a document', method: 'POST', path, body, signal } as const;
    // Where a shard gives no answer it is not known whether there is such a document.
    const { docs } = await sendUntilWhole<DocumentBody>(this.parts.connection, request, ({ docs: [found] }) => {
      if (found?.error) throw toPartError('reading a document', 503, found.error);
    });
    return docs[0]?.found ? docs[0]._source : undefined;
  }

  private readScan<T>(options: CallOptions, read: (document: ScannedDocument) => T): AsyncGenerator<T> {
    const { signal } = splitCallOptions(options);
    const { connection, index } = this.parts;
    async function* readEach(): AsyncGenerator<T> {
      for await (const document of scanDocuments(connection, index, signal)) yield read(document);
    }
    return connection.readingAll(readEach());
  }

  private get path(): string {
    return `/${encodeURIComponent(this.parts.index)}`;
  }
}

interface CountBody extends SearchStatus {
  readonly count: unknown;
}

interface DocumentBody {
  readonly docs: readonly { readonly found?: boolean; readonly error?: unknown; readonly _source?: ClusterSource }[];
}

/** @throws TypeError for an answer that gives no number */
function requireCount(count: unknown): number {
  if (typeof count !== 'number') throw new TypeError(`count is ${describeValue(count)}`);
  return count;
}
