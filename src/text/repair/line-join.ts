/** How a line hangs together with the line before it. */
export const LineJoin = {
  /** It does not: the line end stays. */
  Break: 0,
  /** The line end was put between two characters: it goes. */
  Tight: 1,
  /** The line end stands where a blank was: a blank takes its place. */
  Space: 2,
} as const;
export type LineJoin = (typeof LineJoin)[keyof typeof LineJoin];
