/** Text encodings of a large build: learned once, from the first batch, and shared by all threads. */
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues, TextValue } from '../../index/segment/document-values.ts';
import { learnEncodingFromStrings } from '../../index/store/choose-encoding.ts';
import { TextCode } from '../../index/store/text-code.ts';
import { TextEncoding } from '../../index/store/text-encoding.ts';

/** A text encoding in a form that can be posted to threads: the bytes of its code, none for uncompressed texts. */
export type SharedEncoding = Uint8Array;

const uncompressed: SharedEncoding = new Uint8Array(0);

/**
 * Learns an encoding from these documents for each text field that has none yet. A field with too little text to learn from
 * stays undefined.
 * @param known encodings by field
 * @returns encodings by field
 */
export function learnEncodings(
  fields: Schema,
  documents: readonly DocumentValues[],
  known: readonly (SharedEncoding | undefined)[],
): (SharedEncoding | undefined)[] {
  return Object.values(fields).map(({ type }, ordinal) => {
    if (type !== 'text' || known[ordinal]) return known[ordinal];
    const encoding = learnEncodingFromStrings(documents.map(({ values }) => (values[ordinal] as TextValue).text));
    return encoding && (encoding.code?.bytes ?? uncompressed);
  });
}

/** @param units UTF-16 units of all texts that will be in one file; 0 while that is unknown */
export function openEncoding(bytes: SharedEncoding, units = 0): TextEncoding {
  return bytes.length === 0 ? new TextEncoding(undefined, 0) : new TextEncoding(new TextCode(bytes), units);
}

/**
 * Opens the encodings of all fields; undefined stands for uncompressed.
 * @param units by field, as in `openEncoding`
 */
export function openEncodings(
  encodings: readonly (SharedEncoding | undefined)[],
  units: readonly number[] = [],
): TextEncoding[] {
  return encodings.map((bytes = uncompressed, ordinal) => openEncoding(bytes, units[ordinal]));
}

/** UTF-16 units of a document's texts, by field; 0 for other fields. */
export function textUnitsByField(fields: Schema, { values }: DocumentValues): number[] {
  return Object.values(fields).map(({ type }, ordinal) =>
    type === 'text' ? (values[ordinal] as TextValue).text.length : 0,
  );
}
