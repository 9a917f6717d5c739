/** Shows what was found: status, what may be meant, filters, hits; or that nothing was, or what went wrong. */
import { HansouError } from '../../errors.ts';
import { isSameMeaning, type Tier } from '../../query/rewrite/tier-names.ts';
import type { Hit, SearchResult } from '../../search-result.ts';
import type { Suggestion } from '../../suggest/suggest.ts';
import type { Answer, Question } from '../answer.ts';
import type { Progress } from '../async-index.ts';
import { listWords } from '../hit-links.ts';
import type { Labels } from '../labels.ts';
import type { ShownFields } from '../shown-fields.ts';
import { createButton, createPart } from './dom.ts';
import { createFilterBar } from './filter-bar.ts';
import { createHitOptions, type OnOpen } from './hit-view.ts';
import { asOption, type OptionList } from './option-list.ts';

/** What a reader may do with what is shown. */
export interface ResultActions {
  readonly open: OnOpen;
  /** Search for another text. */
  readonly ask: (query: string) => void;
  readonly choose: (change: Pick<Question, 'chosen' | 'order'>) => void;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Milliseconds after the last change before it is spoken, so that typing is not interrupted. */
const speakDelayMs = 500;

/** The content of the panel. */
export class ResultView {
  /** Said to screen readers. */
  readonly spoken = createPart('p', 'spoken');
  private readonly status = createPart('p', 'status');
  private readonly content = createPart('div', 'content');
  private more: HTMLButtonElement | undefined;
  /** The value that had the focus and is not shown now. */
  private lostFocus: string | undefined;
  private speaking: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly panel: HTMLElement,
    private readonly list: OptionList,
    private readonly actions: ResultActions,
  ) {
    this.spoken.role = 'status';
    panel.append(this.status, this.content);
  }

  /** Whether there are hits that are not shown yet. */
  get hasMore(): boolean {
    return this.more !== undefined;
  }

  /** Shows nothing. */
  clear(): void {
    this.show('', []);
    this.say('');
  }

  /** Shows that hits are on their way: lines in their place, and how much of the index has arrived. */
  showWaiting(labels: Labels, progress: Progress | undefined): void {
    const { loaded = 0, total } = progress ?? {};
    const text = loaded > 0 ? `${labels.loading} ${describeAmount(loaded, total)}` : labels.loading;
    // The bar below the beginning of an answer is another one.
    let bar = this.content.querySelector<HTMLProgressElement>('progress:has(~ .skeleton)');
    if (bar) this.status.textContent = text;
    else {
      bar = createWaitingBar(labels);
      const lines = Array.from({ length: 3 }, () => createPart('div', 'skeleton'));
      this.keepFocus(() => this.show(text, [bar!, ...lines]));
      this.say(labels.loading);
    }
    if (total === undefined) bar.removeAttribute('value');
    else bar.value = loaded / total;
  }

  /** Shows an answer, or its beginning: then a line below the hits shows that others are waited for. */
  showAnswer(answer: Answer, fields: ShownFields, labels: Labels): void {
    const { question, result, suggestions, isBeginning, isOnTheWay } = answer;
    const { total, hits } = result;
    const content = this.createHead(answer, fields, labels);
    const groups = [
      ...this.createSuggestions(suggestions, labels),
      ...this.createHitGroups(hits, undefined, fields, labels),
    ];
    if (groups.length > 0) content.push(this.list.element);
    if (isBeginning) content.push(createWaitingBar(labels));
    if (total === 0 && !isOnTheWay)
      content.push(
        createMessage(labels.nothing(question.query), question.chosen.size > 0 ? labels.fewerFilters : labels.advice),
      );
    this.list.element.ariaLabel = labels.hits;
    this.keepFocus(() => this.show(describeStatus(answer, labels), content));
    this.list.replace(...groups);
    if (isBeginning) return;
    this.offerMore(total, hits.length, labels);
    this.sayAnswer(answer, labels);
  }

