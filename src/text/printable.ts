/** Text that others wrote, as a terminal may show it. */

/**
 * Replaces control characters by blanks, also those that turn the direction of text or end a line, so that no document, query
 * or message of a library can control the terminal or show text in another order.
 */
export function toPrintable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');
}
