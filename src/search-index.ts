/** The face: documents in, hits out. Numbers and bytes stay below it. */
import { Analyzer } from './analysis/analyzer.ts';
import { HansouError, shown } from './errors.ts';
import type { DocumentOf, KeptDocument } from './fields.ts';
import type { IndexReader } from './inverted/index-reader.ts';
import { LiveIndex } from './inverted/live-index.ts';
import type { Schema } from './inverted/schema.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import type { Filter } from './query/filter.ts';
import { QueryMemory } from './query/memory.ts';
import { parseTyped, type QueryWarning } from './query/parse.ts';
import { checkQuery, type Query } from './query/query.ts';
import { type MatchMode, type RankedDocuments, runQuery, type Tier } from './query/run.ts';
import { createSegmenter } from './segment/dictionary-segmenter.ts';
import type { Segmenter } from './segment/segmenter.ts';
import { Needles } from './snippet/needles.ts';
import { type Snippet, SnippetMaker, type SnippetOptions } from './snippet/snippet.ts';

/** Where the words come from. Searching needs neither; a segmenter goes before a lexicon. */
export interface WordSource {
  readonly lexicon?: Lexicon;
  readonly segmenter?: Segmenter;
}

export interface IndexOptions<S extends Schema> extends WordSource {
  readonly fields: S;
}

export interface SearchOptions {
  /** At most so many hits; default 10. */
  readonly limit?: number;
  /** Leaves out so many of the best; default 0. */
  readonly offset?: number;
  /** Which text fields get snippets; default all. */
  readonly fields?: readonly string[];
  /** Keeps to documents whose keywords, dates and numbers are so. Never changes a score. */
  readonly filter?: Filter;
  /** How snippets are made, or false for none. */
  readonly snippet?: SnippetOptions | false;
  /** How many of the words must stand in a document; default `smart`. */
  readonly match?: MatchMode;
}

/** A document that was found. */
export interface Hit<S extends Schema = Schema> {
  readonly id: string;
  /** Only to compare with other hits of the same search. Falls from hit to hit inside a tier. */
  readonly score: number;
  readonly document: KeptDocument<S>;
  /** Which rule found it; lower tiers rank below higher ones. */
  readonly tier: Tier;
  /** By text field; the field that weighs most whole, others their best stretch. A missing text has no entry. */
  readonly snippets: { readonly [K in keyof S]?: readonly Snippet[] };
}

export interface SearchResult<S extends Schema = Schema> {
  /** How many documents were found in all, whatever limit and offset. */
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly hits: readonly Hit<S>[];
  /** What in a typed query was not taken as meant. */
  readonly warnings?: readonly QueryWarning[];
}

const defaults = { limit: 10, offset: 0, match: 'smart' } as const;

/** Fields shorter than this on average (characters) are shown whole: headlines. */
const headlineSize = 60;

/**
 * An empty index.
 * @throws HansouError BAD_ARGUMENT when there is no field, or one has a name that cannot be asked for
 */
export function createIndex<const S extends Schema>(options: IndexOptions<S>): SearchIndex<S> {
  checkFields(options.fields);
  return new SearchIndex<S>(new LiveIndex(options.fields, analyzerOf(options) ?? new Analyzer()));
}

/**
 * Opens what `toBytes` gave. Checks header, directory and sizes; parses nothing, so it takes well under a millisecond.
 * @param bytes an index; views on it are kept, so it must not be changed
 * @param words needed for adding only: the lexicon or segmenter that the index was made with
 * @throws HansouError BAD_INDEX or FORMAT_VERSION
 */
export function openIndex<S extends Schema = Schema>(
  bytes: ArrayBufferLike | Uint8Array,
  words: WordSource = {},
): SearchIndex<S> {
  return new SearchIndex<S>(
    LiveIndex.open(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), analyzerOf(words)),
  );
}

/** Documents that can be searched, and changed. Every search sees everything that was added before it. */
export class SearchIndex<S extends Schema = Schema> {
  /** Made by `createIndex` and `openIndex`. */
  constructor(private readonly live: LiveIndex) {}

  private readonly memory = new QueryMemory();

  /** How many documents it holds. */
  get size(): number {
    return this.live.size;
  }

  /** The fields that it was made with. */
  get fields(): S {
    return this.live.schema as S;
  }

  /**
   * Adds one document; all of it or, on an error, nothing.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE, ANALYSIS_MISMATCH
   */
  add(document: DocumentOf<S>): void {
    this.live.add(document as Record<string, unknown> & { id: string });
  }

  /** Adds documents one by one; on an error those before it stay. */
  addAll(documents: Iterable<DocumentOf<S>>): void {
    for (const document of documents) this.add(document);
  }

  /** Adds a document, in the place of the one with its id if there is one. */
  update(document: DocumentOf<S>): void {
    this.live.update(document as Record<string, unknown> & { id: string });
  }

  /** Whether there was such a document to remove. */
  remove(id: string): boolean {
    return this.live.remove(id);
  }

  has(id: string): boolean {
    return this.live.has(id);
  }

  get(id: string): KeptDocument<S> | undefined {
    const reader = this.live.reader();
    const document = reader.documentOf(id);
    return document < 0 ? undefined : (reader.document(document) as KeptDocument<S>);
  }

