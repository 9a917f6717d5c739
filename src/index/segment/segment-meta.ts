/**
 * What a segment is: how many documents, made by which analysis, with which fields.
 *
 *     meta = JSON text in UTF-8: { documents, analysis, fields }
 *
 * It is small, and everything else hangs on it; so opening checks its checksum.
 */
import { checksum } from '../../bytes/checksum.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import type { Field, Schema } from '../schema.ts';

export interface SegmentMeta {
  readonly documentCount: number;
  /** `Analyzer.fingerprint` */
  readonly analysis: string;
  readonly fields: Schema;
}

/** Document numbers fit in 32 bits with room to add one. */
const maxDocuments = 2 ** 32 - 2;

export function writeSegmentMeta({ documentCount: documents, analysis, fields }: SegmentMeta): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ documents, analysis, fields }));
}

/** @throws HansouError BAD_INDEX */
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
  for (const [name, field] of Object.entries(fields as Record<string, unknown>))
    if (!isField(field)) throw damageError(`a field of a known type as ${JSON.stringify(name)}`, 'another');
  return { documentCount: documents, analysis, fields: fields as Schema };
}

function isField(value: unknown): value is Field {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'text':
      return typeof value['weight'] === 'number' && value['weight'] > 0 && typeof value['repair'] === 'boolean';
    case 'keyword':
    case 'date':
    case 'number':
    case 'stored':
      return true;
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
