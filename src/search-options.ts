/** The options of `search`, `explain` and `suggest`, typed by the fields of an index. */
import type { DateField, Field, KeywordField, NumberField, Schema, TextField } from './index/schema.ts';
import type { BudgetOptions } from './query/context/budget.ts';
import type { Filter } from './query/match/filter.ts';
import type { Freshness } from './query/rank/freshness.ts';
import type { MatchMode } from './query/run/tiers.ts';
import type { SnippetOptions } from './snippet/snippet.ts';

/** The names of the fields of one kind. */
type FieldNames<S extends Schema, Kind extends Field> = string extends keyof S
  ? string
  : { [K in keyof S]: S[K] extends Kind ? K : never }[keyof S] & string;

/** How to search an index with these fields. Names of fields that do not exist, or are of the wrong kind, do not compile. */
export type SearchOptions<S extends Schema = Schema> = SearchOptionsByNames<
  FieldNames<S, TextField>,
  FieldNames<S, KeywordField>,
  FieldNames<S, DateField>,
  FieldNames<S, NumberField>,
  keyof S & string
>;

/** How to explain a score: the options of `search` that decide what is found and how it is scored. */
export type ExplainOptions<S extends Schema = Schema> = Pick<
  SearchOptions<S>,
  'fields' | 'match' | 'filter' | 'freshness'
>;

/** How to suggest words. */
export type SuggestOptions<S extends Schema = Schema> = SuggestOptionsByNames<FieldNames<S, TextField>>;

/** `SuggestOptions` by the names of the text fields. */
interface SuggestOptionsByNames<Texts extends string> extends BudgetOptions {
  /** Maximum number of suggestions (default 10, at most 1,000). */
  readonly limit?: number;
  /** Text fields whose words are suggested (default all). */
  readonly fields?: readonly Texts[];
}

/** `SearchOptions` by the names of the fields of each kind. */
interface SearchOptionsByNames<
  Texts extends string,
  Keywords extends string,
  Dates extends string,
  Numbers extends string,
  All extends string,
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
  /** How many of the words a document must contain (default `smart`). */
  readonly match?: MatchMode;
  /** Conditions on keyword, date and number fields that a document must meet. Never changes a score. */
  readonly filter?: Filter<Keywords | Dates | Numbers>;
  /**
   * `score` (default), or a date or number field and its order (default `desc`). Documents that are only similar or related
   * (the tiers below `synonym`) follow after the others, tier by tier. Documents with equal values keep the order in which they were added; documents without a value come last.
   */
  readonly sort?: 'score' | { readonly field: Dates | Numbers; readonly order?: 'asc' | 'desc' };
  /** Keyword fields to count the values of in all matching documents, and the maximum number of values: `{ author: 10 }`. */
  readonly facets?: { readonly [K in Keywords]?: number };
  /** Ranks newer documents higher (default off). */
  readonly freshness?: Freshness & { readonly field: Dates };
  /** How snippets are made, `{ length: 120, fragments: 1 }`, and of which fields (default those searched); false for none. */
  readonly snippet?: (SnippetOptions & { readonly fields?: readonly Texts[] }) | false;
  /** Fields of the documents to return with hits: all (true, default), none (false), or the named ones. */
  readonly returnFields?: boolean | readonly All[];
  /**
   * Counts the documents that contain a quoted phrase exactly, which takes up to 10 ms for 20,000 documents; otherwise
   * the total may be an estimate (see `totalIsExact`). Sorting and facets always count exactly. Default false.
   */
  readonly exactTotal?: boolean;
}
