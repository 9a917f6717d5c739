/**
 * The fields of an index and their types.
 *
 * To add a type of field:
 * 1. its interface, `Field` and `fieldTypes` here; its factory, `InputValue` and `StoredValue` in fields.ts; the exports of
 *    index.ts;
 * 2. its column (a file with grammar, writer, reader and merging in index/columns/), its cases in value-columns.ts, its number
 *    in section-kinds.ts with a higher format version, its check in index/segment/verify-columns.ts, docs/format.md;
 * 3. what documents may hold: index/segment/document-values.ts; many segments as one: index/live/multi-segment-column.ts;
 * 4. what queries may ask of it: query/language/field-kind.ts and query-fields.ts, query/match/match-parts.ts, columns/match-columns.ts
 *    and filter.ts, and the options that name it (search-options.ts, option-rules.ts).
 */

/** The highest weight of a text field, and the highest boost of a document: scores stay far from the limits of numbers. */
export const maxFieldWeight = 1000;

/** A field of running text: segmented, searched, ranked, and shown in snippets. */
export interface TextField {
  /** Tells fields apart; set by `text()`. */
  readonly type: 'text';
  /** The weight of a match in this field, relative to a field of weight 1. */
  readonly weight: number;
  /** Whether strings are repaired (`repairText`) before they are indexed. */
  readonly repair: boolean;
}

/** A field of exact values (one string, or several), for filters and facets. */
export interface KeywordField {
  /** Tells fields apart; set by `keyword()`. */
  readonly type: 'keyword';
  /** Whether a value that is typed plainly finds the documents that have it; missing when not. */
  readonly searchable?: true;
  /** The kind of names whose values are found in the text fields; missing when documents give the values. */
  readonly namesOf?: NamesOf;
}

/** The kinds of names that a keyword field can hold. */
export const namesOfKinds = ['persons', 'places', 'organisations'] as const;
export type NamesOf = (typeof namesOfKinds)[number];

/** A field with a date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, without time zone; '' means missing. */
export interface DateField {
  /** Tells fields apart; set by `date()`. */
  readonly type: 'date';
}

/** A field with a finite number. */
export interface NumberField {
  /** Tells fields apart; set by `number()`. */
  readonly type: 'number';
  /** Whether the score of a document is multiplied by its number; missing when not. */
  readonly boost?: true;
}

/** A field that is stored and returned, but not searched: any JSON value. */
export interface StoredField {
  /** Tells fields apart; set by `stored()`. */
  readonly type: 'stored';
  /** The text field whose sections the values are: `{ title, anchor, start }[]`, ascending. */
  readonly sectionsOf?: string;
}

/** A field of an index, as `text`, `keyword`, `date`, `number` and `stored` make it. */
export type Field = TextField | KeywordField | DateField | NumberField | StoredField;

const fieldTypes: Readonly<Record<Field['type'], true>> = {
  text: true,
  keyword: true,
  date: true,
  number: true,
  stored: true,
};

/** Whether a value is a field with valid settings. */
export function isField(value: unknown): value is Field {
  const { type, weight, repair, searchable, namesOf, boost, sectionsOf } = (value ?? {}) as Partial<
    Omit<TextField, 'type'>
  > & {
    type?: unknown;
    searchable?: unknown;
    namesOf?: unknown;
    boost?: unknown;
    sectionsOf?: unknown;
  };
  if (typeof type !== 'string' || !Object.hasOwn(fieldTypes, type)) return false;
  if (type === 'keyword')
    return (
      (searchable === undefined || searchable === true) &&
      (namesOf === undefined || namesOfKinds.includes(namesOf as NamesOf))
    );
  if (type === 'number') return boost === undefined || boost === true;
  if (type === 'stored') return sectionsOf === undefined || typeof sectionsOf === 'string';
  if (type !== 'text') return true;
  return typeof weight === 'number' && weight > 0 && weight <= maxFieldWeight && typeof repair === 'boolean';
}

/**
 * Whether a field may have this name: at most 256 letters, digits, _ and -, beginning with a letter or _. Neither `id`, which every
 * document has, nor `__proto__`, which would set the prototype of an object.
 */
export function isFieldName(name: string): boolean {
  return name !== 'id' && name !== '__proto__' && /^[\p{L}_][\p{L}\p{N}_-]{0,255}$/u.test(name);
}

/** The fields of an index by name, in their order. `id` is not a field: every document has one. */
export type Schema = Readonly<Record<string, Field>>;

/** Whether a schema has a text field: its segments then have a pinyin section. */
export function hasTextField(schema: Schema): boolean {
  return Object.values(schema).some(({ type }) => type === 'text');
}
