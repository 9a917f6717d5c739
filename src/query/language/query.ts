import { describeValue, HansouError } from '../../errors.ts';

/**
 * A query as data. It can be cloned, stored and sent. `field` keeps a part to one field; without it a part asks all
 * text fields.
 */
export type Query = WordsQuery | PhraseQuery | PrefixQuery | RangeQuery | AllQuery | AnyQuery | NotQuery;

/** Words, ranked: the text is cut by the words that the index holds. Blanks separate words that are sure. */
export interface WordsQuery {
  readonly words: string;
  readonly field?: string;
}

/** A literal piece, as `includes` would find it in the folded text of a field; its Latin or number ends at edges. */
export interface PhraseQuery {
  readonly phrase: string;
  readonly field?: string;
}

/** Words that begin so (Latin), or places where it stands (Han). */
export interface PrefixQuery {
  readonly prefix: string;
  readonly field?: string;
}

/** A range of dates or numbers; both ends are inside, a missing end is open. */
export interface RangeQuery {
  readonly from?: string | number;
  readonly to?: string | number;
  readonly field: string;
}

/** Every part must hold. Parts that are `not` take away. */
export interface AllQuery {
  readonly all: readonly Query[];
}

/** At least one part must hold. */
export interface AnyQuery {
  readonly any: readonly Query[];
}

/** Takes away what its part finds. By itself it finds everything else. */
export interface NotQuery {
  readonly not: Query;
}

/** Parts nested deeper are refused. */
export const maxQueryDepth = 32;
/** A query with more parts is refused. */
export const maxQueryParts = 1024;
const oneShape = 'an object with one of words, phrase, prefix, from/to, all, any and not';
/** Longer texts (UTF-16 units) are refused in a query as data, and cut with a warning when typed. */
export const maxQueryUnits = 4096;

/**
 * Checks a query that came as data.
 * @throws HansouError BAD_QUERY when it has another shape, is nested too deep or too long
 */
export function checkQuery(query: unknown): asserts query is Query {
  let parts = 0;
  const check = (part: unknown, depth: number): void => {
    if (++parts > maxQueryParts) refuse(`at most ${maxQueryParts} parts`, 'more');
    if (depth > maxQueryDepth) refuse(`parts nested at most ${maxQueryDepth} deep`, 'deeper ones');
    if (typeof part !== 'object' || part === null || Array.isArray(part)) refuse(oneShape, describeValue(part));
    const data = part as Record<string, unknown>;
    const shapes = ['words', 'phrase', 'prefix', 'all', 'any', 'not'].filter(shape => shape in data);
    if ('from' in data || 'to' in data) shapes.push('from/to');
    if (shapes.length !== 1) refuse(oneShape, shapes.join(' and ') || 'none of them');
    if (data['field'] !== undefined && typeof data['field'] !== 'string')
      refuse('field to be a string', describeValue(data['field']));
    if ('all' in data || 'any' in data) {
      const list = data[shapes[0]];
      if (!Array.isArray(list)) refuse('an array of queries', describeValue(list));
      for (const each of list as unknown[]) check(each, depth + 1);
    } else if ('not' in data) check(data['not'], depth + 1);
    else if ('from' in data || 'to' in data) {
      if (typeof data['field'] !== 'string') refuse('a range to name its field', 'none');
      for (const end of [data['from'], data['to']])
        if (end !== undefined && typeof end !== 'string' && typeof end !== 'number')
          refuse('a range from and to strings or numbers', describeValue(end));
    } else {
      const text = data[shapes[0]];
      if (typeof text !== 'string') refuse(`${shapes[0]} to be a string`, describeValue(text));
      if ((text as string).length > maxQueryUnits)
        refuse(`at most ${maxQueryUnits} UTF-16 units of text`, `${(text as string).length}`);
    }
  };
  check(query, 1);
}

function refuse(expected: string, got: string): never {
  throw new HansouError('BAD_QUERY', 'this query cannot be asked', {
    expected,
    got,
    hint: 'See the type Query for its shapes.',
  });
}
