/** Bytes of an input file: from the disk or standard input, unpacked when it is gzip. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HansouError } from '../../errors.ts';
import { standardInput, unreadableFileError } from './find-files.ts';

const gzipMark = [0x1f, 0x8b] as const;

/**
 * The bytes of a file in chunks, none empty. What begins as gzip does is unpacked, whatever its name.
 * @throws HansouError IO when it cannot be read; BAD_FILE when it is damaged gzip
 */
export async function* readChunks(file: string, stdin: NodeJS.ReadableStream): AsyncGenerator<Buffer> {
  const raw = file === standardInput ? (stdin as Readable) : createReadStream(file, { highWaterMark: 0x40000 });
  try {
    const chunks = nonEmpty(raw);
    const first = await atLeastTwoBytes(chunks);
    if (first.length === 0) return;
    if (first[0] === gzipMark[0] && first[1] === gzipMark[1]) yield* unpacked(file, first, chunks);
    else {
      yield first;
      yield* chunks;
    }
  } catch (cause) {
    throw cause instanceof HansouError ? cause : unreadableFileError(file, cause);
  } finally {
    if (file !== standardInput) raw.destroy();
  }
}

/**
 * All bytes of a file.
 * @param most how many they may be, unpacked
 * @throws HansouError IO, BAD_FILE
 */
export async function readAllBytes(file: string, stdin: NodeJS.ReadableStream, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks(file, stdin)) {
    size += chunk.length;
    if (size > most)
      throw new HansouError('BAD_FILE', `${file} is too large to be read whole`, {
        expected: `at most ${most / 2 ** 20} MB (unpacked)`,
        got: 'more',
        hint: 'Split it, or give its articles as JSONL, which is read line by line.',
      });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
}

async function* nonEmpty(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) if (chunk.length) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function atLeastTwoBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 2) {
    const { value, done } = await chunks.next();
    if (done) break;
    first = first.length ? Buffer.concat([first, value]) : value;
  }
  return first;
}

async function* unpacked(file: string, first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const packed = async function* () {
    yield first;
    yield* rest;
  };
  let failure: unknown;
  const gunzip = createGunzip({ chunkSize: 0x40000 });
  const feeding = feed(packed(), gunzip).catch(cause => {
    failure = cause;
    gunzip.destroy(cause);
  });
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await feeding;
  } catch (cause) {
    if (cause === failure) throw cause;
    throw new HansouError('BAD_FILE', `${file} cannot be unpacked`, {
      expected: 'a whole gzip file',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Pack it anew.',
      cause,
    });
  } finally {
    gunzip.destroy();
  }
}

/** Writes as fast as the other side reads, so that a large file is never held whole. */
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
