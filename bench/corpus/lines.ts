/** Reads text files line by line. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/**
 * Reads the lines of a UTF-8 file, `.gz` or not, one by one, because a file may be larger than a string can be. Only a
 * line feed (with or without a carriage return before it) ends a line: JSON may contain U+2028 unescaped.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // pipe() does not forward read errors.
  if (stream !== file) file.on('error', error => stream.destroy(error));
  // The decoder drops a byte order mark at the start.
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const text = rest + decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield withoutCarriageReturn(line);
  }
  rest += decoder.decode();
  if (rest !== '') yield withoutCarriageReturn(rest);
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
