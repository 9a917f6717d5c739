import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hansou } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-large-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file of more than 2 GiB', () => {
  it.each([['search'], ['inspect']])('is not read whole by %s, which would fail', async command => {
    const file = join(folder, `${command}.hansou`);
    // A sparse file, so the disk stores almost nothing. Node refuses to read such a file at once.
    writeFileSync(file, 'no index');
    truncateSync(file, 2 ** 31 + 4096);
    const { code, err } = await hansou(command === 'search' ? [command, file, 'q'] : [command, file]);
    expect(code).toBe(1);
    expect(err).toContain('[BAD_INDEX]');
  });
});
