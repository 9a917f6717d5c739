/**
 * The public face of an index: documents go in, hits come out. Numbers and bytes stay below it (`LiveIndex`, `runQuery`).
 * Entry points: `createIndex`, `openIndex`, and `openFile` of `hansou/node`.
 */
import { Analyzer } from './analysis/analyzer.ts';
import { MemorySource } from './bytes/byte-source.ts';
import { copyFields, type InputDocument, type StoredDocument } from './fields.ts';
import type { AnyIndex } from './hits/any-index.ts';
import { findPassages, type Passage, type PassageOptions } from './hits/passages.ts';
import type { IndexReader } from './index/index-reader.ts';
import { type IndexDescription, LiveIndex, type VerifyDepth } from './index/live/live-index.ts';
import type { Schema } from './index/schema.ts';
import {
  type AnalysisOptions,
  createAnalyzer,
  createIndexRules,
  type IndexOptions,
  openIndexRules,
} from './index-options.ts';
import { checkFilter, passageRules } from './options/option-rules.ts';
import { collectLiveDocuments } from './query/context/live-documents.ts';
import type { Query } from './query/language/query.ts';
import { type Filter, matchFilter } from './query/match/columns/filter.ts';
import type { SynonymTable } from './query/rewrite/synonyms/synonym-table.ts';
import type { Explanation } from './query/run/explain.ts';
import type { ExplainOptions, FilterOf, ReturnFields, SearchOptions, SuggestOptions } from './search-options.ts';
import type { SearchResult } from './search-result.ts';
import { Searcher } from './searcher.ts';
import type { SuggestResult } from './suggest/suggest.ts';
import { createSynonyms } from './synonym-options.ts';
import { stringFromUnits } from './text/units.ts';
import {
  addMark,
  checkOneOf,
  checkOptions,
  classMark,
  hasMark,
  notJson,
  requireBytes,
  requireId,
  requireIterable,
  requireOneOrMore,
} from './validate.ts';

/** An index file in memory. */
export type IndexBytes = ArrayBufferLike | Uint8Array;

const indexMark = /* @__PURE__ */ classMark('SearchIndex');
const checkDepth = /* @__PURE__ */ checkOneOf('checksums', 'structure');

/**
 * Creates an empty index in memory.
 *
 * ```ts
 * const index = createIndex({
 *   fields: { title: text({ weight: 3 }), body: text(), author: keyword(), date: date() },
 *   lexicon: await baseLexicon(), // of hansou/lexicon; without a lexicon only characters and bigrams are indexed
 * });
 * index.add({ id: '1', title: '石桥村新桥通车', body: '……', author: ['何田'], date: '2022-09-05' });
 * index.search('新桥').hits[0]?.id; // '1'
 * ```
 * @throws HansouError BAD_ARGUMENT for options that are unknown, missing or invalid; BAD_DICTIONARY for synonyms
 */
export function createIndex<const S extends Schema>(options: IndexOptions<S>): SearchIndex<S> {
  checkOptions(createIndexRules, options, undefined);
  const live = new LiveIndex(copyFields(options.fields), createAnalyzer(options) ?? new Analyzer());
  return SearchIndex.create<S>(live, createSynonyms(options));
}

/**
 * Opens an index from its bytes. It checks header, directory and sizes and parses nothing else, so it takes a few
 * milliseconds whatever the size.
 *
 * ```ts
 * // The type parameter is for the compiler only; the fields are in the file.
 * const index = openIndex<typeof fields>(await readFile('site.hansou'));
 * ```
 * Several indexes with the same fields and analysis are opened as one. Law: it answers as one that was built of all their
 * documents; of documents with one id, only that of the latest index counts.
 *
 * @param bytes an index from `toBytes`, `IndexBuilder` or the command line, or several. They are used, not copied, and must
 *   not be changed
 * @param options for adding documents, the lexicon or segmenter that the index was made with; synonyms
 * @throws HansouError BAD_INDEX or FORMAT_VERSION for the bytes, SCHEMA_MISMATCH or ANALYSIS_MISMATCH for several that do not
 *   belong together; BAD_ARGUMENT or BAD_DICTIONARY for the options
 */
export function openIndex<S extends Schema = Schema>(
  bytes: IndexBytes | readonly IndexBytes[],
  options: AnalysisOptions = {},
): SearchIndex<S> {
  checkOptions(openIndexRules, options, undefined);
  const sources = requireOneOrMore(bytes).map(each => new MemorySource(requireBytes(each)));
  return SearchIndex.create<S>(LiveIndex.openAll(sources, createAnalyzer(options)), createSynonyms(options));
}

