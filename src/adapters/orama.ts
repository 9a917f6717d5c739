/**
 * The entry point `hansou/orama`: the way from Orama to hansou. It does not load Orama.
 *
 * @module hansou/orama
 */
import type { Schema } from '../index/schema.ts';
import type { SearchIndex } from '../search-index.ts';
import { invalid } from '../validate.ts';
import { indexRecords, isObject, type MoveOptions, readJson } from './moved-documents.ts';

/** Options of `fromOrama`: those of `createIndex`, and `rest` and `timeZone` of `fromRow`. */
export type OramaOptions<S extends Schema> = MoveOptions<S>;

/**
 * Makes an index of the documents of an Orama database, which stores them all. Documents that have no `id` keep the one that Orama
 * gave them. What no field of the index is named for is left out, or kept in the stored field that `rest` names.
 *
 * ```ts
 * const index = fromOrama(await save(db), { fields: { title: text(), tags: keyword() }, lexicon });
 * ```
 * @param saved what `save` of Orama 2 or 3 gave, or `persist(db, 'json')` of its plugin, as text or parsed
 * @throws HansouError BAD_FILE, BAD_ARGUMENT when it holds no documents; as `createIndex` and `add`
 */
export function fromOrama<const S extends Schema>(saved: unknown, options: OramaOptions<S>): SearchIndex<S> {
  const parsed = readJson(saved, 'Orama');
  const { docs: store, internalDocumentIDStore: ids } = isObject(parsed) ? parsed : {};
  if (!isObject(store) || !isObject(store['docs']) || !isObject(ids) || !Array.isArray(ids['internalIdToId']))
    throw invalid(
      'the export of Orama',
      'an object with docs and internalDocumentIDStore, as save(db) gives it',
      parsed,
      'Pass await save(db), or the text of persist(db, "json").',
    );
  const idsByNumber: readonly unknown[] = ids['internalIdToId'];
  const records = Object.entries(store['docs']).flatMap(([number, record]): [unknown, object][] =>
    // Orama counts documents from 1.
    isObject(record) ? [[idsByNumber[Number(number) - 1], record]] : [],
  );
  const hint = 'Add the documents from where they come from.';
  return indexRecords({ library: 'Orama', records, indexed: [], hint }, options);
}
