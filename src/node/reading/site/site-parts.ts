/** Which files of a site are no pages: templates, parts that pages include, and what pages were made of. */
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { SiteKind, SiteKinds } from './site-kind.ts';

/** By generator: whether a folder, or the file itself, below the site makes a file no page. */
const isPart: Readonly<Partial<Record<SiteKind, (name: string, isFile: boolean) => boolean>>> = {
  docusaurus: name => name.startsWith('_'),
  hexo: (name, isFile) =>
    (!isFile && name === 'scaffolds') || (name.startsWith('_') && !/^_(?:posts|drafts)$/.test(name)),
  jekyll: (name, isFile) => !isFile && /^_(?:includes|layouts|sass|data)$/.test(name),
  hugo: (name, isFile) => !isFile && /^(?:archetypes|layouts)$/.test(name),
};

/**
 * Whether a file below a folder makes no page of its own, by the custom of its site generator.
 * @param root the folder that was named: what it lies in does not matter
 */
export function isSitePart(path: string, root: string, kinds: SiteKinds): boolean {
  if (!/\.(?:mdx?|markdown|html?)$/i.test(path)) return false;
  const folders = relative(resolve(root), resolve(path)).split(sep);
  const name = folders.pop() ?? basename(path);
  // Told from names first: the generator is looked for in folders above.
  if (!/^_/.test(name) && !folders.some(each => /^(?:_|scaffolds$|archetypes$|layouts$)/.test(each))) return false;
  const test = isPart[kinds.find(path)];
  return test !== undefined && (test(name, true) || folders.some(each => test(each, false)));
}

/**
 * Whether Markdown lies beside the web page that was made of it, as sites put it there for language models: `start.md` beside
 * `start.html`, or beside a folder `start` with `index.html`.
 */
export function hasPageBeside(path: string): boolean {
  const page = /^(.+)\.(?:mdx?|markdown)$/i.exec(path)?.[1];
  return page !== undefined && (existsSync(`${page}.html`) || existsSync(join(page, 'index.html')));
}