/**
 * Documents that can be searched and changed. Every search sees all changes made before it.
 *
 * Law: whatever it returns is frozen or the caller's own: changing it changes nothing in the index.
 */
export class SearchIndex<S extends Schema = Schema> implements AnyIndex<S> {
  private readonly searcher: Searcher<S>;

  /** Use `createIndex`, `openIndex` or `openFile`. */
  private constructor(
    /** @internal */
    readonly live: LiveIndex,
    synonyms: SynonymTable | undefined,
  ) {
    addMark(this, indexMark);
    this.searcher = new Searcher(live.schema, () => live.reader(), synonyms);
  }

  /** @internal */
  static create<S extends Schema>(live: LiveIndex, synonyms: SynonymTable | undefined): SearchIndex<S> {
    return new SearchIndex<S>(live, synonyms);
  }

  /** Number of documents. */
  get size(): number {
    return this.live.size;
  }

  /** The fields of the index by name, frozen. */
  get fields(): S {
    return this.live.schema as S;
  }

  /**
   * Adds a document. `id` is any string except ''; fields may be missing. On an error nothing is added.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE, ANALYSIS_MISMATCH
   */
  add(document: InputDocument<S>): void {
    this.live.add(document as Record<string, unknown> & { id: string });
  }

  /**
   * Adds documents one by one. On an error the documents before it stay added.
   * @throws HansouError as `add`
   */
  addAll(documents: Iterable<InputDocument<S>>): void {
    for (const document of requireIterable(documents, 'documents')) this.add(document);
  }

  /**
   * Adds a document and removes the one with the same id, if there is one. Fields that are left out are not taken over.
   * @throws HansouError as `add`, except DUPLICATE_ID
   */
  update(document: InputDocument<S>): void {
    this.live.update(document as Record<string, unknown> & { id: string });
  }

  /**
   * Removes a document.
   * @returns whether there was one with this id
   * @throws HansouError BAD_ARGUMENT when the id is not a string
   */
  remove(id: string): boolean {
    return this.live.remove(requireId(id));
  }

  /**
   * Returns whether there is a document with this id.
   * @throws HansouError BAD_ARGUMENT when the id is not a string
   */
  has(id: string): boolean {
    return this.live.has(requireId(id));
  }

  /** Iterates over the ids of all documents, in the order in which they were added, as the index is when it is called. */
  ids(): Generator<string> {
    const reader = this.live.reader();
    return iterate(reader, document => reader.getId(document));
  }

  /**
   * Iterates over all documents, as `get` returns them, in the order in which they were added. Documents that are added,
   * changed or removed after it is called are seen as they were.
   */
  documents(): Generator<StoredDocument<S>> {
    const reader = this.live.reader();
    return iterate(reader, document => reader.getDocument(document) as StoredDocument<S>);
  }

  /**
   * Removes all documents that pass a filter: `removeAll({ date: { to: '2020' } })`, `removeAll({ id: ['1', '7'] })`.
   * @returns how many there were
   * @throws HansouError BAD_QUERY or UNKNOWN_FIELD for the filter
   */
  removeAll(filter: FilterOf<S>): number {
    const reader = this.live.reader();
    checkFilter('the filter', filter);
    const ids = matchFilter(reader, filter as Filter)
      .toArray()
      .map(document => reader.getId(document));
    for (const id of ids) this.live.remove(id);
    return ids.length;
  }

  /**
   * Returns a document as it was added, with repaired texts as strings; undefined when there is none with this id.
   * @throws HansouError BAD_ARGUMENT when the id is not a string
   */
  get(id: string): StoredDocument<S> | undefined {
    return this.searcher.get(id);
  }

  /** Merges all segments into one and drops removed documents. Answers stay the same. `toBytes` does this too. */
  compact(): void {
    this.live.compact();
  }

  /**
   * Returns the index as a single binary file for `openIndex`, texts included. The same documents in the same order give
   * the same bytes. They are compressed already; serve them as they are.
   */
  toBytes(): Uint8Array {
    return this.live.toBytes();
  }

  /**
   * Refuses: an index is bytes, and `JSON.stringify` would write each of them as a number.
   * @throws HansouError BAD_ARGUMENT always
   */
  toJSON(): never {
    throw notJson('an index', 'index.toBytes() and openIndex(bytes)');
  }

