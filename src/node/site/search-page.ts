/** A page that is nothing but a search box. It needs no inline style and no inline script. */
import { escapeHtml } from '../../snippet/html.ts';

/** What is on the page. */
export interface SearchPage {
  readonly title: string;
  /** The address of the index file, relative to the page. */
  readonly source: string;
  /** Queries to begin with. */
  readonly examples?: readonly string[];
}

/** By which a page is known to be written here. */
const generator = '<meta name="generator" content="hansou">';

/** Whether a page was written by `renderSearchPage`. */
export function isSearchPage(html: string): boolean {
  return html.includes(generator);
}

/** The page. It loads `search.js` and `page.css` from its folder. */
export function renderSearchPage({ title, source, examples = [] }: SearchPage): string {
  const links = examples.map(query => `<a href="?q=${encodeURIComponent(query)}">${escapeHtml(query)}</a>`);
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${generator}
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="page.css">
<main>
<h1>${escapeHtml(title)}</h1>
${links.length > 0 ? `<nav aria-label="例子">\n${links.join('\n')}\n</nav>\n` : ''}<hansou-search src="${escapeHtml(source)}"></hansou-search>
</main>
<script src="search.js"></script>
</html>
`;
}

/** The style of the page, `page.css`. */
export const pageStyle = `:root { color-scheme: light dark; font-family: 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; }
body { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1rem 4rem; background: light-dark(#faf7f2, #161412); color: light-dark(#2b2723, #eae5de); }
h1 { margin: 0 0 1.2rem; font-size: 1.5rem; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 1rem; }
nav a { padding: .15rem .8rem; border: 1px solid light-dark(#dcd6cc, #423e39); border-radius: 1rem; color: inherit; font-size: .9rem; text-decoration: none; }
nav a:focus-visible { outline: 2px solid light-dark(#9a2b1f, #f0907f); outline-offset: 2px; }
`;
