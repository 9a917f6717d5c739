/**
 * Searches what an `IndexReader` reads: the options of a query in, hits out. `SearchIndex` searches an index in memory with
 * it, `RemoteIndex` one that is read by ranges; what builds and changes an index is not needed for it.
 */

import type { StoredDocument } from './fields.ts';
import { DeferredText } from './hits/deferred-text.ts';
import { createDocumentReader, createSnippetReader, gatherHits } from './hits/hit-fields.ts';
import type { IndexReader } from './index/index-reader.ts';
import type { Schema } from './index/schema.ts';
import { checkExplainOptions, checkSearchOptions, checkSuggestOptions } from './options/option-rules.ts';
import { arePlainSearchOptions, arePlainSuggestOptions } from './options/plain-options.ts';
import { Budget } from './query/context/budget.ts';
import { fieldKindIn } from './query/language/field-kind.ts';
import { normalizeQuery } from './query/language/normalize-words.ts';
import { parseQueryWithWarnings } from './query/language/parse.ts';
import { copyQuery, type Query } from './query/language/query.ts';
import { checkQueryFields } from './query/language/query-fields.ts';
import type { QueryWarning } from './query/language/query-parser.ts';
import type { Filter } from './query/match/columns/filter.ts';
import type { Sort } from './query/rank/sort.ts';
import type { SynonymTable } from './query/rewrite/synonyms/synonym-table.ts';
import { type Explanation, explainDocument } from './query/run/explain.ts';
import type { MatchLoader } from './query/run/match-loader.ts';
import { maxVerifiedDocuments } from './query/run/max-verified.ts';
import { QuerySession } from './query/run/query-session.ts';
import { type RunOptions, runQuery } from './query/run/run-query.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from './search-options.ts';
import type { Hit, SearchResult } from './search-result.ts';
import { SnippetBuffers } from './snippet/snippet.ts';
import { type SuggestResult, suggestWords } from './suggest/suggest.ts';
import { invalid, requireId } from './validate.ts';

const defaults = { limit: 10, offset: 0, match: 'smart' } as const;

/** Hits that are made although the time is over: those of a first page. */
const minHits = 10;

/** The option `where`. */
type Where = (document: object) => unknown;

/** Tests documents by a function of the caller. @throws HansouError BAD_ARGUMENT when it returns no boolean */
function createTest(reader: IndexReader, where: Where, deferred: DeferredText): (document: number) => boolean {
  const readDocument = createDocumentReader(reader, true, deferred);
  return document => {
    const passes = where(readDocument(document, ''));
    if (typeof passes !== 'boolean') throw invalid('what where returns', 'true or false', passes, 'Return a boolean.');
    return passes;
  };
}

/** Answers the queries on one index. The calls are those of `SearchIndex`. */
export class Searcher<S extends Schema = Schema> {
  /** What queries on the index share, while none runs; created by the first query: opening allocates nothing that only queries need. */
  private freeSession: QuerySession | undefined;
  private readonly deferred = new DeferredText();
  private createdBuffers: SnippetBuffers | undefined;

  /**
   * @param schema is frozen
   * @param getReader gives a reader of the index as it is now
   * @param loader undefined where the reader has all documents
   */
  constructor(
    schema: Schema,
    private readonly getReader: () => IndexReader,
    private readonly synonyms: SynonymTable | undefined,
    private readonly loader?: MatchLoader,
  ) {
    for (const field of Object.values(schema)) Object.freeze(field);
    Object.freeze(schema);
  }

  private get snippetBuffers(): SnippetBuffers {
    this.createdBuffers ??= new SnippetBuffers();
    return this.createdBuffers;
  }

  get(id: string): StoredDocument<S> | undefined {
    const reader = this.getReader();
    const document = reader.findDocument(requireId(id));
    return document < 0 ? undefined : (reader.getDocument(document) as StoredDocument<S>);
  }

  search(query: string | Query, options: SearchOptions<S>): SearchResult<S> {
    return this.withSession(session => this.runSearch(query, options, session, false));
  }

  /**
   * The beginning of what `search` gives: the hits of the tiers that are tried before any lower one, with the totals of these.
   * Undefined where an option mixes tiers, so that a hit of a lower one may come between them.
   * Law: its hits are the first ones of `search`, with the same scores; their snippets may lack marks of words that only
   * lower tiers looked for.
   */
  searchUpperTiers(query: string | Query, options: SearchOptions<S>): SearchResult<S> | undefined {
    if (options.sort !== undefined || options.distinct !== undefined) return undefined;
    return this.withSession(session => this.runSearch(query, options, session, true));
  }

