/** What is written on `<hansou-search>`, and what it says: its attributes and events, as types for frameworks and listeners. */

/** The attributes of `<hansou-search>`. All are strings in HTML and may be left out. */
export interface HansouSearchAttributes {
  /** The address of the index file; several with spaces between them are one index (default `site.hansou` beside the script). */
  src?: string | undefined;
  /** Where hits are shown: below the box (default), above the page, or in a dialog that a button opens. */
  layout?: 'inline' | 'dropdown' | 'dialog' | undefined;
  /** The initial query. */
  query?: string | undefined;
  /** The parameter of the page's address that holds the query (default `q`); empty for none. */
  param?: string | undefined;
  /** The text in the empty box. */
  placeholder?: string | undefined;
  /** Number of hits loaded at a time, 1 to 1000 (default 10). */
  limit?: number | string | undefined;
  /** Hits only with this share of the query's words by weight, 0 to 1 (default 0). */
  'min-relevance'?: number | string | undefined;
  /** Bytes of the indexes of a site that the browser keeps for later pages, at most (default 0). */
  'keep-bytes'?: number | string | undefined;
  /** The fields below a title, with spaces between them (default all date and keyword fields). */
  about?: string | undefined;
  /** The keyword fields whose values can be chosen, with spaces between them (default all); empty for none. */
  filters?: string | undefined;
}

/** What `<hansou-search>` says after each search. */
export interface ResultsDetail {
  /** The text in the box. */
  readonly query: string;
  /** Number of documents found. */
  readonly total: number;
}

/** What `<hansou-search>` says before a hit is opened. */
export interface OpenDetail {
  /** The id of the document. */
  readonly id: string;
  /** Where the hit leads to; undefined if it opens in place. */
  readonly url: string | undefined;
  /** The text in the box. */
  readonly query: string;
}

/** What `<hansou-search>` says when something failed. */
export interface ErrorDetail {
  /** A `HansouError`, unless something else was thrown. */
  readonly error: unknown;
}

/** The events of `<hansou-search>`. All bubble and leave shadow trees, so they can be heard at the document. */
export interface HansouSearchEvents {
  /** After each search. */
  'hansou-results': CustomEvent<ResultsDetail>;
  /** Before a hit is opened; `preventDefault()` leaves it to the listener. */
  'hansou-open': CustomEvent<OpenDetail>;
  /** After a failure. */
  'hansou-error': CustomEvent<ErrorDetail>;
}