  /**
   * Checks every byte of the opened index against its checksums, and the structures against their rules.
   * @param depth `checksums` leaves out the structures, which only bytes not written by hansou can violate; it takes a
   *   tenth of the time
   * @throws HansouError CHECKSUM or BAD_INDEX
   */
  verify(depth: VerifyDepth = 'structure'): void {
    checkDepth('the depth', depth, undefined);
    this.live.verify(depth);
  }

  /**
   * Describes the index: what it contains, what made it, and how many bytes each part takes. It reads every word, which
   * takes a while for a large index.
   */
  describe(): IndexDescription & {
    /** Number of distinct words (folded) in all text fields. */
    readonly words: number;
  } {
    const reader = this.live.reader();
    const words = new Set<string>();
    for (const [name, field] of Object.entries(reader.schema))
      if (field.type === 'text')
        for (const vocabulary of reader.getTextReader(name).vocabularies)
          vocabulary.visitWords((units, start, end) => words.add(stringFromUnits(units, start, end)));
    return { ...this.live.describe(), words: words.size };
  }

  /**
   * Searches for the best documents.
   *
   * ```ts
   * const { total, hits } = index.search('新桥 "今天通车" -价格', {
   *   filter: { author: '何田', date: { from: '2022-09' } },
   *   limit: 20,
   * });
   * for (const { id, document, snippets } of hits)
   *   for (const snippet of snippets.body ?? []) console.log(id, document.title, toHtml(snippet));
   * ```
   * @param query what a person typed (see `parseQuery`; any text is valid), or a query as data (`Query`)
   * @throws HansouError BAD_QUERY for an invalid query as data or filter, BAD_ARGUMENT for invalid options, UNKNOWN_FIELD
   */
  search<const R extends ReturnFields<S> = true>(
    query: string | Query,
    options: SearchOptions<S, R> = {},
  ): SearchResult<S, R> {
    return this.searcher.search(query, options) as unknown as SearchResult<S, R>;
  }

  /**
   * Finds the best passages of all documents, for citing: with the id of the document, the place in its text and in the text
   * that was added, section and URL. Nearly equal passages are returned once.
   *
   * ```ts
   * for (const { id, text, span, url } of index.passages('石桥村的新桥什么时候通车', { length: 200, limit: 3 }))
   *   console.log(id, span.start, url, text);
   * ```
   * @throws HansouError as `search`
   */
  passages(query: string | Query, options: PassageOptions<S> = {}): Passage[] {
    const reader = this.live.reader();
    checkOptions(passageRules, options, reader.schema);
    return findPassages(
      reader,
      query,
      options as PassageOptions,
      (asked, settings) => this.searcher.search(asked, settings as SearchOptions<S>) as SearchResult,
    );
  }

  /**
   * Explains why a document matches a query and how its score is made up, or why it does not match.
   * @returns undefined when there is no document with this id
   * @throws HansouError as `search`
   */
  explain(query: string | Query, id: string, options: ExplainOptions<S> = {}): Explanation | undefined {
    return this.searcher.explain(query, id, options);
  }

  /**
   * Suggests how the typed text may continue: words of any field that begin with its last part, or whose pinyin or initials
   * do, the most frequent first. `中guo` and `中g` are continued too. With `titles` also whole titles with the typed text.
   *
   * ```ts
   * index.suggest('石桥 jian'); // { suggestions: [{ text: '石桥 监利', word: '监利', by: 'pinyin' }] }
   * index.suggest('石桥', { titles: 'title' }).titles; // [{ id: '1', text: '石桥村新桥通车', highlights: [{ start: 0, end: 2 }] }]
   * ```
   * @param typed the text of the search box; its last word is completed
   * @throws HansouError BAD_ARGUMENT, UNKNOWN_FIELD; BAD_QUERY for the filter
   */
  suggest(typed: string, options: SuggestOptions<S> = {}): SuggestResult {
    return this.searcher.suggest(typed, options);
  }
}

/** Reads the live documents of a reader one by one. */
function* iterate<T>(reader: IndexReader, read: (document: number) => T): Generator<T> {
  for (const document of collectLiveDocuments(reader).toArray()) yield read(document);
}

/** Returns whether a value is an index, of this or another copy of the package. */
export function isSearchIndex(value: unknown): value is SearchIndex {
  return hasMark(value, indexMark);
}
