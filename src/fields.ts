/** The kinds of fields an index can have, and the types of documents that follow from them. */

import { describeValue, HansouError } from './errors.ts';
import {
  type DateField,
  type Field,
  isField,
  isFieldName,
  type KeywordField,
  maxFieldWeight,
  type NamesOf,
  type NumberField,
  namesOfKinds,
  type Schema,
  type StoredField,
  type TextField,
} from './index/schema.ts';
import type { RepairedText } from './text/repaired-text.ts';
import { checkBoolean, checkOptions, checkPositive, checkString, invalid, type OptionRules } from './validate.ts';

/** Options of a text field. */
export interface TextFieldOptions {
  /** How much a word in this field counts, compared with a field of weight 1 (default 1, at most 1,000; a title often has 3). */
  readonly weight?: number;
  /** Whether strings are repaired (see `repairText`) before they are indexed, for text from PDF files (default false). */
  readonly repair?: boolean;
}

/** Checks the weight of a text field. @throws HansouError BAD_ARGUMENT */
export function checkFieldWeight(name: string, value: unknown): void {
  checkPositive(name, value);
  if ((value as number) > maxFieldWeight) throw invalid(name, `a number of at most ${maxFieldWeight}`, value);
}

const textFieldRules: OptionRules<TextFieldOptions> = {
  owner: 'text',
  checks: { weight: checkFieldWeight, repair: checkBoolean },
  example: '{ weight: 3 }',
};

/**
 * A field of running text: it is segmented, searched, ranked and shown in snippets.
 * @throws HansouError BAD_ARGUMENT when an option is unknown or invalid
 */
export function text(options: TextFieldOptions = {}): TextField {
  checkOptions(textFieldRules, options, undefined);
  const { weight = 1, repair = false } = options;
  return Object.freeze({ type: 'text', weight, repair });
}

/** Options of a keyword field. */
export interface KeywordFieldOptions {
  /**
   * Whether a value that is typed plainly, as a whole, finds the documents that have it (default false): 刘帆 those of the
   * author, below the documents whose texts contain 刘帆.
   */
  readonly searchable?: boolean;
  /**
   * Takes the values from the names in the text fields of a document: `persons`, `places` or `organisations`, each as it
   * stands there first. What a document gives is replaced. Which names there are depends on the lexicon: of its own words those
   * tagged nr, ns, nt count, and the names that `baseLexicon(…, { names })` finds.
   */
  readonly namesOf?: NamesOf;
}

const keywordFieldRules: OptionRules<KeywordFieldOptions> = {
  owner: 'keyword',
  checks: {
    searchable: checkBoolean,
    namesOf: (name, value) => {
      if (!namesOfKinds.includes(value as NamesOf)) throw invalid(name, namesOfKinds.join(', '), value);
    },
  },
  example: '{ searchable: true }',
};

/**
 * A field of exact values, one string or several: authors, places, categories. For filters, facets and `author:刘帆`.
 * @throws HansouError BAD_ARGUMENT when an option is unknown or invalid
 */
export function keyword(options: KeywordFieldOptions = {}): KeywordField {
  checkOptions(keywordFieldRules, options, undefined);
  return createKeyword(options);
}

function createKeyword({ searchable, namesOf }: { searchable?: boolean; namesOf?: NamesOf }): KeywordField {
  return Object.freeze({ type: 'keyword', ...(searchable && { searchable: true }), ...(namesOf && { namesOf }) });
}

/** A date field: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, without a time zone; '' is missing. For filters, sorting, freshness. */
export function date(): DateField {
  return Object.freeze({ type: 'date' });
}

/** Options of a number field. */
export interface NumberFieldOptions {
  /**
   * Whether the score of a document is multiplied by its number (default false): 2 for a page that shall come before others that
   * are found as well, 0.5 for one that shall come behind them. Above 0, at most 1,000; missing is 1. What is found stays the
   * same, and so does the order of the tiers.
   */
  readonly boost?: boolean;
}

const numberFieldRules: OptionRules<NumberFieldOptions> = {
  owner: 'number',
  checks: { boost: checkBoolean },
  example: '{ boost: true }',
};

/**
 * A field of finite numbers, such as a page or a price. For filters and sorting, and for documents that count more than others.
 * @throws HansouError BAD_ARGUMENT when an option is unknown or invalid
 */
export function number(options: NumberFieldOptions = {}): NumberField {
  checkOptions(numberFieldRules, options, undefined);
  return createNumber(options);
}

function createNumber({ boost }: { boost?: boolean }): NumberField {
  return Object.freeze({ type: 'number', ...(boost && { boost: true }) });
}

/** Options of a stored field. */
export interface StoredFieldOptions {
  /**
   * The text field whose sections the values are: `{ title, anchor, start }[]`, where `title` is a heading, `anchor` the
   * fragment of the URL that leads to it, and `start` its place in the text (after repair), in UTF-16 units, ascending. Hits
   * then say in which sections the query was found (`Hit.sections`).
   */
  readonly sectionsOf?: string;
}

