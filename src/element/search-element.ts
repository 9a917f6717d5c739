/**
 * How does a page search? The custom element `<hansou-search src="site.hansou">`: a box, what is found while somebody
 * types, and the way to it. Pages load it through `index.ts`. Here are its attributes and parts; what happens when is in
 * `search-session.ts`, what is asked of the index in `answer.ts`, where it is shown in `layout.ts`, and how in `views/`.
 */
import { AddressParameter } from './address.ts';
import { type AsyncIndex, openShared, type Progress } from './async-index.ts';
import { findLabels, type Labels } from './labels.ts';
import { Layout, type LayoutName } from './layout.ts';
import { ColorWatcher } from './looks/page-colors.ts';
import { applyStyle } from './looks/style.ts';
import { SearchSession, type SessionHost } from './search-session.ts';
import { chooseShownFields } from './shown-fields.ts';
import { createButton, createIcon, createPart } from './views/dom.ts';

/** In Node there is no HTMLElement to extend. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * The search element. Attributes: `src`, the index file; `layout`, `inline` (default), `dropdown` or `dialog`; `query`, the
 * initial query; `limit`, the number of hits loaded at a time (default 10); `min-relevance`, of `search` (default 0); `placeholder`; `about`, the fields listed below
 * a headline (default all date and keyword fields); `filters`, the keyword fields whose values can be chosen (default all);
 * `param`, the parameter of the page's address that holds the query (default `q`; empty for none); `keep-bytes`, of
 * `openRemote`: what the browser keeps of indexes for later pages (default 0).
 *
 * Events, all bubbling: `hansou-results` with `{ query, total }` after each search, `hansou-open` with `{ id, url, query }`
 * before a hit is opened (`preventDefault` leaves it to the page), `hansou-error` with `{ error }`.
 *
 * Law: there is no search while an input method is composing.
 */
export class HansouSearchElement extends Base {
  /** The attributes that a change of is noticed; called by the browser. */
  static readonly observedAttributes = [
    'src',
    'layout',
    'query',
    'placeholder',
    'limit',
    'min-relevance',
    'about',
    'filters',
    'param',
    'lang',
  ];

  private readonly root = createPart('div', 'root');
  private readonly box = createPart('input', 'box');
  private readonly clearButton = createButton('clear', () => this.session.ask(''), createIcon('clear'));
  private readonly form = createPart('div', 'form', createIcon('search'), this.box, this.clearButton);
  private readonly panel = createPart('div', 'panel');
  private readonly layout: Layout;
  private readonly session: SearchSession;
  private readonly colors: ColorWatcher;
  private foundLabels: Labels | undefined;
  private claimed: AddressParameter | undefined;
  private composing = false;
  private readonly onPointer = (event: Event) => {
    if (!event.composedPath().includes(this)) this.session.leave();
  };

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    applyStyle(shadow);
    const { root, form, box, panel } = this;
    const probe = createPart('div', 'probe');
    this.colors = new ColorWatcher(this, probe, root);
    this.layout = new Layout(
      { root, form, box, panel },
      above => {
        this.colors.setAbove(above);
        this.colors.apply();
        this.claimed?.write(box.value);
      },
      // A page whose dialog was closed is one without a query; going back opens it again.
      () => this.session.settleAddress(),
    );
    this.session = new SearchSession(this.createSessionHost(), box, panel, this.layout);
    shadow.append(probe, root, this.session.view.spoken);
    form.role = 'search';
    box.type = 'text';
    box.inputMode = 'search';
    box.enterKeyHint = 'search';
    box.autocomplete = 'off';
    box.autocapitalize = 'off';
    box.spellcheck = false;

