/**
 * The style sheet of the element. A page can change it with custom properties (`--hansou-accent`, `--hansou-mark`,
 * `--hansou-muted`, `--hansou-line`, `--hansou-surface`) and with `::part(box | status | hits | hit | title | about |
 * snippet | article | more | message | did-you-mean | meant)`. Colours follow the page's light or dark scheme.
 */
const styleText = `
:host {
  --accent: var(--hansou-accent, light-dark(#9a2b1f, #f0907f));
  --mark: var(--hansou-mark, light-dark(#ffe9a8, #4d3b08));
  --muted: var(--hansou-muted, light-dark(#6b6660, #a39d94));
  --line: var(--hansou-line, light-dark(#dcd6cc, #423e39));
  --surface: var(--hansou-surface, light-dark(#fff, #1f1d1b));
  display: block;
  color-scheme: light dark;
  line-height: 1.7;
  text-wrap: pretty;
  overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.box {
  width: 100%;
  padding: .6em .8em;
  border: 1px solid var(--line);
  border-radius: .5em;
  background: var(--surface);
  color: inherit;
  font: inherit;
  font-size: 1.1em;
}
.box:focus-visible, button:focus-visible, a:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
.status { min-height: 1.7em; margin: .4em 0; color: var(--muted); font-size: .9em; }
.did-you-mean { margin: .4em 0; }
.meant { margin-inline-end: .8em; padding: 0; border: 0; background: none; color: var(--accent); font: inherit; cursor: pointer; }
.meant:hover { text-decoration: underline; text-underline-offset: .2em; }
.hits { list-style: none; margin: 0; padding: 0; }
.hit { padding: .9em 0; border-top: 1px solid var(--line); }
.title { margin: 0; font-size: 1.1em; font-weight: 600; line-height: 1.45; }
.title a, .title button {
  padding: 0;
  border: 0;
  background: none;
  color: var(--accent);
  font: inherit;
  text-align: start;
  text-decoration: none;
  cursor: pointer;
}
.title a:hover, .title button:hover { text-decoration: underline; text-underline-offset: .2em; }
.about { margin: .15em 0; color: var(--muted); font-size: .85em; }
.snippet, .article p { margin: .2em 0 0; overflow-wrap: anywhere; }
.article { margin-top: .4em; padding-inline-start: .9em; border-inline-start: 3px solid var(--line); }
.article p { text-indent: 2em; }
mark { background: var(--mark); color: inherit; border-radius: .15em; padding: 0 .08em; }
.more, .retry {
  margin: .8em 0;
  padding: .45em 1.4em;
  border: 1px solid var(--line);
  border-radius: .5em;
  background: var(--surface);
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.message { padding: 1.2em 0; margin: 0; color: var(--muted); }
.details { color: var(--muted); font-size: .85em; }
.details summary { cursor: pointer; }
.message strong { display: block; color: light-dark(#2b2723, #eae5de); }
`;

let sheet: CSSStyleSheet | undefined;

/** Adopts one shared style sheet. It also works where a page forbids inline styles (`style-src`). */
export function applyStyle(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styleText);
  }
  root.adoptedStyleSheets = [sheet];
}
