/** JSON on standard output, which is often a terminal. */

/**
 * A value as one line of JSON.
 *
 * Law: the line is the value again when it is parsed, and `toPrintable` changes nothing in it: signs that could control a terminal
 * or turn the direction of text are written as escapes. JSON itself does that below U+0020 only.
 */
export function toJsonLine(value: unknown): string {
  const toEscape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value).replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, toEscape)}\n`;
}
