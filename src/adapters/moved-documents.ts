/** Makes an index of the documents that a file of another library holds. */
import { describeValue, HansouError } from '../errors.ts';
import type { Schema } from '../index/schema.ts';
import type { IndexOptions } from '../index-options.ts';
import { fromRow, type RowOptions } from '../row.ts';
import { createIndex, type SearchIndex } from '../search-index.ts';
import { requireObject } from '../validate.ts';

/** Options of the functions that move documents to an index: those of `createIndex`, and those of `fromRow` for their values. */
export type MoveOptions<S extends Schema> = IndexOptions<S> & Pick<RowOptions<S>, 'rest' | 'timeZone'>;

/** The documents of a file, with their ids, and how to keep them there. */
export interface StoredRecords {
  readonly library: string;
  readonly records: Iterable<readonly [id: unknown, record: object]>;
  /** The fields that were searched there. */
  readonly indexed: readonly string[];
  /** What to do so that the file holds the texts. */
  readonly hint: string;
}

/**
 * Adds all documents to a new index.
 * @throws HansouError BAD_ARGUMENT when no document has a field that was searched there, and is searched here; DUPLICATE_ID for ids that differ in their type only
 */
export function indexRecords<S extends Schema>(
  { library, records, indexed, hint }: StoredRecords,
  options: MoveOptions<S>,
): SearchIndex<S> {
  const { rest, timeZone, ...indexOptions } = requireObject(options, 'the options');
  const index = createIndex<S>(indexOptions as IndexOptions<S>);
  const { fields } = index;
  const rowOptions = { fields, ...(rest !== undefined && { rest }), ...(timeZone !== undefined && { timeZone }) };
  const missing = new Set(indexed.filter(name => Object.hasOwn(fields, name) && fields[name].type === 'text'));
  const kinds = new Map<string, string>();
  for (const [id, record] of records) {
    const name = typeof id === 'number' || typeof id === 'bigint' ? String(id) : id;
    if (typeof name === 'string') {
      const kind = kinds.get(name) ?? typeof id;
      if (kind !== typeof id)
        throw new HansouError('DUPLICATE_ID', `${library} has two documents with this id`, {
          expected: 'ids that differ as strings, since the ids of hansou are strings',
          got: `${describeValue(name)} as a ${kind} and as a ${typeof id}`,
          hint: 'Give one of them another id, and export again.',
        });
      kinds.set(name, kind);
    }
    for (const field of missing) if ((record as Record<string, unknown>)[field] !== undefined) missing.delete(field);
    index.add(fromRow<S>({ ...record, id }, rowOptions));
  }
  const [lost] = missing;
  if (lost !== undefined && index.size > 0)
    throw new HansouError('BAD_ARGUMENT', `the export of ${library} does not hold the texts of ${lost}`, {
      expected: `documents with the field ${lost}`,
      got: `${index.size} documents without it`,
      hint,
    });
  return index;
}

/** Reads a value that is JSON, or was parsed already. @throws HansouError BAD_FILE */
export function readJson(value: unknown, library: string): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new HansouError('BAD_FILE', `the export of ${library} cannot be read`, {
      expected: 'JSON',
      got: describeValue((cause as Error).message),
      hint: 'Pass the text of the file as it was written.',
      cause,
    });
  }
}

/** Whether a value is an object that is no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
