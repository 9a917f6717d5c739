/** The fields of an index and their types. */

/** A field of running text: segmented, searched, ranked, and shown in snippets. */
export interface TextField {
  readonly type: 'text';
  /** The weight of a match in this field, relative to a field of weight 1. */
  readonly weight: number;
  /** Whether strings are repaired (`repairText`) before they are indexed. */
  readonly repair: boolean;
}

/** A field of exact values (one string, or several), for filters and facets. */
export interface KeywordField {
  readonly type: 'keyword';
}

/** A field with a date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, without time zone; '' means missing. */
export interface DateField {
  readonly type: 'date';
}

/** A field with a finite number. */
export interface NumberField {
  readonly type: 'number';
}

/** A field that is stored and returned, but not searched: any JSON value. */
export interface StoredField {
  readonly type: 'stored';
}

export type Field = TextField | KeywordField | DateField | NumberField | StoredField;

/** The fields of an index by name, in their order. `id` is not a field: every document has one. */
export type Schema = Readonly<Record<string, Field>>;
