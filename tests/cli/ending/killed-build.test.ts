/**
 * Law: whenever `hansou build` is killed, its output has its old content or all of the new index.
 *
 * `HANSOU_KILLS=200 npx vitest run tests/cli/ending/killed-build.test.ts` kills 200 builds instead of 4.
 */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  type Dirent,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openIndex } from '../../../src/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hansou-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kills = Number(process.env['HANSOU_KILLS'] ?? 4);

/** JSONL of documents with enough text that writing the index takes a good part of the build. */
function createDocuments(count: number): string {
  let state = 7;
  const draw = (below: number) => (state = (state * 48271) % 2147483647) % below;
  const character = () => String.fromCharCode(0x4e00 + Math.floor(draw(3000) ** 2 / 3000));
  const lines = Array.from({ length: count }, (_, id) =>
    JSON.stringify({ id: `${id}`, text: Array.from({ length: 300 }, character).join('') }),
  );
  return `${lines.join('\n')}\n`;
}

/** Bytes of all files below a folder. What disappears while it is read, as the build removes files, counts as gone. */
function bytesIn(path: string): number {
  let bytes = 0;
  for (const entry of entriesOf(path)) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) bytes += bytesIn(inside);
    else bytes += statSync(inside, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** The entries of a folder; none if it is gone. */
function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** When a build is killed: after this time, or once the folder has changed by this number of bytes. */
type Kill = { readonly ms: number } | { readonly bytes: number };

/** Runs a build. Resolves to whether it finished, its duration, and the sizes that its output had meanwhile. */
function build(
  input: string,
  output: string,
  kill?: Kill,
): Promise<{ ended: boolean; ms: number; sizes: ReadonlySet<number> }> {
  const started = performance.now();
  const bytesBefore = bytesIn(folder);
  const sizes = new Set<number>();
  const child = spawn(process.execPath, [join(inject('program'), 'cli.js'), 'build', input, '-o', output], {
    cwd: root,
    stdio: 'ignore',
  });
  const isTime = (): boolean =>
    kill !== undefined &&
    ('ms' in kill ? performance.now() - started >= kill.ms : Math.abs(bytesIn(folder) - bytesBefore) >= kill.bytes);
  const timer = setInterval(() => {
    const found = statSync(output, { throwIfNoEntry: false });
    if (found) sizes.add(found.size);
    if (isTime()) child.kill('SIGKILL');
  }, 1);
  return new Promise(resolve =>
    child.once('exit', code => {
      clearInterval(timer);
      resolve({ ended: code === 0, ms: performance.now() - started, sizes });
    }),
  );
}

describe('a build that is killed', () => {
  it(
    'leaves the old file or the whole new one, and no other file once the build was run again',
    async () => {
      const output = join(folder, 'killed.hansou');
      const [oldFile, newFile] = [join(folder, 'old'), join(folder, 'new')];
      const input = join(folder, 'articles.jsonl');
      writeFileSync(input, createDocuments(1500));
      expect((await build('bench/paper/2022-09-05-A1.txt', oldFile)).ended).toBe(true);
      const { ended, ms } = await build(input, newFile);
      expect(ended).toBe(true);
      const [before, after] = [readFileSync(oldFile), readFileSync(newFile)];
      expect(before.equals(after)).toBe(false);
      for (const bytes of [before, after]) openIndex(bytes).verify();
      for (let i = 0; i < kills; i++) {
        copyFileSync(oldFile, output);
        // The golden ratio spreads the moments: two of three over the bytes written (temporary files, then the index), the
        // third over the time.
        const share = (0.5 + i * 0.618034) % 1;
        const kill = i % 3 === 2 ? { ms: share * ms } : { bytes: 1 + share * 2 * after.length };
        const { ended: isBuilt, sizes } = await build(input, output, kill);
        const left = readFileSync(output);
        // The law holds during the whole build, not only at the moment of the kill.
        for (const size of sizes) expect([before.length, after.length], `kill ${i}`).toContain(size);
        expect(left.equals(after) || (!isBuilt && left.equals(before)), `kill ${i}`).toBe(true);
      }
      expect((await build(input, output)).ended).toBe(true);
      expect(readFileSync(output).equals(after)).toBe(true);
      expect(readdirSync(folder).sort()).toEqual(['articles.jsonl', 'killed.hansou', 'new', 'old']);
    },
    60_000 + kills * 15_000,
  );
});
