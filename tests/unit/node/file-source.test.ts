import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { FileSource } from '../../../src/node/files/file-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function createFile(size: number): { path: string; bytes: Uint8Array } {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 2654435761) >>> 24);
  const path = join(folder, `${size}.bin`);
  writeFileSync(path, bytes);
  return { path, bytes };
}

describe('FileSource', () => {
  it('gives the bytes of the file, whatever was read before', () => {
    const { path, bytes } = createFile(400_000);
    fc.assert(
      fc.property(
        fc.constantFrom(1, 0x10000, 0x30000, 2 ** 25),
        fc.array(
          fc.tuple(
            fc.oneof(fc.nat(bytes.length), fc.constantFrom(0, 0xffff, 0x10000, 0x20000, bytes.length)),
            fc.oneof(fc.nat(100), fc.nat(0x30000)),
          ),
          { maxLength: 30 },
        ),
        (cache, ranges) => {
          const source = new FileSource(path, cache);
          try {
            for (const [start, length] of ranges) {
              const end = Math.min(bytes.length, start + length);
              const window = source.window(start, end);
              expect(window.origin).toBeLessThanOrEqual(start);
              const got = window.bytes.subarray(start - window.origin, end - window.origin);
              expect(Buffer.compare(got, bytes.subarray(start, end))).toBe(0);
              if (start < end) expect(window.data.getUint8(start - window.origin)).toBe(bytes[start]);
            }
          } finally {
            source.close();
          }
        },
      ),
    );
  });

  it('throws IO when the file is missing or closed, FILE_CHANGED when it was truncated, and keeps cached blocks readable', () => {
    expect(() => new FileSource(join(folder, 'none.hansou'))).toThrow(expect.objectContaining({ code: 'IO' }));
    const { path } = createFile(200_000);
    const source = new FileSource(path);
    source.window(0, 10);
    truncateSync(path, 100_000);
    expect(() => source.window(150_000, 150_010)).toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
    source.close();
    source.close();
    expect(source.window(5, 6).bytes.length).toBeGreaterThan(0);
    expect(() => source.window(80_000, 80_001)).toThrow(/closed/);
  });
});