  /**
   * Adds what was waited for to the beginning of the answer that is shown. What is shown stays, and so does the chosen hit.
   * @param before the hits of the beginning, which are the first ones of the answer
   */
  completeAnswer(answer: Answer, before: readonly Hit[], fields: ShownFields, labels: Labels): void {
    const { hits, total } = answer.result;
    const { element } = this.list;
    this.status.textContent = describeStatus(answer, labels);
    this.keepFocus(() => this.content.replaceChildren(...this.createHead(answer, fields, labels), element));
    element.append(...this.createHitGroups(hits.slice(before.length), before.at(-1)?.tier, fields, labels));
    this.offerMore(total, hits.length, labels);
    this.sayAnswer(answer, labels);
  }

  /** What stands above hits: what may be meant, and what narrows them down. */
  private createHead(answer: Answer, fields: ShownFields, labels: Labels): Node[] {
    const { didYouMean = [] } = answer.result;
    const head: Node[] = [];
    if (didYouMean.length > 0) {
      const meant = didYouMean.map(({ text }) => createButton('meant', () => this.actions.ask(text), text));
      head.push(createPart('p', 'did-you-mean', labels.didYouMean, ...meant));
    }
    const filters = createFilterBar(answer, fields, labels, this.actions.choose);
    if (filters) head.push(filters);
    return head;
  }

  /**
   * Changes the content; what narrows the hits down keeps the focus, also when it is gone for a while. A reader who is
   * somewhere else meanwhile stays there.
   */
  private keepFocus(change: () => void): void {
    const { activeElement } = this.panel.getRootNode() as ShadowRoot;
    const isNowhere = document.activeElement === document.body;
    const focused = (activeElement as HTMLElement | null)?.dataset['value'] ?? (isNowhere ? this.lostFocus : undefined);
    change();
    const found = focused && this.content.querySelector<HTMLElement>(`[data-value="${CSS.escape(focused)}"]`);
    this.lostFocus = found ? undefined : focused;
    if (found) found.focus();
  }

  private sayAnswer(answer: Answer, labels: Labels): void {
    const { question, result, isOnTheWay } = answer;
    const { total, didYouMean = [] } = result;
    const meant = didYouMean.map(({ text }) => labels.didYouMean + text);
    if (total > 0) this.say([describeStatus(answer, labels), ...meant].join(' · '));
    else this.say(isOnTheWay ? '' : labels.nothing(question.query));
  }

  /** Adds suggestions above the hits that are shown; the chosen hit stays chosen. */
  addSuggestions(suggestions: readonly Suggestion[], labels: Labels): void {
    this.list.element.prepend(...this.createSuggestions(suggestions, labels));
  }

  /** Adds hits behind those that are shown. */
  appendHits({ hits, total }: SearchResult, before: readonly Hit[], fields: ShownFields, labels: Labels): void {
    const { length } = this.list.options;
    const groups = this.createHitGroups(hits, before.at(-1)?.tier, fields, labels);
    this.list.element.append(...groups);
    this.offerMore(total, before.length + hits.length, labels);
    this.list.chooseVisibly(this.list.options[length] ?? this.list.active);
  }

  showError(error: unknown, labels: Labels): void {
    this.show('', this.createFailure(error, labels));
    this.say('');
  }

  /** Shows an error in place of the hits that were waited for below the first ones. */
  showErrorBelow(error: unknown, labels: Labels): void {
    this.content.querySelector('progress')?.replaceWith(...this.createFailure(error, labels));
  }

  private createFailure(error: unknown, labels: Labels): Node[] {
    const code = error instanceof HansouError ? error.code : undefined;
    const isForbidden = location.protocol === 'file:' && code === 'UNREACHABLE';
    const alert = createMessage(labels.failed, isForbidden ? labels.openedAsFile : labels.failedAdvice(code));
    alert.role = 'alert';
    return [alert, createButton('retry', this.actions.retry, labels.retry)];
  }

  /** Shows an article in place of the hits; the function returned brings them back. */
  showArticle(article: HTMLElement): () => void {
    const { scrollTop } = this.panel;
    const hidden = [this.status, this.content];
    for (const each of hidden) each.hidden = true;
    this.panel.append(article);
    return () => {
      article.remove();
      for (const each of hidden) each.hidden = false;
      this.panel.scrollTop = scrollTop;
    };
  }

