import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
/** Inside the project, so that its packages can be imported. */
const scratch = mkdtempSync(join(root, '.readme-'));
// Programs that read files get the sample paper.
cpSync(join(root, 'bench/paper'), join(scratch, 'papers'), { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The source file of an entry point, as a string literal. */
function sourceOf(entry: string): string {
  const files: Record<string, string> = {
    '': 'index.ts',
    '/lexicon': 'base-lexicon.ts',
    '/node': 'node/index.ts',
    '/flexsearch': 'adapters/flexsearch.ts',
    '/minisearch': 'adapters/minisearch.ts',
  };
  return JSON.stringify(join(root, 'src', files[entry] ?? 'missing'));
}

/** The programs of a page, and what each says that it prints. */
function programs(file: string): { code: string; prints: string }[] {
  const found = [...readFileSync(join(root, file), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)];
  return found.map(([, code]) => ({
    code: code.replace(/from 'hansou(\/[a-z]+)?'/g, (_, entry: string | undefined) => `from ${sourceOf(entry ?? '')}`),
    prints: [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => `${line}\n`).join(''),
  }));
}

describe.each(['README.md', 'README.zh-CN.md', 'docs/guide.md', 'docs/other-engines.md'])('%s', file => {
  it('contains programs', () => {
    expect(programs(file).length).toBeGreaterThan(0);
  });

  it.each(
    programs(file).map((program, i) => ({ ...program, name: `${file}, program ${i + 1}` })),
  )('$name prints what its comments say', async ({ code, prints }) => {
    const path = join(scratch, `${Math.random().toString(36).slice(2)}.ts`);
    writeFileSync(path, code);
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', path], { cwd: scratch });
    expect(stdout).toBe(prints);
  });
});
