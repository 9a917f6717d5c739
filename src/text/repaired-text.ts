/** The result of a repair: a text, the source it was made from, and the map between their offsets. */
import { addMark, classMark, hasMark } from '../validate.ts';
import type { OffsetMap } from './offset-map.ts';
import type { Span } from './span.ts';

const repairedMark = /* @__PURE__ */ classMark('RepairedText');

/**
 * A repaired text together with its source, from `repairText` or `repairPages`. It maps spans in both directions. Every
 * UTF-16 unit of `text` stands for exactly one unit of `source`, in the same order, and is the same unit, except that a
 * space may stand for a line break.
 */
export class RepairedText {
  constructor(
    /** The repaired text. */
    readonly text: string,
    /** The text that was repaired. */
    readonly source: string,
    /** Maps offsets of `text` to offsets of `source` and back, in UTF-16 units. */
    readonly map: OffsetMap,
  ) {
    addMark(this, repairedMark);
  }

  /** Returns the spans of `source` that a span of `text` stands for: sorted and disjoint. */
  toSource(span: Span): Span[] {
    return this.map.toSource(span);
  }

  /** Returns the spans of `text` whose source lies inside a span of `source`: sorted and disjoint. */
  fromSource(span: Span): Span[] {
    return this.map.fromSource(span);
  }

  /** Returns the repaired text. */
  toString(): string {
    return this.text;
  }
}

/** Returns whether a value is a repaired text, of this or another copy of the package. */
export function isRepairedText(value: unknown): value is RepairedText {
  return hasMark(value, repairedMark);
}
