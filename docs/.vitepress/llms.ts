/** Writes `llms.txt`, by which a language model finds the pages, and beside each page its Markdown source. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteConfig } from 'vitepress';
import { createSidebar } from './sidebar.ts';

const summary = `# hansou

> Full-text search for Chinese as a TypeScript library: segmentation with local names, an index that is one file, ranked and
> highlighted snippets; in Node, in a web page, in a worker, and from the command line.

Install: \`npm install hansou\`. Each page below is Markdown.
`;

/** Called when the site is built. */
export function writeLlms({ outDir, srcDir, pages }: SiteConfig): void {
  const known = new Set(pages);
  const lists = [createSidebar('en'), createSidebar('zh').slice(0, 2)].flat().map(({ text, items }) => {
    const lines = items.map(item => {
      const page = `${item.link.slice(1).replace(/\/$/, '/index')}.md`;
      if (!known.has(page)) throw new Error(`the sidebar names ${page}, which is no page`);
      mkdirSync(dirname(join(outDir, page)), { recursive: true });
      copyFileSync(join(srcDir, page), join(outDir, page));
      return `- [${item.text}](/${page})${describe(readFileSync(join(srcDir, page), 'utf8'))}`;
    });
    return `## ${text}\n\n${lines.join('\n')}\n`;
  });
  writeFileSync(join(outDir, 'llms.txt'), [summary, ...lists].join('\n'));
}

/** The first paragraph behind the title, on one line. */
function describe(markdown: string): string {
  const [paragraph] = /(?<=^# .*\n\n)[^#<|`-][^\n]*(?:\n[^\n]+)*/m.exec(markdown) ?? [];
  return paragraph ? `: ${paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\n', ' ')}` : '';
}
