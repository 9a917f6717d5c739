/** `<hansou-search src="site.hansou">`: a box and what it finds, over an index that is fetched whole. */
import { HansouError } from '../errors.ts';
import { openIndex, type SearchIndex } from '../search-index.ts';
import { createPart } from './dom.ts';
import { chooseShownFields, createHitView } from './hit-view.ts';
import { findLabels, type Labels } from './labels.ts';
import { applyStyle } from './style.ts';

/** Where there is no page (a server that imports the module), there is nothing to extend. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * The search element. Attributes: `src`, the index file; `query`, what is asked at first; `limit`, hits at a time
 * (default 10); `placeholder`; `about`, the fields told under a headline (`about="date author"`; default all dates and
 * keywords). A stored field `url` makes a hit a link; otherwise its headline opens the article in place. The index is fetched when a reader comes near the box, or at once when there is a query; no dictionary is.
 *
 * Events, both bubbling: `hansou-results` with `{ query, total }` after each search, `hansou-error` with `{ error }`.
 *
 * Law: nothing is searched while an input method composes; the hits shown are those of the text in the box.
 */
export class HansouSearchElement extends Base {
  static readonly observedAttributes = ['src', 'query', 'placeholder', 'limit', 'about'];

  private readonly box = createPart('input', 'box');
  private readonly status = createPart('p', 'status');
  private readonly content = createPart('div', 'content');
  private readonly list = createPart('ol', 'hits');
  private labels: Labels | undefined;
  private opened: Promise<SearchIndex> | undefined;
  private composing = false;
  /** The number of the last question; answers to earlier ones are dropped. */
  private lastQuestion = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    applyStyle(root);
    const form = createPart('div', 'form', this.box);
    form.setAttribute('role', 'search');
    this.box.type = 'search';
    this.box.autocomplete = 'off';
    this.box.enterKeyHint = 'search';
    this.box.spellcheck = false;
    this.list.setAttribute('role', 'list');
    this.status.setAttribute('role', 'status');
    root.append(form, this.status, this.content);

