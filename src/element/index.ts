/**
 * Entry point `hansou/element`: importing it defines `<hansou-search>`, and marks the words for which a hit led to this
 * page, where the browser does not do so. In Node, importing it does nothing; run as the worker of its own page, the script
 * serves indexes.
 *
 * @module hansou/element
 */
import { markArrival } from './arrival.ts';
import type { HansouSearchEvents } from './attributes.ts';
import { serveAsWorker } from './script/script-worker.ts';
import { HansouSearchElement } from './search-element.ts';

export type {
  ErrorDetail,
  HansouSearchAttributes,
  HansouSearchEvents,
  OpenDetail,
  ResultsDetail,
} from './attributes.ts';
export { HansouSearchElement };

if (globalThis.customElements && !customElements.get('hansou-search')) {
  customElements.define('hansou-search', HansouSearchElement);
  markArrival();
}

serveAsWorker();

declare global {
  interface HTMLElementTagNameMap {
    'hansou-search': HansouSearchElement;
  }

  interface GlobalEventHandlersEventMap extends HansouSearchEvents {}
}
