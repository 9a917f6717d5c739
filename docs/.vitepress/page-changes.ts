/** What is changed in pages on their way from the repository to the site. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/** A folder of which pages are made. */
const docs = join(import.meta.dirname, '..');

/** Whether a link of a page leads to a page, an address elsewhere or a place in the same page. */
function isOnSite(href: string, page: string): boolean {
  if (/^(?:[a-z]+:|#)/.test(href)) return true;
  const path = decodeURI(href.split('#')[0]);
  const file = path.startsWith('/') ? join(docs, path) : join(dirname(page), path);
  if (!file.startsWith(`${docs}/`)) return false;
  return [file, `${file}.md`, join(file, 'index.md')].some(each => each.endsWith('.md') && existsSync(each));
}

/** Keeps out of the search where names of the API are defined: a path is not what anybody looks for. */
export function hideDefinitions(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('hide-definitions', ({ tokens }) => {
    for (const [i, { type, content }] of tokens.entries())
      if (type === 'inline' && /^(?:Defined in|定义于): /.test(content))
        tokens[i - 1].attrSet('data-pagefind-ignore', '');
  });
}

/** Makes text of links to other files of the repository, since the site has no such file. */
export function dropForeignLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('drop-foreign-links', ({ tokens, env }) => {
    for (const { children } of tokens) {
      let isDropped = false;
      for (const token of children ?? []) {
        if (token.type === 'link_open')
          isDropped = !isOnSite(token.attrGet('href') ?? '', (env as { path: string }).path);
        if (!isDropped || !token.type.startsWith('link_')) continue;
        if (token.type === 'link_close') isDropped = false;
        Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '', attrs: null });
      }
    }
  });
}