  /** A group of the suggestions, if there are any. */
  private createSuggestions(suggestions: readonly Suggestion[], labels: Labels): HTMLElement[] {
    const options = suggestions.map(({ text }) => {
      const option = asOption(createPart('div', 'suggestion', text));
      option.dir = 'auto';
      option.addEventListener('click', () => this.actions.ask(text));
      return option;
    });
    return options.length > 0 ? [createGroup('suggestions', labels.suggestions, undefined, options)] : [];
  }

  /** Groups hits by the rule that found them, and says what it was if it was not the words as typed. */
  private createHitGroups(
    hits: readonly Hit[],
    tierBefore: Tier | undefined,
    fields: ShownFields,
    labels: Labels,
  ): HTMLElement[] {
    const byNote = new Map<string, Hit[]>();
    for (const hit of hits) {
      const note = labels.tiers[hit.tier] ?? '';
      byNote.set(note, [...(byNote.get(note) ?? []), hit]);
    }
    return Array.from(byNote, ([note, found]) => {
      const words = [...new Set(found.slice(0, 3).flatMap(listWords))].slice(0, 3).join('、');
      const isNew = found[0].tier !== tierBefore;
      const heading = note === '' || !isNew ? undefined : words ? `${note}：${words}` : note;
      return createGroup(
        'group',
        note || labels.hits,
        heading,
        createHitOptions(found, fields, labels, this.actions.open),
      );
    });
  }

  private offerMore(total: number, shown: number, labels: Labels): void {
    this.more?.remove();
    this.more = shown > 0 && shown < total ? createButton('more', this.actions.loadMore, labels.more) : undefined;
    if (this.more) this.content.append(this.more);
  }

  private show(status: string, content: readonly Node[]): void {
    this.more = undefined;
    this.status.textContent = status;
    this.content.replaceChildren(...content);
    this.panel.scrollTop = 0;
    if (!content.includes(this.list.element)) this.list.replace();
  }

  private say(text: string): void {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.spoken.textContent = text;
    }, speakDelayMs);
  }
}

/** Options that belong together, with a heading for those who see; `name` is the group's for those who hear. */
function createGroup(names: string, name: string, heading: string | undefined, options: HTMLElement[]): HTMLElement {
  const group = createPart('div', names);
  group.role = 'group';
  group.ariaLabel = heading ?? name;
  if (heading !== undefined) {
    const line = createPart('div', 'tier', heading);
    line.ariaHidden = 'true';
    group.append(line);
  }
  group.append(...options);
  return group;
}

/** What was searched for, if it was not what was typed; what was found; and what could not be used as it was typed. */
function describeStatus({ question, searched, result, isOnTheWay }: Answer, labels: Labels): string {
  const { total, warnings = [] } = result;
  const becoming = searched === question.query ? [] : [labels.becoming(searched)];
  const counted = total > 0 ? describeTotal(result, labels) : [];
  const notes = warnings.map(warning => labels.warned(warning, searched));
  return [...becoming, ...counted, ...notes].join(' · ') || (isOnTheWay ? labels.goOn : '');
}

/** A bar that shows that something is waited for. */
function createWaitingBar(labels: Labels): HTMLProgressElement {
  const bar = createPart('progress', 'progress');
  bar.ariaLabel = labels.loading;
  return bar;
}

/** How many articles were found, those that are only similar or related apart. */
function describeTotal({ total, totalIsExact, tiers }: SearchResult, labels: Labels): string[] {
  const close = tiers.reduce((sum, each) => sum + (isSameMeaning(each.tier) ? each.total : 0), 0);
  if (close === 0 || close === total) return [labels.found(total, totalIsExact)];
  return [labels.found(close, totalIsExact), labels.related(total - close)];
}

/** Bytes in KB or MB, all in the unit of the larger number. */
function describeAmount(loaded: number, total = loaded): string {
  const [unit, size, digits] = Math.max(loaded, total) < 1e6 ? ['KB', 1e3, 0] : ['MB', 1e6, 1];
  const write = (bytes: number) => (bytes / (size as number)).toFixed(digits as number);
  return `${loaded === total ? '' : `${write(loaded)} / `}${write(total)} ${unit}`;
}

/** A message in place of hits. */
function createMessage(headline: string, advice: string): HTMLParagraphElement {
  return createPart('p', 'message', createPart('strong', 'message-title', headline), advice);
}
