/** The options of `search`, `explain` and `suggest`, typed by the fields of an index. */
import type { StoredDocument } from './fields.ts';
import type { DateField, Field, KeywordField, NumberField, Schema, TextField } from './index/schema.ts';
import type { BudgetOptions } from './query/context/budget.ts';
import type { Filter } from './query/match/columns/filter.ts';
import type { Range } from './query/match/columns/match-columns.ts';
import type { Freshness } from './query/rank/freshness.ts';
import type { Sort } from './query/rank/sort.ts';
import type { DatePeriod } from './query/run/facets/range-facets.ts';
import type { MatchMode } from './query/run/tiers.ts';
import type { SnippetOptions } from './snippet/snippet.ts';

/** The names of the fields of one kind. */
type FieldNames<S extends Schema, Kind extends Field> = string extends keyof S
  ? string
  : { [K in keyof S]: S[K] extends Kind ? K : never }[keyof S] & string;

/** A filter on an index with these fields: each condition has the type of its field. */
export type FilterOf<S extends Schema> = string extends keyof S ? Filter : TypedFilter<S>;

/** `FilterOf` for known fields. */
export type TypedFilter<S extends Schema> =
  | {
      /** All of these must pass. */
      readonly and: readonly TypedFilter<S>[];
    }
  | {
      /** One of these must pass. */
      readonly or: readonly TypedFilter<S>[];
    }
  | {
      /** This must not pass. */
      readonly not: TypedFilter<S>;
    }
  | ({
      /** The documents with this id, or one of these. */
      readonly id?: string | readonly string[] | undefined;
    } & {
      readonly [K in FieldNames<S, KeywordField>]?: string | readonly string[] | undefined;
    } & {
      readonly [K in FieldNames<S, DateField>]?: string | readonly string[] | RangeOf<string> | undefined;
    } & { readonly [K in FieldNames<S, NumberField>]?: number | readonly number[] | RangeOf<number> | undefined });

/** A range of dates or of numbers that includes both ends; an end that is left out is open. */
export interface RangeOf<Value extends string | number> {
  /** The lower end. */
  readonly from?: Value | undefined;
  /** The upper end. */
  readonly to?: Value | undefined;
}

/** What comes with a hit: all fields, none, or the named ones. */
export type ReturnFields<S extends Schema> = boolean | readonly (keyof S & string)[];

/** How to search an index with these fields. Names of fields that do not exist, or are of the wrong kind, do not compile. */
export type SearchOptions<
  S extends Schema = Schema,
  R extends ReturnFields<S> = ReturnFields<S>,
> = SearchOptionsByNames<
  FieldNames<S, TextField>,
  FieldNames<S, KeywordField>,
  FieldNames<S, DateField>,
  FieldNames<S, NumberField>,
  FilterOf<S>,
  FacetsOf<S>,
  R,
  StoredDocument<S>
>;

/** What to count, by field. */
export type FacetsOf<S extends Schema> = string extends keyof S
  ? { readonly [field: string]: number | DatePeriod | readonly Range[] | undefined }
  : { readonly [K in FieldNames<S, KeywordField>]?: number } & {
      readonly [K in FieldNames<S, DateField>]?: DatePeriod | readonly RangeOf<string>[];
    } & { readonly [K in FieldNames<S, NumberField>]?: readonly RangeOf<number>[] };

/** How to explain a score: the options of `search` that decide what is found and how it is scored. */
export type ExplainOptions<S extends Schema = Schema> = Pick<
  SearchOptions<S>,
  'fields' | 'weights' | 'match' | 'filter' | 'freshness' | 'minRelevance'
>;

/** How to suggest words and titles. */
export type SuggestOptions<S extends Schema = Schema> = SuggestOptionsByNames<FieldNames<S, TextField>, FilterOf<S>>;