  private runSearch(
    query: string | Query,
    options: SearchOptions<S>,
    session: QuerySession,
    upperOnly: boolean,
  ): SearchResult<S> {
    const reader = this.getReader();
    if (!arePlainSearchOptions(options, reader.schema)) checkSearchOptions(options, reader.schema);
    const { limit = defaults.limit, offset = defaults.offset, match = defaults.match, returnFields = true } = options;
    const {
      fields,
      weights,
      filter,
      where,
      sort,
      facets,
      disjunctiveFacets,
      distinct,
      freshness,
      exactTotal,
      minRelevance,
      snippet,
    } = options;
    const { query: parsed, warnings } = this.parseOrCheck(query, reader);
    const budget = new Budget(options, maxVerifiedDocuments(parsed, reader.documentCount));
    const ranked = runQuery(
      reader,
      parsed,
      {
        limit,
        offset,
        match,
        fields,
        weights,
        exactTotal,
        minRelevance,
        filter: filter as Filter | undefined,
        sort: sort as Sort | undefined,
        facets: facets as RunOptions['facets'],
        disjunctiveFacets,
        distinct,
        where: where && createTest(reader, where as Where, this.deferred),
        freshness,
        synonyms: this.synonyms,
        loader: this.loader,
        typed: typeof query === 'string' ? query : undefined,
        budget,
        upperOnly,
      },
      session,
    );
    const readDocument = createDocumentReader(reader, returnFields, this.deferred);
    const wantsSnippets = snippet !== false && ranked.documents.length > 0;
    const readSnippets = wantsSnippets ? createSnippetReader(reader, ranked, options, this.snippetBuffers) : undefined;
    if (reader.loadsBytes) gatherHits(ranked.documents, { reader, readDocument, readSnippets });
    const hits: Hit<S>[] = [];
    for (let i = 0; i < ranked.documents.length; i++) {
      if (i >= minHits && budget.isSpent) break;
      const document = ranked.documents[i];
      const id = reader.getId(document);
      const hit: Record<string, unknown> = {
        id,
        score: ranked.scores[i],
        document: readDocument(document, id),
        relevance: ranked.relevance[i],
        tier: ranked.tiers[i],
      };
      if (ranked.groups) hit['groupSize'] = ranked.groups.sizes[i];
      const shown = readSnippets?.(document);
      hit['snippets'] = shown?.snippets ?? {};
      if (shown) hit['words'] = shown.words;
      if (shown?.sections) hit['sections'] = shown.sections;
      hits.push(hit as unknown as Hit<S>);
    }
    return {
      total: ranked.total,
      tiers: ranked.tierTotals,
      ...(ranked.groups && { groups: ranked.groups.total }),
      totalIsExact: ranked.totalIsExact && !budget.isPartial,
      hits,
      ...(ranked.facets && { facets: ranked.facets as NonNullable<SearchResult<S>['facets']> }),
      ...(ranked.didYouMean.length > 0 && { didYouMean: ranked.didYouMean }),
      ...(budget.isPartial && { partial: true }),
      ...(warnings.length > 0 && { warnings }),
    };
  }

  explain(query: string | Query, id: string, options: ExplainOptions<S>): Explanation | undefined {
    return this.withSession(session => this.runExplain(query, id, options, session));
  }

  private runExplain(
    query: string | Query,
    id: string,
    options: ExplainOptions<S>,
    session: QuerySession,
  ): Explanation | undefined {
    const reader = this.getReader();
    checkExplainOptions(options, reader.schema);
    const { fields, weights, match = defaults.match, filter, freshness, minRelevance } = options;
    const { query: parsed } = this.parseOrCheck(query, reader);
    const document = reader.findDocument(requireId(id));
    if (document < 0) return undefined;
    const { synonyms, loader } = this;
    const run = {
      offset: 0,
      limit: 0,
      match,
      fields,
      weights,
      filter: filter as Filter | undefined,
      freshness,
      minRelevance,
      synonyms,
      loader,
      typed: typeof query === 'string' ? query : undefined,
    };
    return explainDocument(reader, parsed, document, run, session);
  }

  suggest(typed: string, options: SuggestOptions<S>): SuggestResult {
    const reader = this.getReader();
    if (!arePlainSuggestOptions(options)) checkSuggestOptions(options, reader.schema);
    const { limit = defaults.limit, fields, titles, filter } = options;
    const asked = { ...options, limit, fields, titles, filter: filter as Filter | undefined };
    return this.withSession(session => suggestWords(reader, typed, asked, session));
  }

  /**
   * Runs a query. What it leaves in the session when it is interrupted is dropped: all after damage or missing bytes, what may be half
   * made when its budget was spent.
   */
  private withSession<T extends object | undefined>(run: (session: QuerySession) => T): T {
    // A search that the option `where` makes meanwhile has a session of its own.
    const session = this.freeSession ?? new QuerySession();
    this.freeSession = undefined;
    const result = run(session);
    if (result && 'partial' in result) session.dropHalfMade();
    this.freeSession = session;
    return result;
  }

  private parseOrCheck(
    query: string | Query,
    reader: IndexReader,
  ): { query: Query; warnings: readonly QueryWarning[] } {
    if (typeof query === 'string') {
      if (query.trim() === '*') return { query: { words: '' }, warnings: [] };
      const parsed = parseQueryWithWarnings(query, name => fieldKindIn(reader.schema, name));
      return { query: normalizeQuery(parsed.query, query), warnings: parsed.warnings };
    }
    const copied = copyQuery(query);
    checkQueryFields(copied, reader.schema);
    return { query: normalizeQuery(copied), warnings: [] };
  }
}
