/** Reads the bytes of a file or of standard input, and decompresses gzip. */
import { closeSync, createReadStream } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HansouError } from '../../errors.ts';
import { describeSpecialFile, openRegularFile, openWithoutWaiting } from '../files/regular-file.ts';
import { unreadableFileError } from './file-errors.ts';
import { standardInput } from './find-files.ts';

/** The first bytes of a gzip file. */
const gzipSignature = [0x1f, 0x8b] as const;
/** Bytes of a first chunk, at least. */
const minFirstBytes = 4;
/** Bytes read at once. */
const chunkBytes = 0x40000;

/** How the bytes of a file are reached. */
export interface ByteAccess {
  /** The stream that `-` stands for; default `process.stdin`. */
  readonly stdin?: NodeJS.ReadableStream | undefined;
  /** Whether a pipe is read if it stands there (default false: only a regular file is). */
  readonly mayBePipe?: boolean | undefined;
  /** Ends the reading, also while it waits for a pipe or for standard input. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The bytes of a file in non-empty chunks. Gzip is recognised by its first bytes, whatever the file name, and decompressed.
 *
 * Law: a regular file is read, whatever is put in its place a moment before: a pipe, a device or a folder is refused, and nothing
 * waits for it. A pipe that may be read is waited for until the signal.
 *
 * @throws HansouError IO when the file cannot be read; BAD_FILE when it is damaged gzip; the reason of the signal
 */
export async function* readChunks(file: string, access: ByteAccess = {}): AsyncGenerator<Buffer> {
  const { signal } = access;
  let raw: Readable | undefined;
  const end = () => raw?.destroy();
  try {
    signal?.throwIfAborted();
    raw = file === standardInput ? ((access.stdin ?? process.stdin) as Readable) : openStream(file, access.mayBePipe);
    signal?.addEventListener('abort', end);
    yield* unpackChunks(file, nonEmptyChunks(raw));
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof HansouError ? cause : unreadableFileError(file, cause);
  } finally {
    signal?.removeEventListener('abort', end);
    if (file !== standardInput) raw?.destroy();
  }
}

/** Opens a file. @throws Error of the operating system, or that says what else it is */
function openStream(file: string, mayBePipe = false): Readable {
  const options = { highWaterMark: chunkBytes };
  if (!mayBePipe) return createReadStream('', { ...options, fd: openRegularFile(file).file });
  // Elsewhere a pipe is at its end until somebody has opened it for writing.
  if (process.platform !== 'linux') return createReadStream(file, options);
  const opened = openWithoutWaiting(file);
  if (opened.stat.isFile()) return createReadStream('', { ...options, fd: opened.file });
  if (opened.stat.isFIFO()) return new Socket({ fd: opened.file, readable: true, writable: false });
  closeSync(opened.file);
  throw new Error(describeSpecialFile(opened.stat));
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