/** All options of `suggest`, by the names of the text fields; `SuggestOptions` takes these from the fields. */
export interface SuggestOptionsByNames<Texts extends string, Conditions> extends BudgetOptions {
  /** Maximum number of suggested words, and of suggested titles (default 10, at most 1,000). */
  readonly limit?: number;
  /** Text fields whose words are suggested (default all). */
  readonly fields?: readonly Texts[];
  /**
   * The text field whose whole texts are suggested too, as `SuggestResult.titles`: 石桥 may become 石桥村新桥通车. Texts of more than 256
   * UTF-16 units are no titles.
   */
  readonly titles?: Texts;
  /** Suggests only words and titles of documents that pass; words then are of the 150 most frequent that continue the typed one. */
  readonly filter?: Conditions;
}

/** All options of `search`, by the names of the fields of each kind; `SearchOptions` takes these from the fields. */
export interface SearchOptionsByNames<
  Texts extends string,
  Keywords extends string,
  Dates extends string,
  Numbers extends string,
  Conditions,
  Facets,
  Returned,
  Document,
> extends BudgetOptions {
  /** Maximum number of hits (default 10). */
  readonly limit?: number;
  /** Number of best hits to skip (default 0). */
  readonly offset?: number;
  /**
   * Text fields to search (default all). A part of the query that names its own field, such as `title:石桥` or
   * `{ words, field }`, searches that field instead, as in Lucene.
   */
  readonly fields?: readonly Texts[];
  /**
   * How much a word in a text field counts, by field, `{ title: 5 }`; a field that is not named keeps the weight it was made with. Scores
   * are those of an index whose fields were made with these weights, except that its title stays the same field. A part of
   * the query that searches one field has no use for a weight.
   */
  readonly weights?: { readonly [Name in Texts]?: number };
  /** How many of the words a document must contain (default `smart`). */
  readonly match?: MatchMode;
  /**
   * Finds only documents that hold at least this share of the query's weight, from 0 to 1 (default 0). It finds those of a search
   * without it whose `Hit.relevance` is as high, and counts only these.
   */
  readonly minRelevance?: number;
  /** Conditions on keyword, date and number fields, and on `id`, that a document must meet. Never changes a score. */
  readonly filter?: Conditions;
  /**
   * A condition as a function: only documents for which it returns true are found. It is called once for each document that
   * the query and `filter` find, so a `filter` that says the same is far faster; long texts are decoded when it reads them. In a
   * worker there is none, since functions cannot be sent there.
   */
  readonly where?: (document: Document) => boolean;
  /**
   * `score` (default), or a date, number or keyword field and its order (default `desc`), or several of them. Documents that are only similar or related
   * (the tiers below `synonym`) follow after the others, tier by tier. Documents with equal values keep the order in which they were added; documents without a value come last.
   */
  readonly sort?: Sort<Dates | Numbers | Keywords>;
  /**
   * What to count in all matching documents: of keyword fields the values, and how many at most, `{ author: 10 }`; of date
   * fields years, months, days or ranges, `{ date: 'year' }`; of number fields ranges, `{ page: [{ to: 4 }, { from: 5 }] }`.
   */
  readonly facets?: Facets;
  /**
   * Facets that are counted as if `filter` had no conditions on their own field, so that a reader who chose one author still
   * sees the others. Conditions inside `or` and `not` stay.
   */
  readonly disjunctiveFacets?: readonly (Keywords | Dates | Numbers)[];
  /**
   * Of the documents with one value of this field (a thread, an author; of several keywords the first) only the first is
   * returned; documents without a value are all returned. `total`, `tiers` and facets count all documents, `SearchResult.groups` what is
   * returned, and `Hit.groupSize` the documents behind a hit.
   */
  readonly distinct?: Keywords | Dates | Numbers;
  /** Ranks newer documents higher (default off). */
  readonly freshness?: Freshness & { readonly field: Dates };
  /** How snippets are made, `{ length: 120, fragments: 1 }`, and of which fields (default those searched); false for none. */
  readonly snippet?: (SnippetOptions & { readonly fields?: readonly Texts[] }) | false;
  /** Fields of the documents to return with hits: all (true, default), none (false), or the named ones. */
  readonly returnFields?: Returned;
  /**
   * Counts the documents that contain a quoted phrase exactly, which takes up to 10 ms for 20,000 documents; otherwise
   * the total may be an estimate (see `totalIsExact`). Sorting and facets always count exactly. Default false.
   */
  readonly exactTotal?: boolean;
}
