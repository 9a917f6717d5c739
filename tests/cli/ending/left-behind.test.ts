/** Whatever ends a build, its old output stays, nothing is left beside it, and the error says what happened. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openIndex, text } from '../../../src/index.ts';
import { IndexBuilder, openFile, readDocuments } from '../../../src/node/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(inject('program'), 'cli.js');
let folder = '';
let input = '';
let output = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hansou-left-'));
  input = join(folder, 'articles.jsonl');
  output = join(folder, 'site.hansou');
  writeFileSync(input, createLines(3000));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function createLines(count: number): string {
  let state = 7;
  const draw = () => (state = (state * 48271) % 2147483647);
  const character = () => String.fromCharCode(0x4e00 + (draw() % 3000));
  return Array.from(
    { length: count },
    (_, id) => `${JSON.stringify({ id: `${id}`, text: Array.from({ length: 300 }, character).join('') })}\n`,
  ).join('');
}

function buildIn(parts: readonly string[]) {
  const child = spawn(process.execPath, [program, 'build', ...parts], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', chunk => (err += chunk));
  const ended = new Promise<{ code: number | null; err: string }>(resolve =>
    child.once('exit', code => resolve({ code, err })),
  );
  return { child, ended };
}

/** Whether this user may mount a disk in memory. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'hansou-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
  if (mounted) spawnSync('umount', [place]);
  rmSync(place, { recursive: true });
  return mounted;
}

/** Waits until the build has its temporary folder. */
async function untilWorking(): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    if (readdirSync(folder).some(name => name.includes('.temp-'))) return;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  throw new Error('the build did not begin');
}

describe('a build that is ended', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s removes what it wrote, and says so', async signal => {
    writeFileSync(output, 'old');
    const { child, ended } = buildIn([input, '-o', output]);
    await untilWorking();
    child.kill(signal);
    const { code, err } = await ended;
    expect(code, err).toBe(1);
    expect(err).toContain('an interruption');
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['articles.jsonl', 'site.hansou']);
  });

  it('by a full disk leaves the old file, and says so', () => {
    writeFileSync(output, 'old');
    // No file may be larger than 100 blocks of 1 KiB, which fails as a full disk does.
    const command = `ulimit -f 100; exec "$0" "$1" build "$2" -o "$3"`;
    const { status, stderr } = spawnSync('bash', ['-c', command, process.execPath, program, input, output], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(1);
    expect(stderr).toMatch(/was not written.*\[IO\]/);
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['articles.jsonl', 'site.hansou']);
  });

  it.skipIf(!canMount())('by a disk of one megabyte that is full, leaves the old file, and says so', () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    try {
      const target = join(disk, 'site.hansou');
      writeFileSync(target, 'old');
      const { status, stderr } = spawnSync(process.execPath, [program, 'build', input, '-o', target], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(1);
      expect(stderr).toMatch(/was not written.*\[IO\]/);
      expect(readFileSync(target, 'utf8')).toBe('old');
      expect(readdirSync(disk)).toEqual(['site.hansou']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('by an exception of onProgress leaves nothing, and keeps the exception', async () => {
    const own = new RangeError('mine');
    const builder = new IndexBuilder({
      fields: { body: text() },
      output,
      onProgress() {
        throw own;
      },
    });
    await expect(builder.add({ id: '1', body: '石桥' })).rejects.toBe(own);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(readdirSync(folder)).toEqual(['articles.jsonl']);
    await expect(builder.finish()).rejects.toBe(own);
  });

  it.each([
    ['was ended', 'got one that exited'],
    ['has no memory left', 'got Worker terminated due to reaching memory limit'],
  ])('by a thread that %s is an error, not a wait without end', async (_, got) => {
    const builder = new IndexBuilder({ fields: { body: text() }, output, threads: 2 });
    const long = '石桥今天通车，何田走过。'.repeat(200_000);
    await builder.add({ id: '1', body: long });
    await builder.add({ id: '2', body: long });
    const { workers } = (builder as unknown as { threads: { workers: import('node:worker_threads').Worker[] } })
      .threads;
    expect(workers.length).toBe(1);
    const memory = new Error('Worker terminated due to reaching memory limit: JS heap out of memory');
    if (got.includes('memory')) workers[0].emit('error', memory);
    await workers[0].terminate();
    await expect(builder.finish()).rejects.toMatchObject({ code: 'IO', message: expect.stringContaining(got) });
    expect(readdirSync(folder)).toEqual(['articles.jsonl']);
  });

  it('before it begins, where its output is a folder', () => {
    mkdirSync(output);
    expect(() => new IndexBuilder({ fields: { body: text() }, output })).toThrow('a folder');
    expect(readdirSync(folder).sort()).toEqual(['articles.jsonl', 'site.hansou']);
  });
});

describe('a file that changes while it is read', () => {
  it.each([
    ['is cut', () => truncateSync(input, 100_000)],
    ['grows', () => appendFileSync(input, '{"id": "new", "text": "石桥"}\n')],
    ['is removed', () => rmSync(input)],
  ])('gives documents or is named as skipped when it %s', async (_, change) => {
    const skipped: string[] = [];
    let count = 0;
    for await (const { id } of readDocuments([input], { onSkip: ({ message }) => skipped.push(message) })) {
      if (count++ === 0) change();
      expect(typeof id).toBe('string');
    }
    expect(count + skipped.length).toBeGreaterThan(0);
    for (const message of skipped) expect(message).toContain('articles.jsonl');
  });
});

describe('two processes', () => {
  it('that build the same output at the same time both finish, and one of the files is there, whole', async () => {
    const other = join(folder, 'other.jsonl');
    writeFileSync(other, createLines(2000));
    const builds = [buildIn([input, '-o', output]), buildIn([other, '-o', output])];
    const ends = await Promise.all(builds.map(({ ended }) => ended));
    expect(
      ends.map(({ code }) => code),
      ends.map(({ err }) => err).join(),
    ).toEqual([0, 0]);
    const index = openIndex(readFileSync(output));
    index.verify();
    expect([2000, 3000]).toContain(index.size);
    expect(readdirSync(folder).sort()).toEqual(['articles.jsonl', 'other.jsonl', 'site.hansou']);
  });

  it('keep their answers when another file takes the place of the one they opened, and can see it', () => {
    const build = (name: string, file: string) =>
      execFileSync(process.execPath, [program, 'build', file, '-o', join(folder, name)], {
        cwd: root,
        stdio: 'ignore',
      });
    const other = join(folder, 'other.jsonl');
    writeFileSync(other, createLines(10));
    build('site.hansou', input);
    build('next.hansou', other);
    const index = openFile(output, { cacheBytes: 0 });
    const before = JSON.stringify(index.get('2999'));
    expect(index.isReplaced()).toBe(false);
    renameSync(join(folder, 'next.hansou'), output);
    expect(index.isReplaced()).toBe(true);
    expect(JSON.stringify(index.get('2999'))).toBe(before);
    index.verify();
    expect(openFile(output).size).toBe(10);
    rmSync(output);
    expect(index.isReplaced()).toBe(true);
    expect(index.size).toBe(3000);
    index.close();
  });

  it('are told when somebody writes into the open file', () => {
    execFileSync(process.execPath, [program, 'build', input, '-o', output], { cwd: root, stdio: 'ignore' });
    const index = openFile(output, { cacheBytes: 0 });
    const copy = join(folder, 'copy');
    copyFileSync(output, copy);
    appendFileSync(output, 'x');
    expect(index.isReplaced()).toBe(true);
    expect(() => index.verify()).toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
    index.close();
  });
});
