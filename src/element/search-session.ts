/**
 * What happens when somebody types, chooses and opens? Asks the index, shows the answers, and follows the keys. Entry
 * point: `SearchSession`, one for each element.
 */
import { whenLoaded } from '../remote/loading.ts';
import type { Hit } from '../search-result.ts';
import type { AddressParameter } from './address.ts';
import { type Answer, findAnswer, findArticle, findMore, type Question } from './answer.ts';
import type { AsyncIndex, Progress } from './async-index.ts';
import type { HansouSearchEvents } from './attributes.ts';
import type { Labels } from './labels.ts';
import type { Layout, LayoutName } from './layout.ts';
import type { ShownFields } from './shown-fields.ts';
import { createArticleView } from './views/article-view.ts';
import { OptionList } from './views/option-list.ts';
import { ResultView } from './views/result-view.ts';
import { WaitingNotice } from './waiting-notice.ts';

/** What the element tells a session. */
export interface SessionHost {
  readonly labels: Labels;
  readonly layoutName: LayoutName;
  readonly address: AddressParameter | undefined;
  readonly limit: number;
  readonly minRelevance: number;
  /** Whether the focus is in the element. */
  readonly hasFocus: boolean;
  open(onProgress: (progress: Progress) => void): Promise<AsyncIndex>;
  chooseFields(index: AsyncIndex): ShownFields;
  /** Dispatches an event; returns false if a listener prevents what would follow. */
  emit<Name extends keyof HansouSearchEvents>(name: Name, detail: HansouSearchEvents[Name]['detail']): boolean;
}

/** What is shown: an answer, or its beginning, and its hits. */
interface Shown {
  readonly index: AsyncIndex;
  readonly fields: ShownFields;
  answer: Answer;
  readonly hits: Hit[];
}

/** Laws: the hits shown, and the one that Enter opens, belong to the text in the box; of several searches the last counts. */
export class SearchSession {
  readonly view: ResultView;
  private readonly list: OptionList;
  private chosen: Question['chosen'] = new Map();
  private order: Question['order'];
  private shown: Shown | undefined;
  private running: AbortController | undefined;
  /** Whether Enter was pressed before the answer came. */
  private opensBest = false;
  /** Brings the hits back while an article is shown in their place. */
  private closeArticle: (() => void) | undefined;

  constructor(
    private readonly host: SessionHost,
    private readonly box: HTMLInputElement,
    panel: HTMLElement,
    private readonly layout: Layout,
  ) {
    this.list = new OptionList(box);
    this.view = new ResultView(panel, this.list, {
      open: (hit, url) => this.openHit(hit, url),
      ask: query => this.ask(query),
      choose: ({ chosen, order }) => {
        this.chosen = chosen;
        this.order = order;
        void this.search();
      },
      loadMore: () => void this.loadMore(),
      retry: () => void this.search(),
    });
  }

  /** Searches for another text. */
  replaceQuery(query: string): void {
    this.box.value = query;
    this.chosen = new Map();
    void this.search();
  }

  /** Searches for a text that was chosen, not typed. */
  ask(query: string): void {
    this.replaceQuery(query);
    this.settleAddress();
    this.box.focus();
  }

  /** Notes in the address what is searched for. A closed dialog searches for nothing. */
  settleAddress(): void {
    const isSeen = this.host.layoutName !== 'dialog' || this.layout.isAbove;
    this.host.address?.settle(isSeen ? this.box.value : '');
  }

  /** Ends what is running. */
  stop(): void {
    this.running?.abort();
  }

  async search(): Promise<void> {
    this.running?.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const { labels, limit, minRelevance } = this.host;
    const query = this.box.value;
    this.backToHits();
    this.shown = undefined;
    if (query.trim() === '') {
      this.opensBest = false;
      this.view.clear();
      if (this.host.layoutName === 'dropdown') this.layout.close();
      return;
    }
    const notice = new WaitingNotice(progress => {
      this.view.showWaiting(labels, progress);
      this.reveal();
    }, signal);
    try {
      const index = await this.host.open(notice.update);
      const fields = this.host.chooseFields(index);
      const { chosen, order } = this;
      const show = (answer: Answer) => {
        notice.end();
        this.show(answer, index, fields);
      };
      const openWanted = () => {
        if (this.opensBest) this.openChosen();
        this.opensBest = false;
      };
      const question = { query, chosen, order, limit, minRelevance };
      const answer = await findAnswer(index, question, fields, signal, {
        onProgress: notice.update,
        onBeginning: beginning => {
          show(beginning);
          openWanted();
        },
      });
      if (signal.aborted) return;
      show(answer);
      const { hits, total } = answer.result;
      void answer.laterSuggestions?.then(later => {
        if (!signal.aborted && hits.length > 0) this.view.addSuggestions(later, labels);
      });
      this.host.emit('hansou-results', { query, total });
      openWanted();
    } catch (error) {
      if (signal.aborted) return;
      if (this.shown) this.view.showErrorBelow(error, labels);
      else this.view.showError(error, labels);
      this.reveal();
      this.host.emit('hansou-error', { error });
    } finally {
      notice.end();
      if (!signal.aborted) this.opensBest = false;
    }
  }