  /** Merges what was added into one segment and drops what was removed. */
  compact(): void {
    this.live.compact();
  }

  /** One file that `openIndex` opens: the same documents in the same order give the same bytes. */
  toBytes(): Uint8Array {
    return this.live.toBytes();
  }

  /**
   * Checks every byte of what was opened against its checksums.
   * @throws HansouError CHECKSUM or BAD_INDEX
   */
  verify(): void {
    this.live.verify();
  }

  /**
   * The best documents for a query.
   * @param query what a person typed (see `parseQuery`; never throws), or a query as data
   * @throws HansouError BAD_QUERY, BAD_ARGUMENT or UNKNOWN_FIELD for a query as data or options of the wrong shape
   */
  search(query: string | Query, options: SearchOptions = {}): SearchResult<S> {
    const { limit = defaults.limit, offset = defaults.offset, match = defaults.match } = options;
    checkCount('limit', limit);
    checkCount('offset', offset);
    const reader = this.live.reader();
    const { query: asked, warnings } = this.understood(query, reader);
    const ranked = runQuery(reader, asked, { limit, offset, match, filter: options.filter }, this.memory);
    const hits =
      options.snippet === false ? this.bareHits(reader, ranked) : this.hitsWithSnippets(reader, ranked, options);
    return {
      total: ranked.total,
      totalIsExact: ranked.totalIsExact,
      hits,
      ...(warnings.length > 0 && { warnings }),
    };
  }

  private understood(query: string | Query, reader: IndexReader): { query: Query; warnings: readonly QueryWarning[] } {
    const isField = (name: string) => reader.schema[name] !== undefined && reader.schema[name].type !== 'stored';
    if (typeof query === 'string') return parseTyped(query, isField);
    checkQuery(query);
    checkQueryFields(query, reader.schema);
    return { query, warnings: [] };
  }

  private bareHits(reader: IndexReader, ranked: RankedDocuments): Hit<S>[] {
    return ranked.documents.map((document, i) => ({
      id: reader.idOf(document),
      score: ranked.scores[i],
      document: reader.document(document) as KeptDocument<S>,
      tier: ranked.tiers[i],
      snippets: {},
    }));
  }

  private hitsWithSnippets(reader: IndexReader, ranked: RankedDocuments, options: SearchOptions): Hit<S>[] {
    const hits = this.bareHits(reader, ranked);
    const maker = new SnippetMaker(Needles.of(ranked.texts, reader.documentCount), options.snippet || {});
    const names = (options.fields ?? Object.keys(reader.schema)).filter(name => reader.schema[name]?.type === 'text');
    return hits.map((hit, i) => {
      const snippets: Record<string, Snippet[]> = {};
      for (const name of names) {
        const field = reader.text(name);
        const made =
          field.averageSize <= headlineSize
            ? maker.whole(field, ranked.documents[i])
            : maker.best(field, ranked.documents[i]);
        if (made.length) snippets[name] = made;
      }
      return { ...hit, snippets: snippets as Hit<S>['snippets'] };
    });
  }
}

function analyzerOf(words: WordSource): Analyzer | undefined {
  if (words.segmenter) return new Analyzer(words.segmenter);
  return words.lexicon ? new Analyzer(createSegmenter({ lexicon: words.lexicon })) : undefined;
}

function checkFields(fields: Schema): void {
  const names = Object.keys(fields ?? {});
  const bad = names.find(name => name === 'id' || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name));
  if (names.length > 0 && bad === undefined) return;
  throw new HansouError('BAD_ARGUMENT', 'an index cannot have these fields', {
    expected: 'at least one field, named by letters, digits, _ and -, and not id',
    got: bad === undefined ? 'none' : shown(bad),
    todo: 'Give fields such as { title: text({ weight: 3 }), body: text(), date: date() }.',
  });
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return;
  throw new HansouError('BAD_ARGUMENT', `${name} cannot be this`, {
    expected: 'a whole number from 0',
    got: shown(value),
    todo: `Leave ${name} out for its default.`,
  });
}

function checkQueryFields(query: Query, schema: Schema): void {
  if ('all' in query) for (const part of query.all) checkQueryFields(part, schema);
  else if ('any' in query) for (const part of query.any) checkQueryFields(part, schema);
  else if ('not' in query) checkQueryFields(query.not, schema);
  else if (query.field !== undefined) {
    const type = Object.hasOwn(schema, query.field) ? schema[query.field].type : undefined;
    const isRange = !('words' in query || 'phrase' in query || 'prefix' in query);
    const fits = isRange
      ? type === 'date' || type === 'number'
      : 'words' in query
        ? type !== undefined && type !== 'stored'
        : type === 'text';
    if (fits) return;
    throw new HansouError(
      type === undefined ? 'UNKNOWN_FIELD' : 'BAD_QUERY',
      'a part of the query asks a field that cannot answer it',
      {
        expected: isRange ? 'a date or number field' : `one of ${Object.keys(schema).join(', ')}`,
        got: type === undefined ? shown(query.field) : `${query.field}, a ${type} field`,
        todo: 'Name another field, or leave it out to ask all texts.',
      },
    );
  }
}
