/** How to search, by the fields of an index. */
import type { DateField, Field, KeywordField, NumberField, Schema, TextField } from './index/schema.ts';
import type { Filter } from './query/match/filter.ts';
import type { Freshness } from './query/rank/freshness.ts';
import type { MatchMode } from './query/run/tiers.ts';
import type { SnippetOptions } from './snippet/snippet.ts';

/** The names of the fields of one kind, to be named in options. */
type FieldNames<S extends Schema, Kind extends Field> = string extends keyof S
  ? string
  : { [K in keyof S]: S[K] extends Kind ? K : never }[keyof S] & string;

/** How to search an index with these fields. */
export type SearchOptions<S extends Schema = Schema> = SearchOptionsFor<
  FieldNames<S, TextField>,
  FieldNames<S, KeywordField>,
  FieldNames<S, DateField>,
  FieldNames<S, NumberField>,
  keyof S & string
>;

/** `SearchOptions` by the names of the fields of each kind. */
export interface SearchOptionsFor<
  Texts extends string,
  Keywords extends string,
  Dates extends string,
  Numbers extends string,
  All extends string,
> {
  /** At most so many hits; default 10. */
  readonly limit?: number;
  /** Leaves out so many of the best; default 0. */
  readonly offset?: number;
  /**
   * Text fields to search (default all). A part of the query that names its own field, `title:石桥` or
   * `{ words, field }`, searches that field whatever stands here.
   */
  readonly fields?: readonly Texts[];
  /** Keeps to documents whose keywords, dates and numbers are so. Never changes a score. */
  readonly filter?: Filter<Keywords | Dates | Numbers>;
  /** Orders hits by a date or number field, across tiers, equal ones by the order they were added; default `score`. */
  readonly sort?: 'score' | { readonly field: Dates | Numbers; readonly order?: 'asc' | 'desc' };
  /** Keyword fields, and how many of their most frequent values among all found documents are wanted: `{ author: 10 }`. */
  readonly facets?: { readonly [K in Keywords]?: number };
  /** Lets newer documents rank higher; default not. */
  readonly freshness?: Freshness & { readonly field: Dates };
  /** How snippets are made, `{ length: 120, fragments: 1 }`, and of which fields (default those searched); false for none. */
  readonly snippet?: (SnippetOptions & { readonly fields?: readonly Texts[] }) | false;
  /** How many of the words must stand in a document; default `smart`. */
  readonly match?: MatchMode;
  /** The fields that come with a hit: all (default), none, or the ones named. */
  readonly returnFields?: boolean | readonly All[];
  /**
   * Counts the documents of a quoted piece one by one, which takes up to 10 ms at 20,000 documents, where the total is
   * else about right. Sorting and facets count so too. Default false.
   */
  readonly exactTotal?: boolean;
}
