/** Queries as data: their types, their limits and their check. */
import { describeValue, HansouError } from '../../errors.ts';

/**
 * A query as data, which can be cloned, stored and sent. `field` restricts a clause to one field; without it the clause
 * searches all text fields.
 */
export type Query = WordsQuery | PhraseQuery | PrefixQuery | RangeQuery | AllQuery | AnyQuery | NotQuery;

/** Words, ranked. The text is segmented with the words that the index holds; a space always separates words. */
export interface WordsQuery {
  /** The text to segment. */
  readonly words: string;
  /** The text or searchable keyword field to search in (default all text fields). */
  readonly field?: string;
}

/**
 * A value of a keyword field, as a whole. Only rewriting creates it; `checkQuery` rejects it. (Words that are typed behind
 * the name of the field, `author:刘`, match inside values.)
 */
export interface KeywordQuery extends WordsQuery {
  readonly field: string;
  readonly isWholeValue: true;
}

/** A substring of a field's folded text, as `includes` finds it; Latin words and numbers at its ends must be whole. */
export interface PhraseQuery {
  /** The text to find. */
  readonly phrase: string;
  /** The field to search in (default all text fields). */
  readonly field?: string;
}

/**
 * A phrase that stands for a part of a words query which was typed otherwise (2022年 for 二〇二二年). Unlike in a phrase,
 * a number at its ends must be whole: 五十 is not found in 一百五十. Only rewriting creates it; `checkQuery` rejects it.
 */
export interface SpellingQuery extends PhraseQuery {
  readonly isSpelling: true;
  /** Whether it is a day that must have no year before it: 9月5日 is then not found in 2021年9月5日. */
  readonly isWithoutYear?: boolean;
}

/** Whether a part of a query is a spelling that rewriting created. */
export function isSpelling(query: Query): query is SpellingQuery {
  return 'isSpelling' in query;
}

/** A prefix: words that begin with it (Latin), or any place where it occurs (Han). */
export interface PrefixQuery {
  /** The beginning to find. */
  readonly prefix: string;
  /** The field to search in (default all text fields). */
  readonly field?: string;
}

/** A range of dates or numbers. Both bounds are inclusive; a missing bound leaves that side open. */
export interface RangeQuery {
  /** The lower bound: a number, or a date as `YYYY[-MM[-DD]]`. */
  readonly from?: string | number;
  /** The upper bound: a number, or a date, which includes all of its month or year. */
  readonly to?: string | number;
  /** The date or number field. */
  readonly field: string;
}

/** Every clause must match; a `not` clause excludes documents. */
export interface AllQuery {
  /** The clauses, at least one. */
  readonly all: readonly Query[];
}

/** At least one clause must match. */
export interface AnyQuery {
  /** The clauses, at least one. */
  readonly any: readonly Query[];
}

/** Excludes the documents that match its clause. Alone, it matches all other documents. */
export interface NotQuery {
  /** The clause to exclude. */
  readonly not: Query;
}

/** Maximum nesting depth of clauses. */
export const maxQueryDepth = 32;
/** Maximum number of clauses of a query: 64 of the most frequent characters take some 40 ms in 20,000 articles. */
export const maxQueryClauses = 64;
const leafShapes: readonly string[] = ['words', 'phrase', 'prefix'];
const queryShapes = 'an object with one of words, phrase, prefix, from/to, all, any and not';
/**
 * Maximum length of all texts of a query together, in UTF-16 units: more is rejected in data and cut with a warning when
 * typed.
 */
export const maxQueryUnits = 512;

/** Checks a query given as data. @throws HansouError see `copyQuery` */
export function checkQuery(query: unknown): asserts query is Query {
  copyQuery(query);
}

const clauseNames = ['words', 'phrase', 'prefix', 'all', 'any', 'not', 'from', 'to', 'field'];

/**
 * Checks a query given as data, and copies it: each of its properties is read once, so that no getter gives another value when
 * it is checked than when it is searched for.
 * @throws HansouError BAD_QUERY when it has the wrong shape, or is nested too deep or too long
 */
export function copyQuery(query: unknown): Query {
  let clauseCount = 0;
  let unitCount = 0;
  const copy = (clause: unknown, depth: number): unknown => {
    if (++clauseCount > maxQueryClauses) reject(`at most ${maxQueryClauses} clauses`, 'more');
    if (depth > maxQueryDepth) reject(`at most ${maxQueryDepth} levels of nesting`, 'more');
    if (typeof clause !== 'object' || clause === null || Array.isArray(clause))
      reject(queryShapes, describeValue(clause));
    const given = clause as Record<string, unknown>;
    const data: Record<string, unknown> = {};
    for (const name of clauseNames) if (name in given) data[name] = given[name];
    const shapes = ['words', 'phrase', 'prefix', 'all', 'any', 'not'].filter(shape => shape in data);
    if ('from' in data || 'to' in data) shapes.push('from/to');
    if (shapes.length !== 1) reject(queryShapes, shapes.join(' and ') || 'none of them');
    const [shape] = shapes;
    const names =
      shape === 'from/to' ? ['from', 'to', 'field'] : [shape, ...(leafShapes.includes(shape) ? ['field'] : [])];
    for (const name in given)
      if (!names.includes(name) && (name in data ? data[name] : given[name]) !== undefined)
        reject(`a clause with ${shape} to have only ${names.join(', ')}`, describeValue(name));
    if (data['field'] !== undefined && typeof data['field'] !== 'string')
      reject('field to be a string', describeValue(data['field']));
    if ('all' in data || 'any' in data) {
      const list = data[shapes[0]];
      if (!Array.isArray(list)) reject(`${shapes[0]} to be an array of queries`, describeValue(list));
      const copies: unknown[] = [];
      for (const each of list as unknown[]) copies.push(copy(each, depth + 1));
      return { [shape]: copies };
    } else if ('not' in data) return { not: copy(data['not'], depth + 1) };
    else if ('from' in data || 'to' in data) {
      if (typeof data['field'] !== 'string') reject('a range to name its field', 'no field');
      for (const bound of [data['from'], data['to']])
        if (bound !== undefined && typeof bound !== 'string' && typeof bound !== 'number')
          reject('from and to to be strings or numbers', describeValue(bound));
    } else {
      const text = data[shapes[0]];
      if (typeof text !== 'string') reject(`${shapes[0]} to be a string`, describeValue(text));
      unitCount += (text as string).length;
      if (unitCount > maxQueryUnits)
        reject(`at most ${maxQueryUnits} UTF-16 units in all texts together`, `${unitCount} or more`);
    }
    for (const name in data) if (data[name] === undefined) delete data[name];
    return data;
  };
  return copy(query, 1) as Query;
}

function reject(expected: string, got: string): never {
  throw new HansouError('BAD_QUERY', 'the query is invalid', {
    expected,
    got,
    hint: "Pass what a person typed, or a query as data such as { words: '石桥', field: 'title' } (see the type Query).",
  });
}

/** Whether nothing is asked for, in any field, so that all documents are listed. */
export function isBlank(query: Query): boolean {
  return 'words' in query && query.words.trim() === '';
}

/** The number of parts of a query that search texts. */
export function countTextParts(query: Query): number {
  if ('all' in query) return query.all.reduce((sum, part) => sum + countTextParts(part), 0);
  if ('any' in query) return query.any.reduce((sum, part) => sum + countTextParts(part), 0);
  if ('not' in query) return countTextParts(query.not);
  return 'words' in query || 'phrase' in query || 'prefix' in query ? 1 : 0;
}
