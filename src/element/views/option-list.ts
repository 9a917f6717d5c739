/**
 * Which hit is chosen? The list box of the combobox (ARIA 1.2): the focus stays in the box, and
 * `aria-activedescendant` names the chosen option, so arrow keys and typing go together.
 */
import { createPart } from './dom.ts';

let optionCount = 0;

/** Makes an element an option of the list. */
export function asOption<E extends HTMLElement>(element: E): E {
  element.id = `hansou-option-${optionCount++}`;
  element.role = 'option';
  element.ariaSelected = 'false';
  element.tabIndex = -1;
  return element;
}

/** The list box that belongs to a box. Law: while it has options, one of them is chosen. */
export class OptionList {
  readonly element = createPart('div', 'hits');
  private chosen: HTMLElement | undefined;

  constructor(private readonly box: HTMLInputElement) {
    this.element.id = 'hansou-options';
    this.element.role = 'listbox';
    // The focus stays in the box when an option is pressed, except that links may be dragged.
    this.element.addEventListener('mousedown', event => {
      if (!(event.target as Element).closest('a')) event.preventDefault();
    });
    box.role = 'combobox';
    box.ariaAutoComplete = 'list';
    box.ariaHasPopup = 'listbox';
    box.setAttribute('aria-controls', this.element.id);
    box.ariaExpanded = 'false';
  }

  get options(): HTMLElement[] {
    return Array.from(this.element.querySelectorAll<HTMLElement>('[role=option]'));
  }

  get active(): HTMLElement | undefined {
    return this.chosen;
  }

  /** The first hit, or the first option if there is no hit. */
  get best(): HTMLElement | undefined {
    return this.element.querySelector<HTMLElement>('.hit') ?? this.options[0];
  }

  /** Replaces the content and chooses the best option. */
  replace(...content: Node[]): void {
    this.element.replaceChildren(...content);
    this.choose(this.best);
  }

  /** Says whether the reader sees the list, if it has options. */
  setShown(isShown: boolean): void {
    this.box.ariaExpanded = String(isShown && this.options.length > 0);
  }

  /** Chooses an option; undefined for none. */
  choose(option: HTMLElement | undefined): void {
    if (this.chosen) this.chosen.ariaSelected = 'false';
    this.chosen = option;
    if (option) {
      option.ariaSelected = 'true';
      this.box.setAttribute('aria-activedescendant', option.id);
    } else this.box.removeAttribute('aria-activedescendant');
  }

  /** Chooses the next (1) or the previous (-1) option and brings it into view; from the last one on to the first. */
  move(step: 1 | -1): void {
    const { options } = this;
    if (options.length === 0) return;
    const at = this.chosen ? options.indexOf(this.chosen) : -1;
    this.chooseVisibly(options[(Math.max(at + step, at < 0 ? 0 : -1) + options.length) % options.length]);
  }

  /** Chooses an option and brings it into view. */
  chooseVisibly(option: HTMLElement | undefined): void {
    this.choose(option);
    option?.scrollIntoView({ block: 'nearest' });
  }
}
