/** Answers queries on an index of a cluster: brings candidates, and runs hansou's own code on them. */
import type { Analyzer } from '../analysis/analyzer.ts';
import { MissingBytes } from '../bytes/missing-bytes.ts';
import { HansouError } from '../errors.ts';
import type { IndexReader } from '../index/index-reader.ts';
import type { Schema } from '../index/schema.ts';
import type { Query } from '../query/language/query.ts';
import { type Sort, sortKeys } from '../query/rank/sort.ts';
import type { SynonymTable } from '../query/rewrite/synonyms/synonym-table.ts';
import type { SearchOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import { Searcher } from '../searcher.ts';
import type { WriteTarget } from './documents/write-target.ts';
import { DocumentAnalyzer, type FoundDocument, HeldDocuments } from './held/held-documents.ts';
import { Candidates, type LoadedRule } from './query/candidates.ts';
import { ClusterReader } from './query/cluster-reader.ts';
import { countFacets, type Facets } from './query/facets.ts';
import type { ShardRoutes } from './query/shard-routes.ts';
import { Statistics } from './query/statistics.ts';
import type { StatisticsCache } from './query/statistics-cache.ts';
import type { ClusterConnection } from './transport/answers.ts';

/** What an index on a cluster is made of. */
export interface ClusterIndexParts {
  readonly connection: ClusterConnection;
  readonly index: string;
  readonly target: WriteTarget;
  readonly schema: Schema;
  readonly analyzer: Analyzer;
  readonly synonyms: SynonymTable | undefined;
  readonly candidates: number;
}

/** The best documents are chosen among these, and sorted ones are brought up to this place. */
export const maxPlace = 1000;
/** A query asks the cluster no more often than this. */
const maxRounds = 300;
const defaultLimit = 10;
/** A smart search that finds fewer documents would look for words of similar sound and spelling. */
const enoughDocuments = 10;

/** Runs calls of a `Searcher` on documents that it brings from a cluster. */
export class ClusterSearcher {
  private readonly analyzer: DocumentAnalyzer;

  constructor(
    private readonly parts: ClusterIndexParts,
    private readonly cache: StatisticsCache,
    private readonly routes: ShardRoutes,
  ) {
    this.analyzer = new DocumentAnalyzer(parts.schema, parts.analyzer);
  }

  /** `Searcher.search`; facets of more documents than were brought are counted on the cluster. */
  async search(query: string | Query, options: SearchOptions, signal: AbortSignal | undefined): Promise<SearchResult> {
    const { schema, connection, index } = this.parts;
    const { facets, minRelevance } = options;
    const { result, rules } = await this.run(
      options,
      signal,
      searcher => searcher.search(query, options) as SearchResult,
    );
    const found = rules.filter(({ rule }) => result.tiers.some(({ tier }) => tier === rule));
    const isWhole = found.every(({ matches }) => matches.loaded === matches.total);
    if (facets && !isWhole && minRelevance) throw relevanceOfAll();
    const counted =
      facets && !isWhole
        ? await countFacets(connection, index, schema, facets as Facets, found, signal)
        : result.facets;
    return { ...result, ...(counted && { facets: counted }), ...leftOutWarning(result, query, options.match) };
  }

  /** Runs a call of the searcher, again and again, until all is there that it needs. */
  async run<T>(
    { filter, sort, offset = 0, limit = defaultLimit }: SearchOptions,
    signal: AbortSignal | undefined,
    call: (searcher: Searcher, reader: IndexReader) => T,
    known: readonly FoundDocument[] = [],
  ): Promise<{ result: T; rules: LoadedRule[] }> {
    const { connection, index, schema, synonyms, candidates } = this.parts;
    if (offset + limit > maxPlace) throw tooDeep(offset + limit);
    const statistics = new Statistics(connection, index, this.routes, await this.cache.get(signal));
    const held = new HeldDocuments(this.analyzer);
    held.addAll(known);
    const loader = new Candidates(connection, index, statistics, held, {
      schema,
      filter,
      sort: sortKeys(sort as Sort | undefined),
      count: Math.min(maxPlace, Math.max(candidates, 2 * (offset + limit))),
    });
    let reader = new ClusterReader(held, statistics);
    const searcher = new Searcher(schema, () => reader, synonyms, loader);
    for (let round = 0; round < maxRounds; round++) {
      try {
        return { result: call(searcher, reader), rules: [...loader.rules.values()] };
      } catch (error) {
        if (!(error instanceof MissingBytes)) throw error;
        signal?.throwIfAborted();
        await Promise.all([error.loadPart?.(), statistics.loadWanted(signal), loader.loadWanted(signal)]);
        if (reader.documentLimit !== held.list.length) reader = new ClusterReader(held, statistics);
      }
    }
    throw new HansouError('TOO_COSTLY', 'the query asks too much of a cluster', {
      expected: `at most ${maxRounds} rounds of requests`,
      got: 'more',
      hint: 'Ask a shorter query.',
    });
  }
}

function tooDeep(place: number): HansouError {
  return new HansouError('TOO_COSTLY', 'hits so far down are not brought from a cluster', {
    expected: `offset + limit to be at most ${maxPlace}`,
    got: `${place}`,
    hint: 'Restrict the search by a filter, or iterate over documents().',
  });
}

/** Says that rules which need the whole dictionary were left out, where they would have been tried. */
function leftOutWarning(
  { total, warnings = [], tiers }: SearchResult,
  query: string | Query,
  match: SearchOptions['match'] = 'smart',
): Pick<SearchResult, 'warnings'> | undefined {
  const isLiteral = tiers.some(({ tier }) => tier === 'literal' || tier === 'listed');
  if (match !== 'smart' || isLiteral || total >= enoughDocuments || query === '') return undefined;
  const length = typeof query === 'string' ? query.length : 0;
  const message = 'words of similar sound or spelling are not looked for on a cluster';
  return { warnings: [...warnings, { message, span: { start: 0, end: length } }] };
}

function relevanceOfAll(): HansouError {
  return new HansouError('TOO_COSTLY', 'facets of relevant documents cannot be counted on a cluster', {
    expected: 'facets without minRelevance, or no more matching documents than candidates',
    got: 'both',
    hint: 'Leave one of them out, or restrict the search by a filter.',
  });
}
