import type { OffsetMap } from './offset-map.ts';
import type { Span } from './span.ts';

/**
 * A text that was repaired, together with the text it was made from. It is a value: it keeps its source and maps
 * spans both ways. Every unit of `text` stands for exactly one unit of `source`, in the same order; it is the same
 * unit, but for a blank that stands for a line break.
 */
export class RepairedText {
  constructor(
    /** The repaired text. */
    readonly text: string,
    /** What the caller gave in. */
    readonly source: string,
    /** Where each unit of `text` stands in `source`. */
    readonly map: OffsetMap,
  ) {}

  /** The places in `source` of a span of `text`. */
  toSource(span: Span): Span[] {
    return this.map.toSource(span);
  }

  /** The places in `text` of a span of `source`. */
  fromSource(span: Span): Span[] {
    return this.map.fromSource(span);
  }

  toString(): string {
    return this.text;
  }
}
