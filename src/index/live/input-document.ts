/** Reads a document of an index as it can be added to another one. */
import { OffsetMap } from '../../text/offset-map.ts';
import { RepairedText } from '../../text/repaired-text.ts';
import type { IndexReader } from '../index-reader.ts';

/**
 * A document as it was added. A text that was repaired keeps its map, and none is repaired twice; its source is not stored.
 *
 * Law: adding it gives the index that the original document gave.
 */
export function readInputDocument(reader: IndexReader, document: number): Record<string, unknown> {
  const input = reader.getDocument(document);
  for (const [name, { type }] of Object.entries(reader.schema)) {
    const text = input[name];
    if (type !== 'text' || typeof text !== 'string') continue;
    const map = reader.getTextReader(name).getOffsetMap(document) ?? OffsetMap.identity(text.length);
    input[name] = new RepairedText(text, '', map);
  }
  return input;
}
