/** Reads a whole file as bytes or as decoded text, and refuses empty and too large ones. */
import { HansouError } from '../../errors.ts';
import { decodeText } from './encoding.ts';
import { readAllBytes } from './input.ts';

/** Maximum size, in uncompressed bytes, of a text that is read whole. JSONL is read line by line and may have any size. */
const maxTextBytes = 64 * 2 ** 20;

/**
 * Reads and decodes the text of a file.
 * @param declaredCharset finds the encoding that the file itself declares
 * @throws HansouError IO; BAD_FILE when the file is empty, binary, too large or cannot be decoded
 */
export async function readText(
  file: string,
  stdin: NodeJS.ReadableStream,
  declaredCharset?: (bytes: Uint8Array) => string | undefined,
): Promise<string> {
  const bytes = await readFileBytes(file, stdin, maxTextBytes);
  const { text } = decodeText(bytes, { file, declared: declaredCharset?.(bytes) });
  if (text.trim() === '') throw emptyFileError(file);
  return text;
}

/**
 * Reads all bytes of a file.
 * @throws HansouError IO; BAD_FILE when the file is empty or larger than `maxBytes`
 */
export async function readFileBytes(file: string, stdin: NodeJS.ReadableStream, maxBytes: number): Promise<Uint8Array> {
  const bytes = await readAllBytes(file, stdin, maxBytes);
  if (bytes.length === 0) throw emptyFileError(file);
  return bytes;
}

/** The error for a file without text. */
export function emptyFileError(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is empty`, {
    expected: 'a file with text',
    got: 'none',
    hint: 'Omit the file.',
  });
}
