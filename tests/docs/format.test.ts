/** The pages on the file format show the grammars that stand at the heads of the files that read and write them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SectionKind } from '../../src/index/section-kinds.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['docs/format.md', 'docs/zh/format.md'];
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

it.each(pages)('%s shows every grammar as it stands at the head of its file (update: vitest --update)', async path => {
  const page = readFileSync(root + path, 'utf8');
  expect([...page.matchAll(block)].length).toBeGreaterThan(15);
  const collected = page.replace(
    block,
    (_, file) => `<!-- grammar: ${file} -->\n\`\`\`text\n${grammarOf(file)}\n\`\`\``,
  );
  for (const [, file] of page.matchAll(block)) expect(grammarOf(file), file).not.toBe('');
  await expect(collected).toMatchFileSnapshot(root + path);
});

it.each(pages)('%s lists every kind of section with its number', path => {
  const page = readFileSync(root + path, 'utf8');
  const listed = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  expect(listed.sort((a, b) => a - b)).toEqual(Object.values(SectionKind).sort((a, b) => a - b));
});
