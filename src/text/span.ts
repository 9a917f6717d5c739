/** A range of a string: from `start` up to but not including `end`, in UTF-16 units. */
export interface Span {
  /** Index of the first UTF-16 unit. */
  readonly start: number;
  /** Index behind the last UTF-16 unit. */
  readonly end: number;
}
