import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/**
 * The lines of a text file in UTF-8, `.gz` or not, one by one: files may be larger than a string can be. Only line
 * feeds (with or without a carriage return before them) end lines: JSON may hold U+2028 as it is.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A read error does not travel through the pipe by itself.
  if (stream !== file) file.on('error', error => stream.destroy(error));
  const decoder = new TextDecoder();
  let rest = '';
  let isFirst = true;
  for await (const chunk of stream) {
    const text = rest + decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield trimmed(line, isFirst);
      isFirst = false;
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield trimmed(rest, isFirst);
}

function trimmed(line: string, isFirst: boolean): string {
  const start = isFirst && line.charCodeAt(0) === 0xfeff ? 1 : 0;
  return line.slice(start, line.endsWith('\r') ? -1 : undefined);
}
