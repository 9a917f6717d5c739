/** Reads the bytes of a file or of standard input, and decompresses gzip. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HansouError } from '../../errors.ts';
import { unreadableFileError } from './file-errors.ts';
import { standardInput } from './find-files.ts';

/** The first bytes of a gzip file. */
const gzipSignature = [0x1f, 0x8b] as const;
/** Bytes of a first chunk, at least. */
const minFirstBytes = 4;
/** Bytes read at once. */
const chunkBytes = 0x40000;

/**
 * The bytes of a file in non-empty chunks. Gzip is recognised by its first bytes, whatever the file name, and decompressed.
 * @throws HansouError IO when the file cannot be read; BAD_FILE when it is damaged gzip
 */
export async function* readChunks(file: string, stdin: NodeJS.ReadableStream): AsyncGenerator<Buffer> {
  const raw = file === standardInput ? (stdin as Readable) : createReadStream(file, { highWaterMark: chunkBytes });
  try {
    yield* unpackChunks(file, nonEmptyChunks(raw));
  } catch (cause) {
    throw cause instanceof HansouError ? cause : unreadableFileError(file, cause);
  } finally {
    if (file !== standardInput) raw.destroy();
  }
}

/** The bytes in chunks that are not empty, decompressed if they are gzip. @throws HansouError BAD_FILE when they are damaged gzip */
export async function* unpackChunks(file: string, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await readFirstBytes(chunks);
  if (first.length === 0) return;
  if (first[0] === gzipSignature[0] && first[1] === gzipSignature[1]) yield* decompress(file, first, chunks);
  else {
    yield first;
    yield* chunks;
  }
}

/**
 * All bytes of a file.
 * @param source its bytes, unpacked
 * @param maxBytes maximum number of them
 * @throws HansouError IO; BAD_FILE when the file is larger than that
 */
export async function joinChunks(file: string, source: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes)
      throw new HansouError('BAD_FILE', `${file} is too large to be read whole`, {
        expected: `at most ${maxBytes / 2 ** 20} MB (decompressed)`,
        got: 'more',
        hint: 'Split the file, or convert it to JSONL, which is read line by line.',
      });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
}

async function* nonEmptyChunks(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) if (chunk.length) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

/** Joins chunks until they have enough bytes to tell compression and encoding, or until the end. */
async function readFirstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < minFirstBytes) {
    const { value, done } = await chunks.next();
    if (done) break;
    first = first.length ? Buffer.concat([first, value]) : value;
  }
  return first;
}

async function* decompress(file: string, first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const compressed = async function* () {
    yield first;
    yield* rest;
  };
  let failure: unknown;
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  const feeding = feed(compressed(), gunzip).catch(cause => {
    failure = cause;
    gunzip.destroy(cause);
  });
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await feeding;
  } catch (cause) {
    if (cause === failure) throw cause;
    throw new HansouError('BAD_FILE', `${file} cannot be decompressed`, {
      expected: 'a complete gzip file',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Compress the file again.',
      cause,
    });
  } finally {
    gunzip.destroy();
  }
}

/** Writes chunks only as fast as the stream takes them, so that a large file is never in memory as a whole. */
async function feed(chunks: AsyncIterable<Buffer>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const chunk of chunks) {
    if (gunzip.destroyed) return;
    if (!gunzip.write(chunk))
      await new Promise<void>(resolve => {
        const go = () => {
          gunzip.off('drain', go).off('close', go);
          resolve();
        };
        gunzip.on('drain', go).on('close', go);
      });
  }
  gunzip.end();
}
