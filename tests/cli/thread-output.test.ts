/** Law (node/clean-output.ts): what libraries print in a thread reaches standard error without control characters, and nothing else. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hansou-thread-output-'));
const at = (...names: string[]) => join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

/** A reader of PDFs that prints the file in each way that there is: the real one is silent today. */
const chatteringReader = `
export function getDocument({ data }) {
  const text = Buffer.from(data).toString();
  console.log('log', text);
  console.error('error', text);
  process.stdout.write(Buffer.from(text));
  process.stderr.write(text, () => {});
  process.emitWarning('warning ' + text);
  return { promise: Promise.reject(new Error('refused ' + text)), destroy: async () => {} };
}`;

beforeAll(() => {
  // The program beside the packages that it loads, one of which is another one.
  cpSync(inject('program'), at('program'), { recursive: true });
  symlinkSync(join(root, 'dict'), at('dict'));
  mkdirSync(at('node_modules', 'pdfjs-dist', 'legacy', 'build'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== 'pdfjs-dist') symlinkSync(join(root, 'node_modules', name), at('node_modules', name));
  writeFileSync(at('node_modules', 'pdfjs-dist', 'package.json'), '{"version":"5.0.0","type":"module"}');
  writeFileSync(at('node_modules', 'pdfjs-dist', 'legacy', 'build', 'pdf.mjs'), chatteringReader);
  writeFileSync(at('package.json'), '{"type":"module"}');
  writeFileSync(at('a.pdf'), '%PDF-1.4 石桥\u001b[31m\u009b2J\u202e\u0007');
  writeFileSync(at('a.md'), '石桥');
  writeFileSync(
    at('read.mjs'),
    `import { readDocuments } from './program/node.js';
    for await (const { id } of readDocuments(['a.pdf', 'a.md'], { onSkip() {} })) console.log(id);`,
  );
});

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(stderr.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  for (const way of ['log', 'error', 'warning']) expect(stderr).toContain(`${way} %PDF-1.4 石桥`);
  return { status, stdout };
}

it('holds in the command line, whose standard output is JSON and nothing else', () => {
  const { status, stdout } = run('program/cli.js', 'build', 'a.pdf', 'a.md', '-o', 'a.hansou', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ documents: 1, skipped: [{ file: 'a.pdf' }] });
});

it('holds in a program that reads files', () => {
  expect(run('read.mjs')).toEqual({ status: 0, stdout: 'a.md\n' });
});
