/** What several processes append to the same index is all there, whatever ends them, and nothing is left beside it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openFile } from '../../../src/node/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(inject('program'), 'cli.js');
let folder = '';
const at = (name: string) => join(folder, name);
const site = () => at('site.hansou');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hansou-appends-'));
  writeRecords('first', 3);
  await run('build', at('first.jsonl'), '-o', site());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file of records that count from 1, so that its ids are those of other files. */
function writeRecords(name: string, count: number): void {
  const records = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `${i + 1}`, text: `${name}：石桥村新桥今天通车，第${i}号。`.repeat(20) }),
  );
  writeFileSync(at(`${name}.jsonl`), records.join('\n'));
}

function start(...args: string[]): { child: ChildProcess; ended: Promise<{ code: number | null; err: string }> } {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['pipe', 'ignore', 'pipe'] });
  let err = '';
  child.stderr!.on('data', chunk => (err += chunk));
  const ended = new Promise<{ code: number | null; err: string }>(resolve =>
    child.once('exit', code => resolve({ code, err })),
  );
  return { child, ended };
}

async function run(...args: string[]): Promise<string> {
  const { code, err } = await start(...args).ended;
  expect(code, err).toBe(0);
  return err;
}

/** Starts to append what standard input brings, and waits until it has opened the index and reads. */
async function startReading(): Promise<ReturnType<typeof start>> {
  const begun = start('build', '-', '--format', 'jsonl', '--append', site());
  for (let i = 0; i < 2000 && !listFiles().some(name => name.includes('.temp-')); i++)
    await new Promise(resolve => setTimeout(resolve, 5));
  expect(listFiles().some(name => name.includes('.temp-'))).toBe(true);
  begun.child.stdin!.write(`${JSON.stringify({ id: '1', text: '柳湾' })}\n`);
  return begun;
}

const listFiles = () => readdirSync(folder).filter(name => !name.endsWith('.jsonl'));

/** By the file that a text names: number of documents. */
function countDocuments(): Record<string, number> {
  const index = openFile(
    listFiles()
      .sort((a, b) => (a === 'site.hansou' ? -1 : b === 'site.hansou' ? 1 : a < b ? -1 : 1))
      .map(at),
  );
  const counts: Record<string, number> = {};
  for (const { document } of index.search({ not: { words: '无此词' } }, { limit: 1000, snippet: false }).hits) {
    const name = String(document['body']).split('：')[0];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  index.close();
  return counts;
}

describe('processes that append to the same index', () => {
  it('at the same time lose no document, and have none twice', async () => {
    for (const name of ['a', 'b', 'c', 'd']) writeRecords(name, 40);
    // The last two are given the same files.
    const inputs = [['a'], ['b'], ['c', 'd'], ['d', 'c']];
    await Promise.all(inputs.map(names => run('build', ...names.map(name => at(`${name}.jsonl`)), '--append', site())));
    expect(countDocuments()).toEqual({ first: 3, a: 40, b: 40, c: 40, d: 40 });
    for (const name of listFiles()) expect(name).toMatch(/^site(\.[2-5])?\.hansou$/);
  });

  it.each([
    ['appends', () => run('build', at('a.jsonl'), '--append', site())],
    ['builds the index again', () => run('build', at('a.jsonl'), '-o', site())],
    ['joins files to one at its place', () => run('merge', at('other.hansou'), site(), '-o', site())],
  ])('write nothing, and say why, when another one %s and standard input cannot be read again', async (_, act) => {
    writeRecords('a', 5);
    await run('build', at('a.jsonl'), '-o', at('other.hansou'));
    const { child, ended } = await startReading();
    await act();
    const files = listFiles().filter(name => !name.includes('.temp-'));
    const bytes = files.map(name => readFileSync(at(name)));
    child.stdin!.end();
    const { code, err } = await ended;
    expect([code, err]).toEqual([1, expect.stringMatching(/site\.2\.hansou was not written: .+\[FILE_CHANGED\]/)]);
    expect(listFiles()).toEqual(files);
    expect(files.map(name => readFileSync(at(name)))).toEqual(bytes);
  });

  it.each([
    ['SIGINT', 1],
    ['SIGTERM', 1],
    ['SIGKILL', null],
  ] as const)('and are ended by %s leave nothing that the next one does not remove', async (signal, expected) => {
    writeRecords('a', 5);
    writeRecords('b', 5);
    const { child, ended } = await startReading();
    await run('build', at('a.jsonl'), '--append', site());
    child.kill(signal);
    expect((await ended).code).toBe(expected);
    await run('build', at('b.jsonl'), '--append', site());
    expect(listFiles().sort()).toEqual(['site.2.hansou', 'site.3.hansou', 'site.hansou']);
    expect(countDocuments()).toEqual({ first: 3, a: 5, b: 5 });
  });

  it('do not append before a file that another one appended to files that are gone', async () => {
    writeRecords('a', 5);
    writeRecords('b', 5);
    await run('build', at('a.jsonl'), '--append', site());
    await run('build', at('b.jsonl'), '--append', site());
    await run('merge', site(), at('site.2.hansou'), '-o', site());
    rmSync(at('site.2.hansou'));
    const { code, err } = await start('build', at('a.jsonl'), '--append', site()).ended;
    expect([code, err]).toEqual([1, expect.stringMatching(/no file of --append behind it, got \S+site\.3\.hansou/)]);
    await run('merge', site(), at('site.3.hansou'), '-o', site());
    rmSync(at('site.3.hansou'));
    expect(countDocuments()).toEqual({ first: 3, a: 5, b: 5 });
    // A file that was not appended may be called so.
    copyFileSync(site(), at('site.2022.hansou'));
    await run('build', at('first.jsonl'), '--append', site());
  });
});
