/**
 * Parses what a person types into a `Query`. Entry point: `parseQuery`.
 *
 *     query        = item ('AND'? item)*             all are required; neighbouring words are searched together
 *     item         = ('-' | 'NOT')? alternatives     the exclusion sign must stand at the start of an item;
 *                                                    before a number (-5℃) it is a minus, and NOT excludes
 *     alternatives = clause (('|' | 'OR') clause)*   binds tighter than a space
 *     clause       = field ':' clause | quoted | word '*' | word | from '..' to (only after a field)
 *     quoted       = '"' … '"' | '“' … '”' | '「' … '」' | '『' … '』'        \" is a quotation mark inside quotes
 *
 * Quotation marks make a phrase when they stand apart: nothing but punctuation between them and a space. Inside running text
 * (石桥村“五天一检”见成效) they belong to a pasted headline, and the text is searched as words.
 *
 * Full-width signs count as their half-width forms. Text that does not parse is searched as words, and a warning gives
 * its place: typed text never throws.
 */

import { isField, type Schema } from '../../index/schema.ts';
import { invalid, requireString } from '../../validate.ts';
import { type FieldKind, fieldKindIn } from './field-kind.ts';
import { maxQueryUnits, type Query } from './query.ts';
import { type ParsedQuery, QueryParser } from './query-parser.ts';

/** A text of words and spaces, to which no sign of the grammar can belong; most queries are such. */
const wordsOnly = /^[ a-z0-9\u3400-\u9fff]*$/;

/**
 * Parses a typed query into data, to store it, send it, or add conditions to it. `search` accepts the typed text
 * directly.
 *
 * ```ts
 * const typed = parseQuery('石桥 -价格', index.fields);
 * index.search({ all: [typed, { field: 'date', from: '2022-09' }] });
 * ```
 *
 * Every string can be parsed.
 * @param fields the fields of the index, or a function that says whether a name before a colon is a field. Unknown names
 *   are searched as text; with the fields of an index, so are invalid dates and numbers. By default every name counts as
 *   a field of any type, and the index rejects what does not fit.
 * @throws HansouError BAD_ARGUMENT when `text` is not a string, or `fields` neither fields nor a function
 */
export function parseQuery(text: string, fields?: Schema | ((name: string) => boolean)): Query {
  if (fields === undefined || typeof fields === 'function') return parseQueryWithWarnings(text, fields).query;
  if (!(typeof fields === 'object' && fields !== null && Object.values(fields).every(isField)))
    throw invalid('the fields argument', 'the fields of an index, or a function', fields, 'Pass index.fields.');
  return parseQueryWithWarnings(text, name => fieldKindIn(fields, name)).query;
}

/** Like `parseQuery`, and returns the warnings too. */
export function parseQueryWithWarnings(text: string, kindOf: (name: string) => FieldKind = () => true): ParsedQuery {
  requireString(text, 'a query');
  if (wordsOnly.test(text) && text.length <= maxQueryUnits)
    return { query: { words: text.trim().split(/ +/).join(' ') }, warnings: [] };
  return new QueryParser(text, kindOf).parse();
}
