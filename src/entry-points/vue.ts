/**
 * The entry point `hansou/vue`: defines `<hansou-search>` as `hansou/element` does, and tells Vue's templates of it.
 *
 * @module hansou/vue
 */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { HansouSearchAttributes, HansouSearchElement, HansouSearchEvents } from '../element/index.ts';

/** The element as a template sees it: its properties, and its events as `@hansou-open`. */
export type HansouSearchComponent = new () => HansouSearchElement & {
  /** Only for the compiler of templates: what may be written on the element. */
  $props: HTMLAttributes & PublicProps & HansouSearchAttributes;
  /** Only for the compiler of templates: what can be listened to. */
  $emit: <Name extends keyof HansouSearchEvents>(name: Name, event: HansouSearchEvents[Name]) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'hansou-search': HansouSearchComponent;
  }
}
