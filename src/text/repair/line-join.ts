/** How a line is joined to the line before it. */

/** The decision for one line. */
export const LineJoin = {
  /** Not at all: the line break stays. */
  Break: 0,
  /** Directly: the line break is dropped. */
  Tight: 1,
  /** With a space in place of the line break. */
  Space: 2,
} as const;
export type LineJoin = (typeof LineJoin)[keyof typeof LineJoin];
