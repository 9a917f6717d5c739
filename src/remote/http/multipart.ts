/** Several ranges of a file in one answer: `multipart/byteranges` (RFC 9110, section 14.6). */

/** A part of a file. */
export interface LoadedRange {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/**
 * Servers that answer several ranges with these ranges, and how many they are asked for at once: Apache sends the whole file for
 * more than 200, lighttpd the first ten. Many others send the whole file, which can only be broken off.
 */
const rangesOfServers = [
  { name: /^(?:nginx|openresty|tengine|apache|caddy)/i, ranges: 100 },
  { name: /^lighttpd/i, ranges: 10 },
];

const lineEnd = 13;
/** The head of a part is shorter. */
const maxHeadBytes = 1024;

/** How many ranges a server that names itself so is asked for at once, at most. */
export function countRangesAtOnce(server: string | null): number {
  return rangesOfServers.find(({ name }) => name.test(server ?? ''))?.ranges ?? 1;
}

/**
 * The parts of the body of an answer, in its order.
 * @param contentType of the answer
 * @param size bytes of the whole file
 * @returns undefined if it is no such body, not complete, or of a file of another size
 */
export function parseRanges(body: Uint8Array, contentType: string | null, size: number): LoadedRange[] | undefined {
  const boundary = /^multipart\/byteranges;.*boundary="?([^";]+)/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const ranges: LoadedRange[] = [];
  for (let at = 0; ; ) {
    const head = readHead(body, at);
    if (!head) return undefined;
    const { text, end } = head;
    if (text.includes(`--${boundary}--`)) return ranges;
    const [, first, last, total] = /^content-range: *bytes (\d+)-(\d+)\/(\d+|\*)/im.exec(text) ?? [];
    at = end + Number(last) - Number(first) + 1;
    if (!text.includes(`--${boundary}`) || !(at <= body.length) || (total !== '*' && Number(total) !== size))
      return undefined;
    ranges.push({ start: Number(first), bytes: body.subarray(end, at) });
  }
}

/** The lines from a place up to an empty one, or to the end. */
function readHead(body: Uint8Array, start: number): { readonly text: string; readonly end: number } | undefined {
  // The line with the boundary has an empty one before it.
  let at = start;
  while (at < body.length && body[at] <= lineEnd) at++;
  if (at === body.length) return undefined;
  const from = at;
  const limit = Math.min(body.length, from + maxHeadBytes);
  while (at < limit && !(body[at] === lineEnd && body[at + 2] === lineEnd)) at++;
  return { text: String.fromCharCode(...body.subarray(from, at)), end: at + 4 };
}
