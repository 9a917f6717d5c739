/** The face: documents in, hits out. Numbers and bytes stay below it. */

import { Analyzer } from './analysis/analyzer.ts';
import { type AnalysisOptions, createAnalyzer, createSynonyms } from './analysis-options.ts';
import { checkFields, type InputDocument, type StoredDocument } from './fields.ts';
import { createDocumentReader, createSnippetReader, requireTextFields } from './hit-fields.ts';
import type { IndexReader } from './index/index-reader.ts';
import { type IndexDescription, LiveIndex, type VerifyDepth } from './index/live/live-index.ts';
import type { Schema } from './index/schema.ts';
import { QueryContext } from './query/context/query-context.ts';
import { fieldKindIn } from './query/language/field-kind.ts';
import { parseQueryWithWarnings, type QueryWarning } from './query/language/parse.ts';
import { checkQuery, type Query } from './query/language/query.ts';
import { checkQueryFields } from './query/language/query-fields.ts';
import type { Filter } from './query/match/filter.ts';
import type { Sort } from './query/rank/sort.ts';
import type { SynonymTable } from './query/rewrite/synonym-table.ts';
import { type Explanation, explainDocument } from './query/run/explain.ts';
import { runQuery } from './query/run/run-query.ts';
import type { SearchOptions } from './search-options.ts';
import type { Hit, SearchResult } from './search-result.ts';
import { type Suggestion, type SuggestOptions, suggestWords } from './suggest/suggest.ts';
import { stringFromUnits } from './text/units.ts';

import { requireBytes, requireCount, requireIterable, requireOptions } from './validate.ts';

/** What an index is made of: its fields, and where its words come from. */
export interface IndexOptions<S extends Schema> extends AnalysisOptions {
  /** The fields by name, such as `{ title: text({ weight: 3 }), body: text(), date: date() }`. `id` is always there. */
  readonly fields: S;
}

const defaults = { limit: 10, offset: 0, match: 'smart' } as const;

/**
 * An empty index, in memory.
 *
 * ```ts
 * const index = createIndex({
 *   fields: { title: text({ weight: 3 }), body: text(), author: keyword(), date: date() },
 *   lexicon: await baseLexicon(), // of hansou/lexicon; without one, words are not told, only characters and pairs
 * });
 * index.add({ id: '1', title: '石桥村新桥通车', body: '……', author: ['何田'], date: '2022-09-05' });
 * index.search('新桥').hits[0]?.id; // '1'
 * ```
 * @throws HansouError BAD_ARGUMENT when there is no field, or one has a name that cannot be asked for; BAD_DICTIONARY
 */
export function createIndex<const S extends Schema>(options: IndexOptions<S>): SearchIndex<S> {
  checkFields(requireOptions(options).fields);
  return new SearchIndex<S>(
    new LiveIndex(options.fields, createAnalyzer(options) ?? new Analyzer()),
    createSynonyms(options.synonyms),
  );
}

/**
 * Opens what `toBytes` gave. Checks header, directory and sizes; parses nothing, so it takes a few milliseconds whatever
 * its size.
 *
 * ```ts
 * const index = openIndex<typeof fields>(await readFile('site.hansou')); // the type is for the compiler; fields are in the file
 * ```
 * @param bytes an index, from `toBytes`, `IndexBuilder` or the command line; views on it are kept, so it must not be changed
 * @param words needed for adding only: the lexicon or segmenter that the index was made with
 * @throws HansouError BAD_INDEX, FORMAT_VERSION or BAD_DICTIONARY
 */
export function openIndex<S extends Schema = Schema>(
  bytes: ArrayBufferLike | Uint8Array,
  words: AnalysisOptions = {},
): SearchIndex<S> {
  return new SearchIndex<S>(
    LiveIndex.open(requireBytes(bytes), createAnalyzer(requireOptions(words))),
    createSynonyms(words.synonyms),
  );
}

/** Documents that can be searched, and changed. Every search sees everything that was added before it. */
export class SearchIndex<S extends Schema = Schema> {
  /** Made by `createIndex` and `openIndex`. */
  constructor(
    private readonly live: LiveIndex,
    private readonly synonyms: SynonymTable | undefined,
  ) {}

  private openedContext: QueryContext | undefined;

  /** Made for the first query: an index opens without what queries need. */
  private get context(): QueryContext {
    this.openedContext ??= new QueryContext();
    return this.openedContext;
  }

  /** How many documents it holds. */
  get size(): number {
    return this.live.size;
  }

  /** The fields that it was made with. */
  get fields(): S {
    return this.live.schema as S;
  }

  /**
   * Adds one document; all of it or, on an error, nothing. `id` is any string but ''; fields may be missing.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE, ANALYSIS_MISMATCH
   */
  add(document: InputDocument<S>): void {
    this.live.add(document as Record<string, unknown> & { id: string });
  }

  /**
   * Adds documents one by one; on an error those before it stay.
   * @throws HansouError as `add`
   */
  addAll(documents: Iterable<InputDocument<S>>): void {
    for (const document of requireIterable(documents, 'documents')) this.add(document);
  }

  /**
   * Adds a document, in the place of the one with its id if there is one. It is given whole: fields that are left out are gone.
   * @throws HansouError as `add`, but DUPLICATE_ID
   */
  update(document: InputDocument<S>): void {
    this.live.update(document as Record<string, unknown> & { id: string });
  }

  /** Removes a document. @returns whether there was one with this id */
  remove(id: string): boolean {
    return this.live.remove(id);
  }

  /** Whether there is a document with this id. */
  has(id: string): boolean {
    return this.live.has(id);
  }

