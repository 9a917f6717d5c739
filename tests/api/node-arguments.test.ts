import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { HansouError, text } from '../../src/index.ts';
import { FileSource } from '../../src/node/files/file-source.ts';
import { findFiles, IndexBuilder, openFile, readDocuments } from '../../src/node/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-arguments-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fields = { body: text() };
const output = join(folder, 'a.hansou');
/** What callers without types give by mistake; each is wrong everywhere below. */
const wrong = [null, 0, Number.NaN, 10n, Symbol('s'), true, [null], () => 1, new Date(0), 'no such\0file'];

const calls: Readonly<Record<string, (value: never) => unknown>> = {
  IndexBuilder: value => new IndexBuilder(value),
  'IndexBuilder fields': value => new IndexBuilder({ fields: value, output }),
  'IndexBuilder output': value => new IndexBuilder({ fields, output: value }),
  openFile: value => openFile(value),
  FileSource: value => new FileSource(value),
  findFiles: value => findFiles(value),
  'findFiles word': value => findFiles([value]),
  readDocuments: value => readDocuments(value).next(),
  'readDocuments word': value => readDocuments([value]).next(),
};

it.each(
  Object.keys(calls),
)('%s refuses a wrong value with a HansouError that has a hint, and leaves no files behind', async name => {
  for (const value of wrong) {
    const error = await Promise.resolve()
      .then(() => calls[name](value as never))
      .then(
        () => new Error(`${name} takes ${String(value)}`),
        error => error,
      );
    if (!(error instanceof HansouError)) throw error;
    for (const part of [error.code, error.expected, error.got, error.hint]) expect(part).toMatch(/^.+$/);
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('findFiles refuses a string in place of a list of file names', () => {
  expect(() => findFiles('paper.txt' as never)).toThrow('Pass an array of file names.');
});
