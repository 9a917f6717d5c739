/** An expression with a number, as a value that can be written otherwise. */
import type { Span } from '../../text/span.ts';

/** What a date, an amount or another expression with a number says, and how else it is written. */
export interface NumberExpression {
  /** Where it ends, in UTF-16 units of the text that it was read from. */
  readonly end: number;
  /** Names the value: two expressions say the same if and only if these are equal. */
  readonly value: string;
  /** Whether it is one Han numeral that counts something: 两个, 三年. */
  readonly isLoose?: boolean;
  /** Whether its numbers may stand apart: 3:1, whose sign is in no term, would be looked for in the text of all with 3 and 1. */
  readonly isApart?: boolean;
  /**
   * What it may mean less exactly, folded: of a date with a year the day without it (9月5日), of 98年 the year 1998年. Undefined
   * when there is none.
   */
  readonly loosely?: LooseSpellings | undefined;
  /** Its usual spellings, folded, the most usual first; the one that was read may be among them. */
  spell(): string[];
}

/** Spellings of something less exact than an expression says. */
export interface LooseSpellings {
  /** Whether they are those of a day, and do not stand for one that has a year before it. */
  readonly areWithoutYear: boolean;
  spell(): string[];
}

/** An expression with a number in a folded text. */
export interface NumberSpan extends Span {
  /** Whether it is one Han numeral that counts something (两个, 三年), which is often no number that matters. */
  readonly isLoose: boolean;
  /** Whether its numbers may stand apart. */
  readonly isApart: boolean;
  /** What it may mean less exactly. */
  readonly loosely: LooseSpellings | undefined;
  /** Its other spellings, folded, the most usual first. */
  spell(): string[];
}