    box.addEventListener('focus', () => {
      this.colors.apply();
      void this.open().catch(() => undefined);
    });
    box.addEventListener('compositionstart', () => {
      this.composing = true;
    });
    box.addEventListener('compositionend', () => {
      this.composing = false;
      this.onTyped();
    });
    box.addEventListener('input', event => {
      if (!this.composing && !(event as InputEvent).isComposing) this.onTyped();
    });
    box.addEventListener('click', () => this.session.reopen());
    shadow.addEventListener('keydown', event => this.onKey(event as KeyboardEvent));
    this.addEventListener('focusout', event => {
      if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.session.leave();
      else this.session.settleAddress();
    });
  }

  /** Called by the browser when the element enters a page: draws the box and searches for its query. */
  connectedCallback(): void {
    this.setUp();
    this.colors.start();
    document.addEventListener('pointerdown', this.onPointer);
    const name = this.getAttribute('param') ?? 'q';
    this.claimed = name ? AddressParameter.claim(name, query => this.follow(query)) : undefined;
    const given = this.claimed?.read();
    if (given) this.follow(given);
    else if (this.box.value) void this.session.search();
  }

  /** Called by the browser when the element leaves its page: ends what is running. */
  disconnectedCallback(): void {
    this.session.stop();
    this.colors.stop();
    this.layout.stop();
    document.removeEventListener('pointerdown', this.onPointer);
    this.claimed?.release();
    this.claimed = undefined;
  }

  /** Called by the browser after a change of an attribute: draws or searches anew. */
  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === 'query') this.box.value = value ?? '';
    if (!this.isConnected) return;
    if (name === 'placeholder' || name === 'layout' || name === 'lang') this.setUp();
    else if (name === 'param') {
      this.disconnectedCallback();
      this.connectedCallback();
    } else if (this.box.value || name === 'query') void this.session.search();
  }

  /** The text in the box. */
  get query(): string {
    return this.box.value;
  }

  set query(query: string) {
    this.box.value = query;
    if (!this.isConnected) return;
    // What is no string has become one.
    this.session.replaceQuery(this.box.value);
    this.session.settleAddress();
  }

  /**
   * Opens the index, once for an address in a page.
   * @param onProgress is called while all of the index is fetched, because its server sends no ranges
   * @throws HansouError as `openRemote`; BAD_ARGUMENT without the attribute `src`
   */
  open(onProgress?: (progress: Progress) => void): Promise<AsyncIndex> {
    const keepBytes = Math.max(0, Number(this.getAttribute('keep-bytes')) || 0);
    return openShared(this.getAttribute('src'), keepBytes, onProgress);
  }

  private createSessionHost(): SessionHost {
    const element = this;
    return {
      get labels() {
        return element.labels;
      },
      get layoutName() {
        return element.layoutName;
      },
      get address() {
        return element.claimed;
      },
      get limit() {
        return Math.max(1, Math.min(1000, Number.parseInt(element.getAttribute('limit') ?? '', 10) || 10));
      },
      get minRelevance() {
        return Math.max(0, Math.min(1, Number(element.getAttribute('min-relevance')) || 0));
      },
      get hasFocus() {
        return element.shadowRoot?.activeElement !== null;
      },
      open: onProgress => element.open(onProgress),
      chooseFields: ({ fields }) =>
        chooseShownFields(fields, element.getAttribute('about'), element.getAttribute('filters')),
      emit: (name, detail) =>
        element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail })),
    };
  }

  private get labels(): Labels {
    this.foundLabels ??= findLabels(this);
    return this.foundLabels;
  }

  private get layoutName(): LayoutName {
    const name = this.getAttribute('layout');
    return name === 'dropdown' || name === 'dialog' ? name : 'inline';
  }

  private setUp(): void {
    this.foundLabels = undefined;
    const { labels, box } = this;
    this.form.ariaLabel = labels.box;
    box.ariaLabel = labels.box;
    box.placeholder = this.getAttribute('placeholder') ?? labels.box;
    this.clearButton.ariaLabel = labels.clear;
    this.colors.setAbove(undefined);
    this.layout.set(this.layoutName, labels);
  }

  /** Shows what the address asks for. */
  private follow(query: string): void {
    this.session.replaceQuery(query);
    if (this.layoutName !== 'dialog') return;
    if (query) this.layout.open();
    else this.layout.close();
  }

  private onTyped(): void {
    this.claimed?.write(this.box.value);
    this.session.replaceQuery(this.box.value);
  }

  private onKey(event: KeyboardEvent): void {
    if (this.composing || event.isComposing) return;
    const isUsed =
      event.key === 'Escape' ? this.session.goBack() : event.target === this.box && this.session.onBoxKey(event);
    if (isUsed) event.preventDefault();
  }
}
