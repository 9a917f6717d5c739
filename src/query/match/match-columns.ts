/** Matches values of keyword, date and number fields. */
import { describeValue, HansouError } from '../../errors.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import { fold } from '../../text/folding.ts';
import { normalize } from '../../text/normal-form.ts';
import { DocumentSet } from '../context/document-set.ts';
import { parseBound, type RangeEnd } from '../language/range-bounds.ts';

/** A range that includes both ends; an end that is left out is open. */
export interface Range {
  readonly from?: string | number;
  readonly to?: string | number;
}

/** The documents with a keyword that is equal to one of the values when both are folded. */
export function matchKeyword(index: IndexReader, field: string, values: readonly string[]): DocumentSet {
  const folded = values.map(foldKeyword);
  return matchKeywordsWhere(index, field, keyword => folded.includes(keyword));
}

/** The documents with a keyword that contains a text when both are folded. */
export function matchKeywordSubstring(index: IndexReader, field: string, text: string): DocumentSet {
  const folded = foldKeyword(text);
  return matchKeywordsWhere(index, field, keyword => keyword.includes(folded));
}

/** A keyword as it is compared: in normal form and folded. */
export function foldKeyword(keyword: string): string {
  return fold(normalize(keyword));
}

/** The names of the searchable keyword fields by value, folded. */
export function listKeywordFields(index: IndexReader): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'keyword' || !field.searchable) continue;
    for (const value of index.getColumnReader(name).values) {
      const folded = foldKeyword(value).trim();
      const known = fields.get(folded);
      if (folded !== '' && !known?.includes(name)) fields.set(folded, [...(known ?? []), name]);
    }
  }
  return fields;
}

function matchKeywordsWhere(index: IndexReader, field: string, test: (folded: string) => boolean): DocumentSet {
  const column = index.getColumnReader(field);
  const isMatch = Uint8Array.from(column.values, value => (test(foldKeyword(value)) ? 1 : 0));
  return collectDocuments(index, document => column.getKeywordOrdinals(document).some(number => isMatch[number] === 1));
}

/** The documents with a date or number in the range, which includes both ends. */
export function matchRange(index: IndexReader, field: string, range: Range): DocumentSet {
  const column = index.getColumnReader(field);
  const type = index.schema[field].type === 'date' ? 'date' : 'number';
  const min = range.from === undefined ? -Infinity : requireBound(field, range.from, type, 'first');
  const max = range.to === undefined ? Infinity : requireBound(field, range.to, type, 'last');
  return collectDocuments(index, document => {
    const value = column.getNumber(document);
    return value >= min && value <= max;
  });
}

function collectDocuments(index: IndexReader, test: (document: number) => boolean): DocumentSet {
  const set = new DocumentSet(index.documentLimit);
  for (let document = 0; document < index.documentLimit; document++)
    if (index.isLive(document) && test(document)) set.add(document);
  return set;
}

function requireBound(field: string, bound: string | number, type: 'date' | 'number', end: RangeEnd): number {
  const value = parseBound(bound, type, end);
  if (!Number.isNaN(value)) return value;
  throw new HansouError('BAD_QUERY', `an end of the range of ${field} is not a ${type}`, {
    expected: type === 'date' ? 'YYYY, YYYY-MM or YYYY-MM-DD' : 'a number',
    got: describeValue(bound),
    hint: 'Correct it, or leave it out for an open range.',
  });
}
