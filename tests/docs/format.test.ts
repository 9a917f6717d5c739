/** docs/format.md shows the grammars that stand at the heads of the files that read and write them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SectionKind } from '../../src/index/section-kinds.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/format.md`, 'utf8');
const block = /<!-- grammar: (\S+) -->\n```text\n([\s\S]*?)```/g;

/** The indented lines of the first doc comment of a file that contains productions (`name = …`), without its prose. */
function grammarOf(path: string): string {
  const source = readFileSync(`${root}${path}`, 'utf8');
  const comments = [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].map(([comment]) => comment);
  const comment = comments.find(each => /^ \* {4,}\w+ +=/m.test(each)) ?? '';
  const lines = comment.split('\n').map(line => line.replace(/^ \* ?/, ''));
  const first = lines.findIndex(line => /^ {4}/.test(line));
  const last = lines.map(line => /^ {4}/.test(line)).lastIndexOf(true);
  return lines
    .slice(first, last + 1)
    .filter(line => line === '' || /^ {4}/.test(line))
    .map(line => line.replace(/^ {4}/, ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

it('docs/format.md shows every grammar as it stands at the head of its file (update: vitest --update)', async () => {
  expect([...page.matchAll(block)].length).toBeGreaterThan(15);
  const collected = page.replace(
    block,
    (_, path) => `<!-- grammar: ${path} -->\n\`\`\`text\n${grammarOf(path)}\n\`\`\``,
  );
  for (const [, path] of page.matchAll(block)) expect(grammarOf(path), path).not.toBe('');
  await expect(collected).toMatchFileSnapshot(`${root}docs/format.md`);
});

it('docs/format.md lists every kind of section with its number', () => {
  const listed = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  expect(listed.sort((a, b) => a - b)).toEqual(Object.values(SectionKind).sort((a, b) => a - b));
});
