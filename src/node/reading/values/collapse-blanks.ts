/** Joins the lines of a paragraph of markup, where a line end is a blank. */

/**
 * Each run of blanks as one blank; a run with a line end that stands between wide characters (Han, full-width punctuation)
 * is removed, because Chinese is written without blanks.
 */
export function collapseBlanks(text: string): string {
  return text.replace(/\s+/g, collapseRun);
}

function collapseRun(blanks: string, at: number, text: string): string {
  if (!/[\n\r]/.test(blanks)) return ' ';
  return isWide(text.charCodeAt(at - 1)) && isWide(text.charCodeAt(at + blanks.length)) ? '' : ' ';
}

/** Whether a unit belongs to a Han character, Chinese punctuation or a character outside of the basic plane. */
function isWide(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit < 0xa000) ||
    (unit >= 0xd800 && unit < 0xe000) ||
    (unit >= 0xf900 && unit < 0xfb00) ||
    (unit >= 0xff00 && unit < 0xfff0) ||
    (unit >= 0x2018 && unit <= 0x201d)
  );
}