  /** The document as it was given, repaired texts as strings; undefined when there is none with this id. */
  get(id: string): StoredDocument<S> | undefined {
    const reader = this.live.reader();
    const document = reader.findDocument(id);
    return document < 0 ? undefined : (reader.getDocument(document) as StoredDocument<S>);
  }

  /** Merges what was added into one segment and drops what was removed. `toBytes` does it by itself; answers are the same. */
  compact(): void {
    this.live.compact();
  }

  /**
   * One file that `openIndex` opens, texts inside: the same documents in the same order give the same bytes. Write it to
   * disk, serve it is; compressing it gains little.
   */
  toBytes(): Uint8Array {
    return this.live.toBytes();
  }

  /**
   * Checks every byte of what was opened against its checksums, and that the structures keep their rules.
   * @param depth `checksums` leaves the structures out, which only bytes that no hansou wrote can break: a tenth of the time
   * @throws HansouError CHECKSUM or BAD_INDEX
   */
  verify(depth: VerifyDepth = 'structure'): void {
    this.live.verify(depth);
  }

  /**
   * What the index holds, what made it, and where its bytes go. It goes through every word, so it takes a while on a
   * large index.
   */
  describe(): IndexDescription & {
    /** Different words (folded) in all text fields. */
    readonly words: number;
  } {
    const reader = this.live.reader();
    const words = new Set<string>();
    for (const [name, field] of Object.entries(reader.schema))
      if (field.type === 'text')
        for (const part of reader.getTextReader(name).vocabularies)
          part.visitWords((units, start, end) => words.add(stringFromUnits(units, start, end)));
    return { ...this.live.describe(), words: words.size };
  }

  /**
   * The best documents for a query.
   *
   * ```ts
   * const { total, hits } = index.search('新桥 "今天通车" -价格', {
   *   filter: { author: '何田', date: { from: '2022-09' } },
   *   limit: 20,
   * });
   * for (const { id, document, snippets } of hits)
   *   for (const snippet of snippets.body ?? []) console.log(id, document.title, toHtml(snippet));
   * ```
   * @param query what a person typed (see `parseQuery`; never fails), or a query as data (`Query`)
   * @throws HansouError BAD_QUERY, BAD_ARGUMENT or UNKNOWN_FIELD for a query as data or options of the wrong shape
   */
  search(query: string | Query, options: SearchOptions<S> = {}): SearchResult<S> {
    const { limit = defaults.limit, offset = defaults.offset, match = defaults.match } = requireOptions(options);
    requireCount(limit, 'limit');
    requireCount(offset, 'offset');
    const reader = this.live.reader();
    const { query: asked, warnings } = this.parseOrCheck(query, reader);
    const { sort, facets, freshness, exactTotal, returnFields = true } = options;
    const fields = requireTextFields(reader, options.fields);
    const ranked = runQuery(
      reader,
      asked,
      {
        limit,
        offset,
        match,
        fields,
        exactTotal,
        filter: options.filter as Filter | undefined,
        sort: sort as Sort | undefined,
        facets: facets as Record<string, number> | undefined,
        freshness,
        synonyms: this.synonyms,
      },
      this.context,
    );
    const kept = createDocumentReader(reader, returnFields);
    const snippets = options.snippet === false ? undefined : createSnippetReader(reader, ranked, options);
    return {
      total: ranked.total,
      totalIsExact: ranked.totalIsExact,
      hits: ranked.documents.map((document, i) => {
        const id = reader.getId(document);
        return {
          id,
          score: ranked.scores[i],
          document: kept(document, id) as StoredDocument<S>,
          tier: ranked.tiers[i],
          snippets: (snippets?.(document) ?? {}) as Hit<S>['snippets'],
        };
      }),
      ...(ranked.facets && { facets: ranked.facets as NonNullable<SearchResult<S>['facets']> }),
      ...(warnings.length > 0 && { warnings }),
    };
  }

  /**
   * Why a document was found, with each part of its score, or why it was not.
   * @returns undefined when there is no such document
   * @throws HansouError as `search`
   */
  explain(
    query: string | Query,
    id: string,
    options: Pick<SearchOptions<S>, 'fields' | 'filter' | 'match' | 'freshness'> = {},
  ): Explanation | undefined {
    const reader = this.live.reader();
    const document = reader.findDocument(id);
    if (document < 0) return undefined;
    const { match = defaults.match, filter, freshness } = requireOptions(options);
    const { query: asked } = this.parseOrCheck(query, reader);
    const { synonyms } = this;
    const fields = requireTextFields(reader, options.fields);
    const asking = { offset: 0, limit: 0, match, fields, filter: filter as Filter | undefined, freshness, synonyms };
    return explainDocument(reader, asked, document, asking, this.context);
  }

  /**
   * What may be typed on: words that begin with what was typed, the most frequent first, and names and words of titles
   * whose pinyin or initials do.
   *
   * ```ts
   * index.suggest('石桥 jian'); // [{ text: '石桥 监利', word: '监利', by: 'pinyin' }]
   * ```
   * @param typed what stands in the search field; its last word is continued
   * @throws HansouError BAD_ARGUMENT
   */
  suggest(typed: string, options: SuggestOptions = {}): Suggestion[] {
    const { limit = defaults.limit, fields } = requireOptions(options);
    const reader = this.live.reader();
    const asking = { limit: requireCount(limit, 'limit'), fields: requireTextFields(reader, fields) };
    return suggestWords(reader, typed, asking, this.context);
  }

  private parseOrCheck(
    query: string | Query,
    reader: IndexReader,
  ): { query: Query; warnings: readonly QueryWarning[] } {
    if (typeof query === 'string') return parseQueryWithWarnings(query, name => fieldKindIn(reader.schema, name));
    checkQuery(query);
    checkQueryFields(query, reader.schema);
    return { query, warnings: [] };
  }
}
