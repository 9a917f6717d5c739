/** The encoding of the documents of a large build: learned once, from the first batch, and shared by all threads. */
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues, TextValue } from '../../index/segment/document-values.ts';
import { learnEncodingFromStrings } from '../../index/store/encoding/choose-encoding.ts';
import { TextCode } from '../../index/store/encoding/text-code.ts';
import { TextEncoding } from '../../index/store/encoding/text-encoding.ts';

/** An encoding in a form that can be posted to threads: the bytes of its code, none for uncompressed texts. */
export type SharedEncoding = Uint8Array;

const uncompressed: SharedEncoding = new Uint8Array(0);

/** Learns an encoding from these documents; undefined when there is too little text to learn from. */
export function learnSharedEncoding(fields: Schema, documents: readonly DocumentValues[]): SharedEncoding | undefined {
  const encoding = learnEncodingFromStrings(documents.flatMap(document => listTexts(fields, document)));
  return encoding && (encoding.code?.bytes ?? uncompressed);
}

/**
 * Opens an encoding; undefined stands for uncompressed.
 * @param units UTF-16 units of all texts that will be in one file; 0 while that is unknown
 */
export function openEncoding(bytes: SharedEncoding = uncompressed, units = 0): TextEncoding {
  return bytes.length === 0 ? new TextEncoding(undefined, 0) : new TextEncoding(new TextCode(bytes), units);
}

/** UTF-16 units of all texts of a document that are searched. */
export function countTextUnits(fields: Schema, { values }: DocumentValues): number {
  return Object.values(fields).reduce(
    (sum, { type }, ordinal) => sum + (type === 'text' ? (values[ordinal] as TextValue).text.length : 0),
    0,
  );
}

/** What stands of a document in the document store. */
function listTexts(fields: Schema, { id, values }: DocumentValues): string[] {
  const texts = Object.values(fields).flatMap(({ type }, ordinal) => {
    if (type === 'text') return [(values[ordinal] as TextValue).text];
    return type === 'stored' ? [(values[ordinal] as string | undefined) ?? ''] : [];
  });
  return [id, ...texts];
}
