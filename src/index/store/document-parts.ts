/** Which fields stand in the records of the document store (document-store-reader.ts). */
import type { Field, Schema } from '../schema.ts';

/** The part of each record that is the id. */
export const idPart = 0;

/** Whether a field is a part of each record: texts and stored values are, what is filtered and sorted by is a column. */
function isDocumentPart({ type }: Field): boolean {
  return type === 'text' || type === 'stored';
}

/** By field: its part; undefined for a field that is none. */
export function listDocumentParts(fields: Schema): (number | undefined)[] {
  let part = idPart;
  return Object.values(fields).map(field => (isDocumentPart(field) ? ++part : undefined));
}

/** Number of parts of each record. */
export function countDocumentParts(fields: Schema): number {
  return 1 + Object.values(fields).filter(isDocumentPart).length;
}
