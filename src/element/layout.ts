/**
 * Where does the element show what it found? `inline`: below the box. `dropdown`: above the page, below the box. `dialog`:
 * in a dialog that a button, Ctrl or ⌘ and K, or `/` opens. Entry point: `Layout`.
 */

import type { Labels } from './labels.ts';
import { createButton, createIcon, createPart } from './views/dom.ts';

export type LayoutName = 'inline' | 'dropdown' | 'dialog';

/** The parts that are laid out. */
interface LaidOut {
  readonly root: HTMLElement;
  /** With the box. */
  readonly form: HTMLElement;
  readonly box: HTMLInputElement;
  /** With what was found. */
  readonly panel: HTMLElement;
}

/** Distances in CSS pixels: from the edge of the window, and from the box; the least width and height of the panel. */
const margin = 8;
const gap = 6;
const minPanelWidth = 560;
const minPanelHeight = 240;

const isApple = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? '');

/** Law: what is shown above the page is inside the window, at most as wide as it. */
export class Layout {
  private dialog: HTMLDialogElement | undefined;
  private name: LayoutName = 'inline';
  private readonly onMove = () => this.position();
  private readonly onShortcut = (event: KeyboardEvent) => this.openByShortcut(event);

  /**
   * @param onOpen is called with what is shown above the page, before that
   * @param onClose is called when a reader has closed the dialog
   */
  constructor(
    private readonly parts: LaidOut,
    private readonly onOpen: (above: HTMLElement) => void,
    private readonly onClose: () => void,
  ) {}

  /** Lays the parts out. */
  set(name: LayoutName, labels: Labels): void {
    const { dialog: before } = this;
    this.dialog = undefined;
    before?.close();
    this.close();
    this.stop();
    const { root, form, panel, box } = this.parts;
    this.name = name;
    root.dataset['layout'] = name;
    panel.removeAttribute('style');
    panel.hidden = name === 'dropdown';
    if (name === 'dropdown') panel.popover = 'manual';
    else panel.popover = null;
    if (name !== 'dialog') {
      root.replaceChildren(form, panel);
      return;
    }
    const keys = labels.keys.map(([key, action]) => createPart('span', 'key', createPart('kbd', 'kbd', key), action));
    const head = createPart(
      'div',
      'head',
      form,
      createButton('close', () => this.close(), labels.close),
    );
    const dialog = createPart('dialog', 'dialog', head, panel, createPart('div', 'keys', ...keys));
    dialog.ariaLabel = labels.box;
    // A click beside the dialog hits the dialog itself: its content fills it.
    dialog.addEventListener('click', event => {
      if (event.target === dialog) this.close();
    });
    dialog.addEventListener('close', () => {
      if (this.dialog === dialog) this.onClose();
    });
    const shortcut = createPart('span', 'shortcut', createPart('kbd', 'kbd', isApple ? '⌘K' : 'Ctrl K'), ' ');
    shortcut.append(createPart('kbd', 'kbd', '/'));
    shortcut.ariaHidden = 'true';
    const opener = createButton(
      'opener',
      () => this.open(),
      createIcon('search'),
      createPart('span', 'opener-text', box.placeholder),
      shortcut,
    );
    opener.ariaHasPopup = 'dialog';
    opener.setAttribute('aria-keyshortcuts', isApple ? 'Meta+K /' : 'Control+K /');
    root.replaceChildren(opener, dialog);
    this.dialog = dialog;
    document.addEventListener('keydown', this.onShortcut);
  }

  /** Ends listening to the document. */
  stop(): void {
    document.removeEventListener('keydown', this.onShortcut);
    window.removeEventListener('resize', this.onMove);
    window.removeEventListener('scroll', this.onMove, true);
  }

  /** Whether there is something above the page. */
  get isAbove(): boolean {
    return this.dialog?.open ?? (this.name === 'dropdown' && !this.parts.panel.hidden);
  }

  /** Shows the panel of a dropdown, or the dialog. */
  open(): void {
    const { panel, box } = this.parts;
    if (this.name === 'inline' || this.isAbove) return;
    this.onOpen(this.dialog ?? panel);
    if (this.dialog) {
      this.dialog.showModal();
      box.focus();
      box.select();
      return;
    }
    panel.hidden = false;
    panel.showPopover();
    window.addEventListener('resize', this.onMove);
    window.addEventListener('scroll', this.onMove, { capture: true, passive: true });
    this.position();
  }

  /** Hides what `open` showed. */
  close(): void {
    this.dialog?.close();
    const { panel } = this.parts;
    panel.hidden = this.name === 'dropdown';
    if (this.name !== 'dropdown' || !panel.matches(':popover-open')) return;
    panel.hidePopover();
    window.removeEventListener('resize', this.onMove);
    window.removeEventListener('scroll', this.onMove, true);
  }

  /** Places the panel of a dropdown below its box, or above it where there is more room. */
  private position(): void {
    const { form, panel } = this.parts;
    const box = form.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const height = window.visualViewport?.height ?? window.innerHeight;
    const panelWidth = Math.min(Math.max(box.width, minPanelWidth), width - 2 * margin);
    const start = getComputedStyle(form).direction === 'rtl' ? box.right - panelWidth : box.left;
    const below = height - box.bottom - gap - margin;
    const above = box.top - gap - margin;
    const isBelow = below >= Math.min(minPanelHeight, above);
    const { style } = panel;
    style.left = `${Math.max(margin, Math.min(start, width - margin - panelWidth))}px`;
    style.width = `${panelWidth}px`;
    style.top = isBelow ? `${box.bottom + gap}px` : 'auto';
    style.bottom = isBelow ? 'auto' : `${window.innerHeight - box.top + gap}px`;
    style.maxHeight = `${Math.max(80, isBelow ? below : above)}px`;
  }

  /** Ctrl or ⌘ and K from everywhere; `/` where nobody is writing. */
  private openByShortcut(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey || this.isAbove) return;
    const isCommand = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isWriting(event.composedPath()[0]);
    if (!isCommand && !isSlash) return;
    event.preventDefault();
    this.open();
  }
}

function isWriting(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
