/** A bar above a page that leads from one marked place to the next. */
import type { Labels } from '../labels.ts';
import { createButton, createIcon, createPart } from './dom.ts';

/** What the bar does. */
interface MarkBarActions {
  /** Shows the place at an index. */
  readonly show: (at: number) => void;
  /** Gives the marks up. */
  readonly close: () => void;
}

// Surface and text are set together, so the bar can be read on any page.
const barStyle = `
:host { all: initial; position: fixed; z-index: 2147483647; inset-block-end: max(1rem, env(safe-area-inset-bottom)); inset-inline-end: 1rem; color-scheme: inherit; }
.bar { display: flex; align-items: center; gap: .25em; padding: .25em; border: 1px solid GrayText; border-radius: 2em; background: Canvas; color: CanvasText; font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 2px 12px rgb(0 0 0 / .25); }
.position { padding-inline: .5em; font-variant-numeric: tabular-nums; }
button { display: flex; align-items: center; justify-content: center; min-width: 32px; min-height: 32px; padding: 0 .7em; border: 0; border-radius: 2em; background: none; color: inherit; font: inherit; cursor: pointer; }
button:hover { background: Highlight; color: HighlightText; }
button:focus-visible { outline: 2px solid Highlight; outline-offset: 1px; }
.icon { width: 1.1em; height: 1.1em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
@media (pointer: coarse) { button { min-width: 44px; min-height: 44px; } }
@media print { :host { display: none; } }
`;

/** Creates the bar for a number of places, at the first of them. */
export function createMarkBar(count: number, labels: Labels, { show, close }: MarkBarActions): HTMLElement {
  const host = document.createElement('hansou-marks');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(barStyle);
  shadow.adoptedStyleSheets = [sheet];
  let at = 0;
  const position = createPart('span', 'position', `1/${count}`);
  position.role = 'status';
  const move = (step: number) => {
    at = (at + step + count) % count;
    position.textContent = `${at + 1}/${count}`;
    show(at);
  };
  const closeButton = createButton('close', close, createIcon('clear'));
  closeButton.ariaLabel = labels.close;
  const bar = createPart(
    'div',
    'bar',
    createButton('previous', () => move(-1), labels.previousMark),
    position,
    createButton('next', () => move(1), labels.nextMark),
    closeButton,
  );
  bar.role = 'group';
  bar.ariaLabel = labels.marks;
  shadow.append(bar);
  return host;
}