  /** Shows an answer, or its beginning; what continues the beginning that is shown is added to it. */
  private show(answer: Answer, index: AsyncIndex, fields: ShownFields): void {
    const { shown } = this;
    const { labels } = this.host;
    const { hits } = answer.result;
    const before = shown?.answer.isBeginning ? shown.hits : [];
    if (shown && before.length > 0 && answer.searched === shown.answer.searched && startsWith(hits, before)) {
      this.view.completeAnswer(answer, before, fields, labels);
      shown.answer = answer;
      shown.hits.push(...hits.slice(before.length));
    } else {
      this.backToHits();
      this.shown = { index, fields, answer, hits: [...hits] };
      this.view.showAnswer(answer, fields, labels);
    }
    this.reveal();
  }

  /** Shows again what belongs to the text in the box. */
  reopen(): void {
    if (this.box.value.trim() === '') return;
    if (this.shown) this.reveal();
    else void this.search();
  }

  /** The reader is somewhere else in the page. */
  leave(): void {
    this.settleAddress();
    if (this.host.layoutName !== 'dropdown') return;
    this.layout.close();
    this.list.setShown(false);
  }

  /** Goes back by one step: from an article to the hits, out of what lies above the page, to the box, to an empty box. */
  goBack(): boolean {
    if (this.backToHits()) this.box.focus();
    else if (this.layout.isAbove) {
      this.layout.close();
      this.leave();
    } else if (!this.box.matches(':focus')) this.box.focus();
    else if (this.box.value) this.ask('');
    else return false;
    return true;
  }

  /** Follows a key that was pressed in the box; returns whether it was used. */
  onBoxKey(event: KeyboardEvent): boolean {
    const { list, box } = this;
    const { options, active, best } = list;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (this.host.layoutName === 'dropdown' && !this.layout.isAbove) this.reopen();
        else if (event.key === 'ArrowUp') list.move(-1);
        else if (active === options.at(-1) && this.view.hasMore) void this.loadMore();
        else list.move(1);
        return true;
      case 'Home':
        // Until a hit was chosen with the keys, Home and End move in the text.
        if (active === undefined || active === best) return false;
        list.chooseVisibly(options[0]);
        return true;
      case 'End':
        if (active === undefined || (active === best && box.selectionEnd !== box.value.length)) return false;
        list.chooseVisibly(options.at(-1));
        return true;
      case 'Enter':
        if (this.shown) this.openChosen(event);
        else this.opensBest = box.value.trim() !== '';
        return true;
      default:
        return false;
    }
  }

  /** Shows the panel of a dropdown whose box has the focus. */
  private reveal(): void {
    const isDropdown = this.host.layoutName === 'dropdown';
    if (isDropdown && this.host.hasFocus) this.layout.open();
    this.list.setShown(!isDropdown || this.layout.isAbove);
  }

  private async loadMore(): Promise<void> {
    const { shown, running } = this;
    if (!shown || !running) return;
    const { index, answer, fields, hits } = shown;
    try {
      const result = await findMore(index, answer, fields, hits.length, running.signal);
      if (this.shown !== shown) return;
      this.view.appendHits(result, hits, fields, this.host.labels);
      hits.push(...result.hits);
    } catch (error) {
      if (this.shown === shown) this.host.emit('hansou-error', { error });
    }
  }

  /** Opens the chosen hit as a click would, in a new tab with the keys that do so. */
  private openChosen(keys: MouseEventInit = {}): void {
    const { ctrlKey = false, metaKey = false, shiftKey = false } = keys;
    this.list.active?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ctrlKey, metaKey, shiftKey }),
    );
  }

  /** Returns whether the browser shall follow the link. */
  private openHit(hit: Hit, url: string | undefined): boolean {
    this.settleAddress();
    const isOurs = this.host.emit('hansou-open', { id: hit.id, url, query: this.box.value });
    if (isOurs && url === undefined) void this.openArticle(hit);
    return isOurs;
  }

  private async openArticle(hit: Hit): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    const { index, answer, fields, hits } = shown;
    try {
      const whole = await findArticle(index, answer, fields, hits.indexOf(hit));
      if (this.shown !== shown) return;
      const close = () => {
        this.backToHits();
        this.box.focus();
      };
      const article = await whenLoaded(() => createArticleView({ hit, whole }, fields, this.host.labels, close));
      if (this.shown !== shown) return;
      this.backToHits();
      this.closeArticle = this.view.showArticle(article.element);
      article.show();
    } catch (error) {
      if (this.shown !== shown) return;
      this.view.showError(error, this.host.labels);
      this.host.emit('hansou-error', { error });
    }
  }

  private backToHits(): boolean {
    const close = this.closeArticle;
    this.closeArticle = undefined;
    close?.();
    return close !== undefined;
  }
}

/** Whether hits begin with others: unless the file was replaced meanwhile, those that were found first do not change. */
function startsWith(hits: readonly Hit[], first: readonly Hit[]): boolean {
  return first.length <= hits.length && first.every(({ id }, i) => id === hits[i].id);
}
