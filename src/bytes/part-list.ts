/**
 * A file in parts, for hosts with a limit on the size of files: a small list of parts stands in its place.
 *
 *     {"format":"hansou parts","version":1,"bytes":31002134,"checksum":1595905569,
 *      "parts":[{"name":"site.5f1f9a21.1.hansou","bytes":15501067,"checksum":…}, …]}
 *
 * The parts stand in the folder of the list, in the order of the file. The checksum of its bytes (checksum.ts) is in the name of
 * each part, so parts of two files are never taken for each other, and a part never changes.
 */
import { HansouError } from '../errors.ts';

/** A part of a file. */
export interface FilePart {
  /** Its name in the folder of the list. */
  readonly name: string;
  readonly bytes: number;
  /** The checksum of its bytes. */
  readonly checksum: number;
}

/** The list that stands in the place of a file. */
export interface PartList {
  /** Bytes of the whole file. */
  readonly bytes: number;
  /** The checksum of the whole file. */
  readonly checksum: number;
  readonly parts: readonly FilePart[];
}

/** How every list begins. */
const beginning = '{"format":"hansou parts","version":';
const version = 1;
/** Maximum number of parts. */
const maxParts = 200;
/** Maximum number of bytes of a list: as many as are read when a file is opened. */
export const maxListBytes = 24 * 1024;

/** The bytes of a list. */
export function formatPartList({ bytes, checksum, parts }: PartList): Uint8Array {
  return new TextEncoder().encode(`${beginning}${version},${JSON.stringify({ bytes, checksum, parts }).slice(1)}\n`);
}

/** Whether these are the first bytes of a list. */
export function isPartList(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, beginning.length)) === beginning;
}

/**
 * Reads a list; undefined for any other file.
 * @throws HansouError FORMAT_VERSION for a list of another version; BAD_INDEX for a list that nobody wrote so
 */
export function parsePartList(bytes: Uint8Array): PartList | undefined {
  if (bytes.length > maxListBytes || !isPartList(bytes)) return undefined;
  let list: Partial<PartList> & { readonly version?: unknown };
  try {
    list = JSON.parse(new TextDecoder().decode(bytes)) as typeof list;
  } catch (cause) {
    throw listError('JSON', cause instanceof Error ? cause.message : String(cause));
  }
  if (list.version !== version)
    throw new HansouError('FORMAT_VERSION', 'the list of the parts of an index has another version', {
      expected: String(version),
      got: String(list.version),
      hint: 'Build the index again with this version of hansou, or update hansou.',
    });
  const { bytes: size, checksum, parts } = list;
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > maxParts || !parts.every(isPart))
    throw listError(`1 to ${maxParts} parts, each with name, bytes and checksum`, 'something else');
  if (!isCount(checksum)) throw listError('a checksum', String(checksum));
  const sum = parts.reduce((total, part) => total + part.bytes, 0);
  if (sum !== size) throw listError(`parts of ${size} bytes`, `${sum}`);
  return { bytes: size, checksum, parts };
}

/** The error for a part that is not the one that the list names. */
export function partError(name: string, expected: string, got: string): HansouError {
  return new HansouError('BAD_INDEX', `the part ${name} of an index is another one, or is not complete`, {
    expected,
    got,
    hint: 'Copy all parts and the list again from where they were built.',
  });
}

function isPart(part: unknown): part is FilePart {
  const { name, bytes, checksum } = (part ?? {}) as Record<string, unknown>;
  // A name that leads out of the folder, or to another server, is none.
  return (
    typeof name === 'string' &&
    /^[^/\\?#%:\u0000-\u001f]{1,255}$/.test(name) &&
    !name.startsWith('.') &&
    isCount(bytes) &&
    bytes > 0 &&
    isCount(checksum)
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function listError(expected: string, got: string): HansouError {
  return new HansouError('BAD_INDEX', 'the list of the parts of an index is damaged', {
    expected,
    got,
    hint: 'Copy the file again from where it was built.',
  });
}
