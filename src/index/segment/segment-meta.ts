/**
 * The description of a segment: its number of documents, the analysis it was built with, and its fields.
 *
 *     meta = JSON text in UTF-8: { documents, analysis, fields }
 *
 * It is small, and everything else depends on it, so its checksum is checked whenever a segment is opened.
 */

import { checksum } from '../../bytes/checksum.ts';
import type { Section } from '../../bytes/section.ts';
import { describeValue } from '../../errors.ts';
import { damageError } from '../damage.ts';
import { isField, isFieldName, type Schema } from '../schema.ts';

/** The description of a segment. */
export interface SegmentMeta {
  readonly documentCount: number;
  /** `Analyzer.fingerprint` of the analysis that the segment was built with. */
  readonly analysis: string;
  readonly fields: Schema;
}

/** Document numbers + 1 must fit in 32 bits. */
const maxDocuments = 2 ** 32 - 2;

/** Writes the description of a segment. */
export function writeSegmentMeta({ documentCount: documents, analysis, fields }: SegmentMeta): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ documents, analysis, fields }));
}

/** Reads and checks the description of a segment. @throws HansouError BAD_INDEX */
export function readSegmentMeta(section: Section): SegmentMeta {
  const bytes = section.bytes();
  if (checksum(bytes) !== section.checksum) throw damageError('a description with its checksum', 'another');
  let meta: unknown;
  try {
    meta = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damageError('a description in JSON', 'other text');
  }
  if (!isRecord(meta) || !isRecord(meta['fields'])) throw damageError('documents, analysis and fields', typeof meta);
  const { documents, analysis, fields } = meta;
  if (!(typeof documents === 'number' && Number.isInteger(documents) && documents >= 0 && documents <= maxDocuments))
    throw damageError('a number of documents', String(documents));
  if (typeof analysis !== 'string') throw damageError('the name of an analysis', typeof analysis);
  for (const [name, field] of Object.entries(fields as Record<string, unknown>)) {
    if (!isFieldName(name)) throw damageError('fields with valid names', describeValue(name));
    if (!isField(field)) throw damageError(`a field of a known type as ${JSON.stringify(name)}`, 'another');
  }
  return { documentCount: documents, analysis, fields: fields as Schema };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
