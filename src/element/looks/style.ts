/**
 * The style sheet of the element. Its colours come from the page (`page-colors.ts`); a page can choose its own with
 * `--hansou-surface`, `--hansou-text`, `--hansou-muted`, `--hansou-accent`, `--hansou-mark` and `--hansou-line`, and style
 * everything with `::part()`. Lengths are relative to the text of the page.
 */
const styleText = `
:host { display: block; }
:host([layout=dialog]) { display: inline-block; max-width: 100%; vertical-align: middle; }
:host([hidden]), [hidden], .probe { display: none !important; }
* { box-sizing: border-box; }

/* What a page sets for its header does not belong into hits. */
.root {
  background: var(--surface);
  color: var(--text);
  font-weight: 400;
  line-height: 1.6;
  letter-spacing: normal;
  word-spacing: normal;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  text-shadow: none;
  white-space: normal;
  overflow-wrap: anywhere;
  border-radius: .5em;
}
button, select, input { font: inherit; letter-spacing: inherit; }
button, select { color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
.icon { flex: none; width: 1.25em; height: 1.25em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
/* There is nothing to clear: the placeholder is shown. */
.box:placeholder-shown + .clear { visibility: hidden; }
kbd { padding: .05em .4em; border: 1px solid var(--line); border-radius: .3em; font: inherit; font-size: .8em; white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }

.form {
  display: flex;
  align-items: center;
  gap: .5em;
  min-height: 2.75em;
  padding-inline: .75em .35em;
  border: 1px solid var(--edge);
  border-radius: .5em;
  background: var(--surface);
}
.form .icon { color: var(--muted); }
.form:focus-within { border-color: var(--accent); outline: 1px solid var(--accent); outline-offset: 0; }
.box { flex: 1; width: 0; min-width: 0; min-height: 2.6em; padding: 0; border: 0; outline: 0; background: none; color: inherit; font-size: max(1em, 16px); }
.box::placeholder { color: var(--muted); opacity: 1; }
.clear { display: flex; align-items: center; justify-content: center; min-width: 2em; min-height: 2em; border-radius: .4em; }

.status { margin: .5em 0; color: var(--muted); font-size: .875em; min-height: 1.6em; }
.status:empty { min-height: 0; margin: 0; }
.did-you-mean { margin: .5em 0; }
.meant { margin-inline-end: .9em; min-height: 24px; color: var(--accent); text-decoration: underline; text-underline-offset: .2em; }
.filters { display: flex; flex-wrap: wrap; align-items: center; gap: .4em 1.2em; margin: .5em 0 .75em; font-size: .875em; }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; min-width: 0; }
.filter-name { color: var(--muted); }
.chip, .suggestion, .sort, .more, .retry, .back, .previous, .next, .close {
  display: inline-block;
  min-height: 28px;
  padding: .1em .8em;
  border: 1px solid var(--edge);
  border-radius: 1.2em;
  background: var(--surface);
  line-height: 1.5;
  cursor: pointer;
}
.sort { max-width: 100%; margin-inline-start: auto; padding-inline: .5em; border-radius: .5em; }
.chip { display: inline-flex; align-items: center; gap: .4em; max-width: min(18em, 70vw); white-space: nowrap; }
.value { overflow: hidden; text-overflow: ellipsis; }
.chip.others { border-color: transparent; color: var(--muted); }
.chip .count { color: var(--muted); font-variant-numeric: tabular-nums; }
.chip[aria-pressed=true] { background: var(--text); border-color: var(--text); color: var(--surface); }
.chip[aria-pressed=true] .count { color: inherit; }
.chip:hover, .more:hover, .retry:hover, .back:hover, .previous:hover, .next:hover, .close:hover, .clear:hover { border-color: var(--accent); color: var(--accent); }
.chip[aria-pressed=true]:hover { color: var(--surface); }

.suggestions { display: flex; flex-wrap: wrap; gap: .4em; margin-bottom: .6em; font-size: .9em; }
.suggestion { border-style: dashed; }
.suggestion[aria-selected=true], .suggestion:hover { background: var(--active); border-color: var(--accent); border-style: solid; color: var(--accent); }
.tier { margin: 1em 0 .3em; color: var(--muted); font-size: .875em; }
.hit {
  display: block;
  padding: .6em .75em;
  border-inline-start: 3px solid transparent;
  border-radius: .35em;
  color: inherit;
  text-decoration: none;
  cursor: pointer;
}
.hit + .hit:not(.section) { margin-top: .15em; }
.hit.section { margin-inline-start: 1.2em; padding-block: .35em; }
.hit.section .title { font-size: .95em; }
.hit.section .title::before { content: '# '; color: var(--muted); }
.hit[aria-selected=true], .hit:hover { background: var(--active); }
.hit[aria-selected=true] { border-inline-start-color: var(--accent); }
.title, .snippet {
  display: -webkit-box;
  -webkit-box-orient: vertical;
  overflow: hidden;
}
.title { -webkit-line-clamp: 2; font-size: 1.06em; font-weight: 600; line-height: 1.45; color: var(--accent); text-wrap: pretty; }
.hit:hover .title { text-decoration: underline; text-underline-offset: .2em; }
.title, .about, .snippet { max-inline-size: 56ch; }
.hits, .did-you-mean { max-inline-size: 60ch; }
.about { display: block; margin: .1em 0; color: var(--muted); font-size: .85em; }
.snippet { -webkit-line-clamp: 4; margin-top: .15em; text-wrap: pretty; }
.section .snippet { -webkit-line-clamp: 3; }
.mark { background: var(--mark); color: var(--text); border-radius: .15em; padding: 0 .08em; }

.article { max-inline-size: 56ch; padding: 0 .25em .5em; outline: 0; }
.article-bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; margin: .5em 0 1em; font-size: .875em; }
.back { margin-inline-end: auto; }
.position { color: var(--muted); font-variant-numeric: tabular-nums; }
.article-title { margin: 0 0 .3em; font-size: 1.25em; line-height: 1.4; }
.paragraph { margin: .6em 0 0; text-indent: 2em; line-height: 1.75; }
.mark.current { outline: 2px solid var(--accent); }

.message { margin: .5em 0; padding: .25em 0 .75em; color: var(--muted); }
.message-title { display: block; color: var(--text); font-weight: 600; }
.more { margin: .75em .75em; padding-inline: 1.4em; }
.progress { display: block; width: 100%; height: 4px; margin-bottom: .8em; appearance: none; border: 0; border-radius: 2px; overflow: hidden; background: var(--line); color: var(--accent); }
.progress::-webkit-progress-bar { background: var(--line); }
.progress::-webkit-progress-value { background: var(--accent); }
.progress::-moz-progress-bar { background: var(--accent); }
.skeleton { max-inline-size: 60ch; height: 4.6em; margin: 0 0 1em; border-radius: .35em; background: linear-gradient(var(--active) 1.3em, transparent 0 1.8em, var(--active) 0 2.7em, transparent 0 3.1em, var(--active) 0 4em, transparent 0); animation: breathe 1.4s ease-in-out infinite alternate; }
/* Below the first hits: others are on their way. */
.hits + .progress { max-inline-size: 60ch; margin-block: 1em; animation: breathe 1s ease-in-out infinite alternate; }
/* How much is still to come is not known: a part of the line is coloured, since a whole one would look as if all had come. */
.hits + .progress { --part: linear-gradient(90deg, var(--line) 40%, var(--accent) 40% 60%, var(--line) 60%); }
.hits + .progress::-webkit-progress-bar { background: var(--part); }
.hits + .progress::-moz-progress-bar { background: var(--part); }
@keyframes breathe { to { opacity: .45; } }
.spoken { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

[data-layout=dropdown] .panel {
  position: fixed;
  inset: auto;
  margin: 0;
  padding: .4em .75em .75em;
  overflow: auto;
  overscroll-behavior: contain;
  border: 1px solid var(--edge);
  border-radius: .6em;
  background: var(--surface);
  color: var(--text);
  font-size: max(1em, 15px);
  box-shadow: 0 .6em 2em rgb(0 0 0 / .28);
}
.opener { display: flex; align-items: center; gap: .5em; max-width: 100%; min-height: 2.5em; padding: .2em .75em; border: 1px solid var(--edge); border-radius: .5em; background: var(--surface); }
.opener .icon, .shortcut { color: var(--muted); }
.opener-text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); }
.shortcut, .keys { display: none; }
.dialog {
  flex-direction: column;
  width: min(37rem, 100vw - 2rem);
  max-width: none;
  max-height: 80dvh;
  margin: 9dvh auto auto;
  padding: 0;
  overflow: hidden;
  border: 1px solid var(--edge);
  border-radius: .75em;
  background: var(--surface);
  color: var(--text);
  font-size: max(1em, 15px);
  box-shadow: 0 1em 3em rgb(0 0 0 / .35);
}
.dialog[open] { display: flex; }
.dialog::backdrop { background: rgb(0 0 0 / .45); }
.head { display: flex; align-items: center; gap: .6em; padding: .75em; border-bottom: 1px solid var(--line); }
.head .form { flex: 1; min-width: 0; }
.dialog .panel { flex: 1; min-height: 6em; overflow: auto; overscroll-behavior: contain; padding: .25em .75em .75em; }
.keys { gap: 1.2em; padding: .5em .9em; border-top: 1px solid var(--line); color: var(--muted); font-size: .85em; }
.key kbd { margin-inline-end: .4em; }

@media (hover: hover) and (pointer: fine) and (width > 480px) {
  .shortcut { display: inline; margin-inline-start: 1em; white-space: nowrap; }
  .keys { display: flex; }
}
@media (pointer: coarse) {
  .form, .box, .opener, .chip, .suggestion, .sort, .more, .retry, .back, .previous, .next, .close, .clear, .meant { min-height: 44px; }
  .clear, .chip, .suggestion, .meant, .previous, .next { min-width: 44px; }
  .chip, .suggestion, .more, .retry, .back, .previous, .next, .close { padding-block: .5em; border-radius: 22px; }
  .hit { min-height: 44px; }
}
@media (max-width: 480px) {
  .filters { flex-wrap: nowrap; gap: .8em; overflow-x: auto; padding: 2px 2px .4em; scrollbar-width: none; }
  .filter { flex-wrap: nowrap; }
  .filters > *, .filter > * { flex: none; }
  .sort { order: -1; margin: 0; }
  .hit { padding-inline: .5em; }
  .dialog { width: 100vw; height: 100dvh; max-height: none; margin: 0; border: 0; border-radius: 0; }
}
@media (prefers-reduced-motion: reduce) { .skeleton, .hits + .progress { animation: none; } }
@media (forced-colors: active) {
  .hit[aria-selected=true], .suggestion[aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; }
  .chip[aria-pressed=true] { forced-color-adjust: none; background: Highlight; border-color: Highlight; color: HighlightText; }
  .mark { background: Mark; color: MarkText; forced-color-adjust: none; }
  .skeleton { border: 1px solid GrayText; }
}
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