const storedFieldRules: OptionRules<StoredFieldOptions> = {
  owner: 'stored',
  checks: { sectionsOf: checkString },
  example: "{ sectionsOf: 'body' }",
};

/**
 * A field that is stored and returned but not searched: any JSON value, such as the URL of an article.
 * @throws HansouError BAD_ARGUMENT when an option is unknown or invalid
 */
export function stored(options: StoredFieldOptions = {}): StoredField {
  checkOptions(storedFieldRules, options, undefined);
  const { sectionsOf } = options;
  return Object.freeze(sectionsOf === undefined ? { type: 'stored' } : { type: 'stored', sectionsOf });
}

type InputValue<F extends Field> = F extends TextField
  ? string | RepairedText
  : F extends KeywordField
    ? string | readonly string[]
    : F extends DateField
      ? string
      : F extends NumberField
        ? number
        : unknown;

type StoredValue<F extends Field> = F extends TextField ? string : InputValue<F>;

/** A document to add to an index with these fields. Every field may be missing, or null; `id` may not. */
export type InputDocument<S extends Schema> = {
  /** Unique in the index; not empty. */
  readonly id: string;
} & {
  readonly [K in keyof S]?: InputValue<S[K]> | null | undefined;
};

/** A document as an index returns it: as it was added, with repaired texts as strings. */
export type StoredDocument<S extends Schema> = {
  /** The id that the document was added with. */
  readonly id: string;
} & {
  readonly [K in keyof S]?: StoredValue<S[K]>;
};

const example = 'Pass fields such as { title: text({ weight: 3 }), body: text(), date: date() }.';

/**
 * Checks the fields of a new index: at least one, each with a name that a query can contain and a known kind.
 * @throws HansouError BAD_ARGUMENT
 */
export function checkFields(name: string, fields: unknown): void {
  const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
  const entries = isObject ? Object.entries(fields) : [];
  if (entries.length === 0) {
    throw new HansouError('BAD_ARGUMENT', `${name} is invalid`, {
      expected: 'an object with at least one field',
      got: isObject ? 'no fields' : describeValue(fields),
      hint: example,
    });
  }
  for (const [fieldName, field] of entries) {
    if (!isFieldName(fieldName)) {
      throw new HansouError('BAD_ARGUMENT', `a name in ${name} is invalid`, {
        expected: 'at most 256 letters, digits, _ and -, beginning with a letter or _; neither id nor __proto__',
        got: describeValue(fieldName),
        hint: example,
      });
    }
    if (!isField(field)) {
      const kind = meantKind(field);
      throw new HansouError('BAD_ARGUMENT', `${name}.${fieldName} is invalid`, {
        expected: 'a field from text(), keyword(), date(), number() or stored()',
        got: describeValue(field),
        hint: kind === undefined ? example : `Write ${fieldName}: ${kind}().`,
      });
    }
    const of = field.type === 'stored' ? field.sectionsOf : undefined;
    if (of !== undefined && (!Object.hasOwn(fields as object, of) || (fields as Schema)[of].type !== 'text'))
      throw new HansouError('BAD_ARGUMENT', `${name}.${fieldName}.sectionsOf is invalid`, {
        expected: 'the name of a text field',
        got: describeValue(of),
        hint: "Pass fields such as { body: text(), sections: stored({ sectionsOf: 'body' }) }.",
      });
  }
}

/** The kinds of fields by what other engines and languages call them. */
const kindsByOtherNames: Readonly<Record<string, Field['type']>> = {
  ...{ text: 'text', string: 'text', fulltext: 'text' },
  ...{ keyword: 'keyword', tag: 'keyword', enum: 'keyword', 'string[]': 'keyword', boolean: 'keyword' },
  ...{ date: 'date', datetime: 'date', number: 'number', int: 'number', integer: 'number', float: 'number' },
  ...{ stored: 'stored', object: 'stored', json: 'stored' },
};

/** The kind that is meant by `text`, 'text' or { type: 'string' }; undefined if it is none. */
function meantKind(field: unknown): Field['type'] | undefined {
  const of = typeof field === 'object' && field !== null && 'type' in field ? field.type : field;
  const named = typeof of === 'function' ? of.name : of;
  if (typeof named !== 'string') return undefined;
  const key = named.toLowerCase();
  return Object.hasOwn(kindsByOtherNames, key) ? kindsByOtherNames[key] : undefined;
}

/** A frozen copy of checked fields: changing what the caller passed in changes no index. */
export function copyFields<S extends Schema>(fields: S): S {
  const copies = Object.entries(fields).map(([name, field]) => {
    const { type } = field;
    if (type === 'text') return [name, Object.freeze({ type, weight: field.weight, repair: field.repair })];
    if (type === 'stored' && field.sectionsOf !== undefined)
      return [name, Object.freeze({ type, sectionsOf: field.sectionsOf })];
    if (type === 'number') return [name, createNumber(field)];
    return [name, type === 'keyword' ? createKeyword(field) : Object.freeze({ type })];
  });
  return Object.freeze(Object.fromEntries(copies)) as S;
}
