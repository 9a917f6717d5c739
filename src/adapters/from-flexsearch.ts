/** Makes an index of what FlexSearch exports. */
import { HansouError } from '../errors.ts';
import type { Schema } from '../index/schema.ts';
import type { SearchIndex } from '../search-index.ts';
import { invalid } from '../validate.ts';
import { indexRecords, isObject, type MoveOptions, readJson } from './moved-documents.ts';

/** Options of `fromFlexSearch`: those of `createIndex`, and `rest` and `timeZone` of `fromRow`. */
export type FlexSearchOptions<S extends Schema> = MoveOptions<S>;

/**
 * What `document.export((key, data) => …)` of FlexSearch 0.7 or 0.8 gave: pairs of key and data, a Map or an object of them; or
 * the `Document` itself.
 */
export type FlexSearchExport =
  | Iterable<readonly [key: string, data: unknown]>
  | { readonly [key: string]: unknown }
  | {
      /** The documents that a `Document` stores. */
      readonly store: unknown;
    };

/**
 * Makes an index of the documents that FlexSearch stores (`store: true`). What was only indexed cannot be had back.
 *
 * ```ts
 * const parts = new Map();
 * await document.export((key, data) => void parts.set(key, data));
 * const index = fromFlexSearch(parts, { fields: { title: text(), body: text() }, lexicon });
 * ```
 * @throws HansouError BAD_FILE, BAD_ARGUMENT when nothing is stored, or not the texts of a field, DUPLICATE_ID for 1 and '1'; as `createIndex` and `add`
 */
export function fromFlexSearch<const S extends Schema>(
  exported: FlexSearchExport,
  options: FlexSearchOptions<S>,
): SearchIndex<S> {
  if (typeof exported !== 'object' || exported === null)
    throw invalid(
      'the export of FlexSearch',
      'pairs of key and data, or a Document',
      exported,
      'Pass a Map of what export gave.',
    );
  const hint = 'Make the Document with store: true and export again, or add the documents from where they come from.';
  const { store, index } = exported as { readonly store?: unknown; readonly index?: unknown };
  // The parts of an export may have the key `store` too, with text.
  const { records, indexed } = isObject(store)
    ? { records: readStore(store), indexed: index instanceof Map ? [...index.keys()] : Object.keys(index ?? {}) }
    : readParts(exported);
  if (records === undefined)
    throw new HansouError('BAD_ARGUMENT', 'the export of FlexSearch holds no documents', {
      expected: 'the key 1.doc of version 0.8 or store of 0.7, as a Document with a store exports them',
      got: 'other keys',
      hint,
    });
  return indexRecords({ library: 'FlexSearch', records, indexed, hint }, options);
}

/** A document with its id. */
type Entry = readonly [id: unknown, record: object];

/** The documents of the parts of an export, undefined when no part holds any, and the fields that other parts index. */
function readParts(exported: object): { records: Entry[] | undefined; indexed: string[] } {
  const isPairs = typeof (exported as Iterable<unknown>)[Symbol.iterator] === 'function';
  const parts: unknown[] = isPairs ? [...(exported as Iterable<unknown>)] : Object.entries(exported);
  const stored: unknown[] = [];
  const indexed: string[] = [];
  for (const part of parts) {
    const [key, data] = Array.isArray(part) ? (part as unknown[]) : [];
    if (!data || typeof key !== 'string') continue;
    const name = key.replace(/\.json$/, '');
    if (/^(\d+\.doc|store)$/.test(name)) stored.push(data);
    const [, field] = /^(.+?)(?:\.\d+)?\.map$/.exec(name) ?? [];
    if (field !== undefined) indexed.push(field);
  }
  return {
    records: stored.length > 0 ? stored.flatMap(data => readStore(readJson(data, 'FlexSearch'))) : undefined,
    indexed,
  };
}

/** The documents of a store: a Map or pairs with their ids (0.8), or an object by their ids (0.7). */
function readStore(store: unknown): Entry[] {
  const entries: unknown =
    store instanceof Map || Array.isArray(store) ? [...store] : isObject(store) ? Object.entries(store) : [];
  return (entries as readonly unknown[]).map(entry => {
    const [id, record] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (isObject(record)) return [id, record] as const;
    throw invalid(
      'a document of the export of FlexSearch',
      'a pair of id and document',
      entry,
      'Pass what export gave, unchanged.',
    );
  });
}
