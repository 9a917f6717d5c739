/** An expression with a number, as a value that can be written otherwise. */

/** What a date, an amount or another expression with a number says, and how else it is written. */
export interface NumberExpression {
  /** Where it ends, in UTF-16 units of the text that it was read from. */
  readonly end: number;
  /** Names the value: two expressions say the same if and only if these are equal. */
  readonly value: string;
  /** Whether it is one Han numeral that counts something: 两个, 三年. */
  readonly isLoose?: boolean;
  /** Its usual spellings, folded, the most usual first; the one that was read may be among them. */
  spell(): string[];
}
