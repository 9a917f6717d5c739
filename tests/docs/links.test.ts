/** Every link and path in the documentation leads somewhere. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guides = ['docs/guide', 'docs/moving', 'docs/zh', 'docs/zh/guide', 'docs/zh/moving'];
const folders = ['.', 'docs', ...guides, 'docs/decisions', 'dict', 'bench', 'bench/paper'];
const pages = folders.flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith('.md'))
    .map(name => normalize(join(folder, name))),
);

/** The page without its fenced code blocks. */
function proseOf(page: string): string {
  return readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
}

/** The anchor that a heading gets: lower case, punctuation dropped, blanks as hyphens. */
function anchorOf(heading: string): string {
  return heading
    .replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function anchorsOf(page: string): Set<string> {
  return new Set([...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchorOf(heading)));
}

/** The links of a page that lead to nothing. */
function brokenLinks(page: string): string[] {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  return links.filter(link => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path, anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (target.startsWith('..') || !existsSync(join(root, target))) return true;
    return anchor !== undefined && !(target.endsWith('.md') && anchorsOf(target).has(anchor));
  });
}

/** The links that are labelled with the name of another file than the one they lead to. */
function mislabelledLinks(page: string): string[] {
  const links = [...proseOf(page).matchAll(/\[([\w-]+\.\w+)\]\(([^)#\s]+)/g)];
  return links.filter(([, label, path]) => basename(path) !== label).map(([link]) => link);
}

/** The paths in backticks that name nothing in the project; placeholders such as `tests/unit/<path>` do not count. */
function brokenPaths(page: string): string[] {
  const paths = [...proseOf(page).matchAll(/`((?:src|tests|bench|dict|docs)\/[\w./-]+)`/g)].map(([, path]) => path);
  return paths.filter(path => !existsSync(join(root, path)) && !existsSync(join(root, dirname(page), path)));
}

/** What a page has in common with its translation. */
function shapeOf(page: string) {
  const text = readFileSync(join(root, page), 'utf8');
  return {
    code: text.match(/^```\w[\s\S]*?^```/gm),
    rows: proseOf(page).match(/^\|/gm)?.length,
    headings: proseOf(page).match(/^#+ /gm),
  };
}

describe('the documentation', () => {
  it('has pages to check', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'docs/format.md', 'dict/README.md']));
  });

  it.each(pages)('%s links only to files, folders and headings that exist', page => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it.each(pages)('%s labels links to files with the names of these files', page => {
    expect(mislabelledLinks(page)).toEqual([]);
  });

  it.each(pages)('%s names only paths that exist', page => {
    expect(brokenPaths(page)).toEqual([]);
  });

  it('has each page of the guides in Chinese', () => {
    const guides = pages.filter(page => /^docs\/(guide|moving)\//.test(page));
    expect(guides.length).toBeGreaterThan(15);
    for (const page of guides) expect(pages).toContain(page.replace('docs/', 'docs/zh/'));
  });

  const chinese = pages.filter(page => page.startsWith('docs/zh/') && page !== 'docs/zh/index.md');
  it.each(chinese)('has the blocks of code, rows and levels of headings of the English page in %s', page => {
    expect(shapeOf(page)).toEqual(shapeOf(page.replace('docs/zh/', 'docs/')));
  });

  it('keeps ARCHITECTURE.md at 16 KB or less', () => {
    expect(statSync(join(root, 'ARCHITECTURE.md')).size).toBeLessThanOrEqual(16 * 1024);
  });

  it.each(['README.md', 'README.zh-CN.md'])('keeps %s under 170 lines', page => {
    expect(readFileSync(join(root, page), 'utf8').split('\n').length).toBeLessThan(171);
  });

  it('keeps both READMEs in the same shape: the same headings, code blocks and tables', () => {
    const shapeOf = (page: string) => {
      const text = readFileSync(join(root, page), 'utf8');
      const rows = text.split('\n').filter(line => line.startsWith('|')).length;
      return { headings: text.match(/^#+ /gm), blocks: text.match(/^```\w*/gm), rows };
    };
    expect(shapeOf('README.zh-CN.md')).toEqual(shapeOf('README.md'));
  });
});
