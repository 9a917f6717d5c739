/**
 * How does a page search? The custom element `<hansou-search src="site.hansou">`: a search box and its results, over an
 * index that is fetched as a whole. It uses the public API only; pages load it through `index.ts`.
 */
import { HansouError } from '../errors.ts';
import { isSameMeaning } from '../query/rewrite/rewrite.ts';
import type { DidYouMean } from '../query/run/did-you-mean.ts';
import { openIndex, type SearchIndex } from '../search-index.ts';
import type { SearchResult } from '../search-result.ts';
import { createPart } from './dom.ts';
import { chooseShownFields, createHitView } from './hit-view.ts';
import { findLabels, type Labels } from './labels.ts';
import { applyStyle } from './style.ts';

/** In Node there is no HTMLElement to extend. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * The search element. Attributes: `src`, the index file; `query`, the initial query; `limit`, the number of hits loaded
 * at a time (default 10); `placeholder`; `about`, the fields listed below a headline (`about="date author"`; default all
 * date and keyword fields). A hit with a stored field `url` is a link; otherwise its headline opens the article in place.
 * The index is fetched when the box gets the focus, or at once if there is a query. No dictionary is needed.
 *
 * Events, both bubbling: `hansou-results` with `{ query, total }` after each search, `hansou-error` with `{ error }`.
 *
 * Laws: there is no search while an input method is composing; the hits shown belong to the text in the box.
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
  /** Number of the latest search; results of earlier ones are discarded. */
  private latestSearch = 0;

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
      void this.search();
    });
    this.box.addEventListener('input', event => {
      if (!this.composing && !(event as InputEvent).isComposing) void this.search();
    });
    root.addEventListener('keydown', event => this.onKey(event as KeyboardEvent));
  }

  connectedCallback(): void {
    this.labels = findLabels(this);
    this.box.setAttribute('aria-label', this.labels.box);
    this.box.placeholder = this.getAttribute('placeholder') ?? this.labels.box;
    if (this.box.value) void this.search();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === 'placeholder') this.box.placeholder = value ?? this.labels?.box ?? '';
    if (name === 'query') this.box.value = value ?? '';
    if (name === 'src') this.opened = undefined;
    if (this.isConnected && name !== 'placeholder' && (this.box.value || name === 'query')) void this.search();
  }

  /** The text in the box. */
  get query(): string {
    return this.box.value;
  }

  set query(query: string) {
    this.box.value = query;
    if (this.isConnected) void this.search();
  }

  /**
   * Opens the index; the first call fetches it.
   * @throws HansouError IO, BAD_INDEX or FORMAT_VERSION
   */
  open(): Promise<SearchIndex> {
    if (!this.opened) {
      const opening = fetchIndex(this.getAttribute('src'));
      this.opened = opening;
      // After a failure the next call tries again.
      opening.catch(() => {
        if (this.opened === opening) this.opened = undefined;
      });
    }
    return this.opened;
  }

  private async search(): Promise<void> {
    const search = ++this.latestSearch;
    const query = this.box.value;
    if (query.trim() === '') {
      this.show('');
      return;
    }
    const labels = this.labels ?? findLabels(this);
    try {
      const slow = setTimeout(() => {
        if (search === this.latestSearch) this.status.textContent = labels.loading;
      }, 150);
      const index = await this.open().finally(() => clearTimeout(slow));
      if (search === this.latestSearch) this.showHits(index, query, 0);
    } catch (error) {
      if (search === this.latestSearch) this.showError(error, labels);
    }
  }

  /** Shows the hits from `offset` on, after those already shown. */
  private showHits(index: SearchIndex, query: string, offset: number): void {
    const labels = this.labels ?? findLabels(this);
    const limit = Math.max(1, Math.min(1000, Number.parseInt(this.getAttribute('limit') ?? '', 10) || 10));
    const result = index.search(query, { offset, limit });
    const { hits, total, didYouMean = [], warnings = [] } = result;
    const fields = chooseShownFields(index.fields, this.getAttribute('about'));
    const items = hits.map((hit, i) => createHitView({ index, query, hit, rank: offset + i }, fields, labels));
    const notes = warnings.map(warning => labels.warned(warning, query));
    const meant = didYouMean.length > 0 ? [this.createMeant(didYouMean, labels)] : [];
    if (total === 0) this.show(notes.join(' · '), ...meant, createMessage(labels.nothing(query), labels.advice));
    else {
      const status = [...describeTotal(result, labels), ...notes].join(' · ');
      if (offset === 0) this.list.replaceChildren(...items);
      else this.list.append(...items);
      const shownCount = offset + hits.length;
      if (hits.length > 0 && shownCount < total) {
        const more = createPart('button', 'more', labels.more);
        more.type = 'button';
        more.addEventListener('click', () => {
          this.showHits(index, query, shownCount);
          this.listOpeners()[shownCount]?.focus();
        });
        this.show(status, ...meant, this.list, more);
      } else this.show(status, ...meant, this.list);
    }
    this.dispatchEvent(new CustomEvent('hansou-results', { bubbles: true, composed: true, detail: { query, total } }));
  }

  /** A line of queries that may be meant; a click searches for one. */
  private createMeant(didYouMean: readonly DidYouMean[], labels: Labels): HTMLParagraphElement {
    const buttons = didYouMean.map(({ text }) => {
      const button = createPart('button', 'meant', text);
      button.type = 'button';
      button.addEventListener('click', () => {
        this.query = text;
        this.box.focus();
      });
      return button;
    });
    return createPart('p', 'did-you-mean', labels.didYouMean, ...buttons);
  }

  private showError(error: unknown, labels: Labels): void {
    const alert = createMessage(labels.failed, labels.failedAdvice);
    alert.setAttribute('role', 'alert');
    const summary = document.createElement('summary');
    summary.textContent = labels.details;
    const details = createPart('details', 'details', summary, error instanceof Error ? error.message : String(error));
    const retry = createPart('button', 'retry', labels.retry);
    retry.type = 'button';
    retry.addEventListener('click', () => void this.search());
    this.show('', alert, retry, details);
    this.dispatchEvent(new CustomEvent('hansou-error', { bubbles: true, composed: true, detail: { error } }));
  }

  private show(status: string, ...content: Node[]): void {
    this.status.textContent = status;
    this.content.replaceChildren(...content);
  }

  private listOpeners(): HTMLElement[] {
    return Array.from(this.list.querySelectorAll<HTMLElement>('.open'));
  }

  /** The arrow keys move between the box and the headlines. Escape returns to the box, or clears it. */
  private onKey(event: KeyboardEvent): void {
    if (this.composing || event.isComposing) return;
    const openers = this.listOpeners();
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

/** A message in place of hits. */
/** How many articles were found, those that are only similar or related apart. */
function describeTotal({ total, totalIsExact, tiers }: SearchResult, labels: Labels): string[] {
  const close = tiers.reduce((sum, each) => sum + (isSameMeaning(each.tier) ? each.total : 0), 0);
  if (close === 0 || close === total) return [labels.found(total, totalIsExact)];
  return [labels.found(close, totalIsExact), labels.related(total - close)];
}

function createMessage(headline: string, advice: string): HTMLParagraphElement {
  const strong = document.createElement('strong');
  strong.textContent = headline;
  return createPart('p', 'message', strong, advice);
}

async function fetchIndex(source: string | null): Promise<SearchIndex> {
  const fetchError = (got: string, cause?: unknown) =>
    new HansouError('IO', 'the index cannot be fetched', {
      expected: 'src to be the address of an index file',
      got,
      hint: 'Check the src attribute of <hansou-search> and the network connection.',
      ...(cause !== undefined && { cause }),
    });
  if (!source) throw fetchError('no src attribute');
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(source);
    if (!response.ok) throw fetchError(`HTTP status ${response.status} for ${source}`);
    bytes = await response.arrayBuffer();
  } catch (error) {
    throw error instanceof HansouError
      ? error
      : fetchError(error instanceof Error ? error.message : String(error), error);
  }
  return openIndex(bytes);
}
