/** A process ends although one of its threads reads a PDF, or waits for the next one, and leaves nothing behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { endlessPdf, onePage, pdfOf } from '../../unit/node/reading/formats/object-pdf.ts';

const program = inject('program');
const folder = mkdtempSync(join(tmpdir(), 'hansou-pdf-'));
beforeAll(() => {
  writeFileSync(join(folder, 'a.pdf'), pdfOf(onePage));
  writeFileSync(join(folder, 'endless.pdf'), endlessPdf());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs Node until it ends. */
async function run(args: readonly string[], act: (child: ChildProcess) => Promise<void> = async () => {}) {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  await act(child);
  return { code: await ended, printed };
}

/** A program that reads files, and does something for each document. */
function reading(files: readonly string[], act: string): string[] {
  const code = `import { readDocuments } from ${JSON.stringify(join(program, 'node.js'))};
for await (const { id } of readDocuments(${JSON.stringify(files)})) { console.log(id); ${act} }
console.log('read');`;
  return ['--input-type=module', '--eval', code];
}

it.each([
  ['all is read', ['a.pdf', 'a.pdf'], ''],
  ['no more is asked for', ['a.pdf', 'endless.pdf'], 'break;'],
])('by itself when %s', async (_, files, act) => {
  const { code, printed } = await run(reading(files, act));
  expect(code, printed).toBe(0);
  expect(printed).toMatch(/a\.pdf\nread\n$/);
});

it('at once when it exits while a file is read', async () => {
  const { code, printed } = await run(reading(['a.pdf', 'endless.pdf'], 'setTimeout(() => process.exit(7), 300);'));
  expect(code, printed).toBe(7);
});

it.each(['SIGINT', 'SIGTERM'] as const)('when a build is ended by %s, long before the file is read', async signal => {
  const output = join(folder, 'site.hansou');
  let sent = 0;
  const build = ['build', 'endless.pdf', 'a.pdf', 'endless.pdf', '-o', output];
  const { code, printed } = await run([join(program, 'cli.js'), ...build], async child => {
    while (!readdirSync(folder).some(name => name.includes('.temp-'))) await wait(5);
    await wait(1000);
    sent = performance.now();
    child.kill(signal);
  });
  expect(printed).toMatch(/^hansou: the index was not written: .*an interruption.*\[IO\]\n$/);
  expect(code).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(['a.pdf', 'endless.pdf']);
  // It may take 39 s.
  expect(performance.now() - sent).toBeLessThan(20_000);
});
