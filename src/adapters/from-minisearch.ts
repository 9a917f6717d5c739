/** Makes an index of a MiniSearch index. */
import type { Schema } from '../index/schema.ts';
import type { SearchIndex } from '../search-index.ts';
import { invalid } from '../validate.ts';
import { indexRecords, isObject, type MoveOptions, readJson } from './moved-documents.ts';

/** Options of `fromMiniSearch`: those of `createIndex`, and `rest` and `timeZone` of `fromRow`. */
export type MiniSearchOptions<S extends Schema> = MoveOptions<S>;

/**
 * Makes an index of the documents of a MiniSearch index. Its file holds of each document the fields named in `storeFields`;
 * what was only indexed cannot be had back.
 *
 * ```ts
 * const index = fromMiniSearch(await readFile('mini.json', 'utf8'), { fields: { title: text(), body: text() }, lexicon });
 * ```
 * @param json what `JSON.stringify(miniSearch)` gave, as text or parsed, or the MiniSearch itself
 * @throws HansouError BAD_FILE, BAD_ARGUMENT when the file lacks the texts of a field, DUPLICATE_ID for 1 and '1'; as `createIndex` and `add`
 */
export function fromMiniSearch<const S extends Schema>(json: unknown, options: MiniSearchOptions<S>): SearchIndex<S> {
  const parsed = readJson(json, 'MiniSearch');
  const toJson = (parsed as { toJSON?: unknown } | null | undefined)?.toJSON;
  const saved = typeof toJson === 'function' ? (toJson.call(parsed) as unknown) : parsed;
  if (!isObject(saved) || !isObject(saved['documentIds']) || !isObject(saved['storedFields']))
    throw invalid(
      'the export of MiniSearch',
      'an object with documentIds and storedFields, as JSON.stringify(miniSearch) writes it',
      saved,
      'Pass the text of the file, or the MiniSearch itself.',
    );
  const { documentIds, storedFields } = saved as Record<string, Record<string, unknown>>;
  const records = Object.entries(documentIds).map(([number, id]): [unknown, object] => {
    const fields = storedFields[number];
    return [id, isObject(fields) ? fields : {}];
  });
  const hint =
    'Name the field in storeFields of MiniSearch and export again, or add the documents from where they come from.';
  const indexed = isObject(saved['fieldIds']) ? Object.keys(saved['fieldIds']) : [];
  return indexRecords({ library: 'MiniSearch', records, indexed, hint }, options);
}
