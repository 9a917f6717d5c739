/** A stretch of a string: from `start` up to but not including `end`, counted in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
