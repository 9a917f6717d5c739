/** The codes that the texts of a large build are written in: learnt once, and told to all threads. */
import type { DocumentValues, TextValue } from '../inverted/document-values.ts';
import type { Schema } from '../inverted/schema.ts';
import { TextCode } from '../inverted/text-code.ts';
import { TextForm } from '../inverted/text-form.ts';
import { learnForm } from '../inverted/texts-writer.ts';

/** A code as threads tell it to each other: its bytes, of no length for texts that are kept as they are. */
export type LearntCode = Uint8Array;

const asTheyAre: LearntCode = new Uint8Array(0);

/**
 * The code for each text field that has none yet, learnt from these documents; undefined still where they have too
 * little of it to tell.
 */
export function learnCodes(
  fields: Schema,
  documents: readonly DocumentValues[],
  known: readonly (LearntCode | undefined)[],
): (LearntCode | undefined)[] {
  return Object.values(fields).map(({ type }, part) => {
    if (type !== 'text' || known[part]) return known[part];
    const form = learnForm(documents.map(({ values }) => (values[part] as TextValue).text));
    return form && (form.code?.bytes ?? asTheyAre);
  });
}

/** The form of texts that are written in a code. @param units of all texts that will be in one file; 0 where nobody knows yet */
export function formOf(code: LearntCode, units = 0): TextForm {
  return code.length === 0 ? new TextForm(undefined, 0) : new TextForm(new TextCode(code), units);
}

/** The forms of all texts, by part; as they are where there is no code. @param units as in `formOf`, by part */
export function formsOf(codes: readonly (LearntCode | undefined)[], units: readonly number[] = []): TextForm[] {
  return codes.map((code = asTheyAre, part) => formOf(code, units[part]));
}

/** UTF-16 units of the texts of a document, by part. */
export function unitsOf(fields: Schema, { values }: DocumentValues): number[] {
  return Object.values(fields).map(({ type }, part) => (type === 'text' ? (values[part] as TextValue).text.length : 0));
}