    this.box.addEventListener('focus', () => void this.open().catch(() => undefined));
    this.box.addEventListener('compositionstart', () => {
      this.composing = true;
    });
    this.box.addEventListener('compositionend', () => {
      this.composing = false;
      void this.ask();
    });
    this.box.addEventListener('input', event => {
      if (!this.composing && !(event as InputEvent).isComposing) void this.ask();
    });
    root.addEventListener('keydown', event => this.onKey(event as KeyboardEvent));
  }

  connectedCallback(): void {
    this.labels = findLabels(this);
    this.box.setAttribute('aria-label', this.labels.box);
    this.box.placeholder = this.getAttribute('placeholder') ?? this.labels.box;
    if (this.box.value) void this.ask();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === 'placeholder') this.box.placeholder = value ?? this.labels?.box ?? '';
    if (name === 'query') this.box.value = value ?? '';
    if (name === 'src') this.opened = undefined;
    if (this.isConnected && name !== 'placeholder' && (this.box.value || name === 'query')) void this.ask();
  }

  /** What stands in the box. */
  get query(): string {
    return this.box.value;
  }

  set query(query: string) {
    this.box.value = query;
    if (this.isConnected) void this.ask();
  }

  /** The open index; fetched at the first call. @throws HansouError IO, BAD_INDEX or FORMAT_VERSION */
  open(): Promise<SearchIndex> {
    if (!this.opened) {
      const opening = fetchIndex(this.getAttribute('src'));
      this.opened = opening;
      // What failed is tried again the next time.
      opening.catch(() => {
        if (this.opened === opening) this.opened = undefined;
      });
    }
    return this.opened;
  }

  private async ask(): Promise<void> {
    const question = ++this.lastQuestion;
    const query = this.box.value;
    if (query.trim() === '') {
      this.show('');
      return;
    }
    const labels = this.labels ?? findLabels(this);
    try {
      const slow = setTimeout(() => {
        if (question === this.lastQuestion) this.status.textContent = labels.loading;
      }, 150);
      const index = await this.open().finally(() => clearTimeout(slow));
      if (question === this.lastQuestion) this.answer(index, query, 0);
    } catch (error) {
      if (question === this.lastQuestion) this.fail(error, labels);
    }
  }

  /** Shows hits from `offset` on, behind those that are there. */
  private answer(index: SearchIndex, query: string, offset: number): void {
    const labels = this.labels ?? findLabels(this);
    const limit = Math.max(1, Math.min(1000, Number.parseInt(this.getAttribute('limit') ?? '', 10) || 10));
    const { hits, total, totalIsExact, warnings = [] } = index.search(query, { offset, limit });
    const fields = chooseShownFields(index.fields, this.getAttribute('about'));
    const items = hits.map((hit, i) => createHitView(index, query, hit, offset + i, fields, labels));
    const warned = warnings.map(warning => labels.warned(warning, query));
    if (total === 0) this.show(warned.join(' · '), createMessage(labels.nothing(query), labels.advice));
    else {
      const said = [labels.found(total, totalIsExact), ...warned].join(' · ');
      if (offset === 0) this.list.replaceChildren(...items);
      else this.list.append(...items);
      const shown = offset + hits.length;
      if (hits.length > 0 && shown < total) {
        const more = createPart('button', 'more', labels.more);
        more.type = 'button';
        more.addEventListener('click', () => {
          this.answer(index, query, shown);
          this.openers()[shown]?.focus();
        });
        this.show(said, this.list, more);
      } else this.show(said, this.list);
    }
    this.dispatchEvent(new CustomEvent('hansou-results', { bubbles: true, composed: true, detail: { query, total } }));
  }

  private fail(error: unknown, labels: Labels): void {
    const alert = createMessage(labels.failed, labels.failedAdvice);
    alert.setAttribute('role', 'alert');
    const summary = document.createElement('summary');
    summary.textContent = labels.details;
    const details = createPart('details', 'details', summary, error instanceof Error ? error.message : String(error));
    const retry = createPart('button', 'retry', labels.retry);
    retry.type = 'button';
    retry.addEventListener('click', () => void this.ask());
    this.show('', alert, retry, details);
    this.dispatchEvent(new CustomEvent('hansou-error', { bubbles: true, composed: true, detail: { error } }));
  }

  private show(status: string, ...content: Node[]): void {
    this.status.textContent = status;
    this.content.replaceChildren(...content);
  }

  private openers(): HTMLElement[] {
    return Array.from(this.list.querySelectorAll<HTMLElement>('.open'));
  }

  /** Down and up go from the box through the headlines; Escape goes back to the box, and empties it there. */
  private onKey(event: KeyboardEvent): void {
    if (this.composing || event.isComposing) return;
    const openers = this.openers();
    const at = openers.indexOf(event.target as HTMLElement);
    const inBox = event.target === this.box;
    if (event.key === 'ArrowDown' && (inBox || at >= 0)) openers[Math.min(at + 1, openers.length - 1)]?.focus();
    else if (event.key === 'ArrowUp' && at >= 0) (openers[at - 1] ?? this.box).focus();
    else if (event.key === 'Escape' && !inBox) this.box.focus();
    else if (event.key === 'Escape' && this.box.value) this.query = '';
    else return;
    event.preventDefault();
  }
}

/** A headline and what it means. */
function createMessage(headline: string, advice: string): HTMLParagraphElement {
  const strong = document.createElement('strong');
  strong.textContent = headline;
  return createPart('p', 'message', strong, advice);
}

async function fetchIndex(source: string | null): Promise<SearchIndex> {
  const io = (got: string, cause?: unknown) =>
    new HansouError('IO', 'the index cannot be fetched', {
      expected: 'src to be the address of an index file',
      got,
      hint: 'Check the src of <hansou-search> and the network.',
      ...(cause !== undefined && { cause }),
    });
  if (!source) throw io('no src');
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(source);
    if (!response.ok) throw io(`${source}, to which the server answered ${response.status}`);
    bytes = await response.arrayBuffer();
  } catch (error) {
    throw error instanceof HansouError ? error : io(error instanceof Error ? error.message : String(error), error);
  }
  return openIndex(bytes);
}
