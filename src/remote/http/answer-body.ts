/** Reads the bodies of answers of servers, which may be longer than they should be, or never end. */
import { magicNumber } from '../../bytes/container.ts';
import { indexFormat } from '../../index/section-kinds.ts';

/** Where the header of an index has the size of the file, and where that ends. */
const sizeOffset = 16;
const sizeEnd = 24;
/** A body that is no index is read so far: an error page is told by its beginning or end. */
const maxOtherBytes = 65_536;

/**
 * Reads a body to its end, or until it has more than `maxBytes`; then the rest is given up.
 * Law: at most one chunk is read behind `maxBytes`.
 * @param maxBytes a number, or a function of the first bytes
 * @param onChunk told how many bytes there are
 */
export async function readBody(
  response: Response,
  maxBytes: number | ((head: Uint8Array) => number),
  onChunk?: (loaded: number) => void,
): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  let limit = typeof maxBytes === 'number' ? maxBytes : undefined;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    loaded += next.value.length;
    onChunk?.(loaded);
    if (typeof maxBytes === 'function' && loaded >= sizeEnd) limit ??= maxBytes(join(chunks, loaded));
    if (limit === undefined || loaded <= limit) continue;
    await reader.cancel();
    break;
  }
  return join(chunks, loaded);
}

/** The most bytes that a body may have that begins so and is an index: what its header says. */
export function maxIndexBytes(head: Uint8Array): number {
  return readIndexSize(head) ?? maxOtherBytes;
}

/** The size of the file that the header of an index says; undefined for other bytes. */
export function readIndexSize(head: Uint8Array): number | undefined {
  const data = new DataView(head.buffer, head.byteOffset, head.length);
  if (head.length < sizeEnd || data.getUint32(0, true) !== magicNumber(indexFormat)) return undefined;
  return data.getUint32(sizeOffset, true) + data.getUint32(sizeOffset + 4, true) * 2 ** 32;
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
