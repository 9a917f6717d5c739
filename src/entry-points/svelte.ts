/**
 * The entry point `hansou/svelte`: defines `<hansou-search>` as `hansou/element` does, and tells Svelte of it.
 *
 * @module hansou/svelte
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { HansouSearchAttributes, HansouSearchElement, HansouSearchEvents } from '../element/index.ts';

/** The properties of `<hansou-search>` in a component. */
export type HansouSearchProps = HTMLAttributes<HansouSearchElement> &
  HansouSearchAttributes & {
    [Name in keyof HansouSearchEvents as `on${Name}`]?: ((event: HansouSearchEvents[Name]) => void) | undefined;
  };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'hansou-search': HansouSearchProps;
  }
}
