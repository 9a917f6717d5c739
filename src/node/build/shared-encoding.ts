/** The codes that the texts of a large build are written in: learnt once, and told to all threads. */

import type { Schema } from '../../index/schema.ts';
import type { DocumentValues, TextValue } from '../../index/segment/document-values.ts';
import { TextCode } from '../../index/store/text-code.ts';
import { TextEncoding } from '../../index/store/text-encoding.ts';
import { learnEncoding } from '../../index/store/text-store-writer.ts';

/** A code as threads tell it to each other: its bytes, of no length for texts that are kept as they are. */
export type SharedEncoding = Uint8Array;

const asTheyAre: SharedEncoding = new Uint8Array(0);

/**
 * The code for each text field that has none yet, learnt from these documents; undefined still where they have too
 * little of it to tell.
 */
export function learnEncodings(
  fields: Schema,
  documents: readonly DocumentValues[],
  known: readonly (SharedEncoding | undefined)[],
): (SharedEncoding | undefined)[] {
  return Object.values(fields).map(({ type }, part) => {
    if (type !== 'text' || known[part]) return known[part];
    const form = learnEncoding(documents.map(({ values }) => (values[part] as TextValue).text));
    return form && (form.code?.bytes ?? asTheyAre);
  });
}

/** The form of texts that are written in a code. @param units of all texts that will be in one file; 0 where nobody knows yet */
export function openEncoding(code: SharedEncoding, units = 0): TextEncoding {
  return code.length === 0 ? new TextEncoding(undefined, 0) : new TextEncoding(new TextCode(code), units);
}

/** The forms of all texts, by part; as they are where there is no code. @param units as in `formOf`, by part */
export function openEncodings(
  codes: readonly (SharedEncoding | undefined)[],
  units: readonly number[] = [],
): TextEncoding[] {
  return codes.map((code = asTheyAre, part) => openEncoding(code, units[part]));
}

/** UTF-16 units of the texts of a document, by part. */
export function textUnitsByField(fields: Schema, { values }: DocumentValues): number[] {
  return Object.values(fields).map(({ type }, part) => (type === 'text' ? (values[part] as TextValue).text.length : 0));
}
