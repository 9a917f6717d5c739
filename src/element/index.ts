/**
 * Entry point `hansou/element`: importing it defines `<hansou-search>`, and marks the words for which a hit led to this
 * page, where the browser does not do so. In Node, importing it does nothing.
 */
import { markArrival } from './hit-links.ts';
import { HansouSearchElement } from './search-element.ts';

export { HansouSearchElement };

if (globalThis.customElements && !customElements.get('hansou-search')) {
  customElements.define('hansou-search', HansouSearchElement);
  markArrival();
}

declare global {
  interface HTMLElementTagNameMap {
    'hansou-search': HansouSearchElement;
  }
}
