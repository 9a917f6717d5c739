/** The kinds of fields an index can have, and the type of document that follows from them. */

import { describeValue, HansouError } from './errors.ts';
import type { DateField, Field, KeywordField, NumberField, Schema, StoredField, TextField } from './index/schema.ts';
import type { RepairedText } from './text/repaired-text.ts';
import { requireOptions } from './validate.ts';

/**
 * A field of running text.
 * @param options.weight how much a word here counts against one in a field of weight 1; default 1
 * @param options.repair whether strings are repaired (`repairText`) first: for text out of a PDF; default false
 * @throws HansouError BAD_ARGUMENT when the weight is no number above 0
 */
export function text(options: { readonly weight?: number; readonly repair?: boolean } = {}): TextField {
  const { weight = 1, repair = false } = requireOptions(options);
  if (!(typeof weight === 'number' && weight > 0 && weight < Number.POSITIVE_INFINITY)) {
    throw new HansouError('BAD_ARGUMENT', 'a text field cannot have this weight', {
      expected: 'a number above 0',
      got: describeValue(weight),
      hint: 'Leave the weight out for 1; a title often has 3.',
    });
  }
  return { type: 'text', weight, repair: Boolean(repair) };
}

/** A field of exact values, one string or several: authors, places, kinds. For filters, facets and `author:刘帆`. */
export function keyword(): KeywordField {
  return { type: 'keyword' };
}

/** A field with a date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, without time zone; '' is missing. For filters, sorting, freshness. */
export function date(): DateField {
  return { type: 'date' };
}

/** A field with a finite number: a page, a price. For filters and sorting. */
export function number(): NumberField {
  return { type: 'number' };
}

/** A field that is kept and given back, not searched: any JSON value, such as the address of the article. */
export function stored(): StoredField {
  return { type: 'stored' };
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

/** What `add` takes for an index with these fields. Every field may be missing, the id may not. */
export type InputDocument<S extends Schema> = { readonly id: string } & {
  readonly [K in keyof S]?: InputValue<S[K]> | undefined;
};

/** What comes back: repaired texts as strings. */
export type StoredDocument<S extends Schema> = { readonly id: string } & {
  readonly [K in keyof S]?: StoredValue<S[K]>;
};

/** @throws HansouError BAD_ARGUMENT when there is no field, or one has a name that cannot be asked for */
export function checkFields(fields: Schema): void {
  const names = Object.keys(fields ?? {});
  const bad = names.find(name => name === 'id' || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name));
  if (names.length > 0 && bad === undefined) return;
  throw new HansouError('BAD_ARGUMENT', 'an index cannot have these fields', {
    expected: 'at least one field, named by letters, digits, _ and -, and not id',
    got: bad === undefined ? 'none' : describeValue(bad),
    hint: 'Give fields such as { title: text({ weight: 3 }), body: text(), date: date() }.',
  });
}
