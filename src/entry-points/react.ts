/**
 * The entry point `hansou/react`: defines `<hansou-search>` as `hansou/element` does, and tells React's JSX of it. Listeners
 * that are attributes (`onhansou-open`) need React 19; with React 18, use a ref and `addEventListener`.
 *
 * @module hansou/react
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { HansouSearchAttributes, HansouSearchElement, HansouSearchEvents } from '../element/index.ts';

/** The properties of `<hansou-search>` in JSX. */
export type HansouSearchProps = DetailedHTMLProps<HTMLAttributes<HansouSearchElement>, HansouSearchElement> &
  HansouSearchAttributes & {
    [Name in keyof HansouSearchEvents as `on${Name}`]?: ((event: HansouSearchEvents[Name]) => void) | undefined;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'hansou-search': HansouSearchProps;
    }
  }
}
