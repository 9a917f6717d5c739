/** Entry point `hansou/element`: importing it defines `<hansou-search>`. In Node, importing it does nothing. */
import { HansouSearchElement } from './search-element.ts';

export { HansouSearchElement };

if (globalThis.customElements && !customElements.get('hansou-search'))
  customElements.define('hansou-search', HansouSearchElement);

declare global {
  interface HTMLElementTagNameMap {
    'hansou-search': HansouSearchElement;
  }
}
