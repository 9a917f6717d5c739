/**
 * Which files the documents of an index were read from: what `hansou build --update` needs to know of the build before.
 * `hansou build` keeps it as the attachment of the index, compressed by deflate:
 *
 *     { "settings": key, "merged": count, "units": [[documents, key, [[file, kind, parts, hanCharacters]…]]…] }
 *
 * `units` are in the order of their documents; those without a key are read again in any case. A key is a hash. `merged` is
 * absent for 0.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Container } from '../../bytes/container.ts';
import { SectionKind } from '../../index/section-kinds.ts';
import { type LeftOutKind, leftOutKinds } from '../reading/left-out.ts';

/** Maximum size of the records in bytes, before compression: some millions of files. */
const maxRecordBytes = 2 ** 28;

/** What was left out of a file, without its text. */
export interface CountedLeftOut {
  readonly file: string;
  readonly kind: LeftOutKind;
  readonly parts: number;
  readonly hanCharacters: number;
}

/** A file, or some that were read together. */
export interface UnitRecord {
  /** Number of documents that were added from it. */
  readonly documents: number;
  /** Hash of its name and content; undefined if it must be read again: something was skipped, or it was no file. */
  readonly key: string | undefined;
  readonly leftOut: readonly CountedLeftOut[];
}

/** All files of a build. */
export interface FileRecords {
  /** Hash of everything that decides how files are read. */
  readonly settings: string;
  /** Number of documents that were merged into the index since all its documents were cut together. */
  readonly merged: number;
  readonly units: readonly UnitRecord[];
}

/** The bytes of the records. */
export function encodeFileRecords({ settings, merged, units }: FileRecords): Uint8Array {
  const lists = units.map(({ documents, key, leftOut }) => [
    documents,
    key ?? '',
    ...(leftOut.length > 0
      ? [leftOut.map(({ file, kind, parts, hanCharacters }) => [file, kind, parts, hanCharacters])]
      : []),
  ]);
  return deflateRawSync(JSON.stringify({ settings, ...(merged > 0 && { merged }), units: lists }));
}

/** The records that an index keeps; undefined if it has none, or they are not of its `documentCount` documents. */
export function readFileRecords(container: Container, documentCount: number): FileRecords | undefined {
  const attachment = container.findSection(SectionKind.Attachment)?.bytes();
  const records = attachment && decodeFileRecords(attachment);
  const total = records?.units.reduce((sum, { documents }) => sum + documents, 0);
  return total === documentCount ? records : undefined;
}

/**
 * Decodes the records. Returns undefined for bytes that are none, or too large.
 * @internal exported for tests
 */
export function decodeFileRecords(bytes: Uint8Array): FileRecords | undefined {
  try {
    const json: unknown = JSON.parse(inflateRawSync(bytes, { maxOutputLength: maxRecordBytes }).toString());
    const { settings, merged = 0, units } = json as { readonly [key in keyof FileRecords]?: unknown };
    if (typeof settings !== 'string' || !isCount(merged) || !Array.isArray(units)) return undefined;
    return { settings, merged, units: units.map(toUnitRecord) };
  } catch {
    return undefined;
  }
}

/** @throws TypeError for another shape */
function toUnitRecord(list: unknown): UnitRecord {
  const [documents, key, leftOut = []] = list as readonly unknown[];
  if (!isCount(documents) || typeof key !== 'string' || !Array.isArray(leftOut)) throw new TypeError('no unit');
  return { documents, key: key === '' ? undefined : key, leftOut: leftOut.map(toLeftOut) };
}

function toLeftOut(list: unknown): CountedLeftOut {
  const [file, kind, parts, hanCharacters] = list as readonly unknown[];
  if (typeof file !== 'string' || !isKind(kind) || !isCount(parts) || !isCount(hanCharacters))
    throw new TypeError('nothing left out');
  return { file, kind, parts, hanCharacters };
}

function isKind(value: unknown): value is LeftOutKind {
  return typeof value === 'string' && Object.hasOwn(leftOutKinds, value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
