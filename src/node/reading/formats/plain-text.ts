/** A file of plain text that is one article. */

import { OffsetMap } from '../../../text/offset-map.ts';
import { repairText } from '../../../text/repair-text.ts';
import { RepairedText } from '../../../text/repaired-text.ts';
import { parsePageName } from '../dates.ts';
import type { FileDocument } from '../document.ts';

/** A first line of at most so many characters, with an empty one behind it, may be a headline. */
const longestHeadline = 40;

/**
 * The whole text is the body, repaired. The first line is the title when it is short, an empty line follows it, and it
 * does not end as a sentence does: a wrong headline is worse than none.
 */
export function readPlainText(file: string, text: string): FileDocument {
  const { date, edition } = parsePageName(file);
  const [head, first = ''] = /^\s*(\S[^\n\r]*)(?:\r\n|\n|\r)[ \t\u3000]*(?:\r\n|\n|\r)/.exec(text) ?? [''];
  const line = first.trim();
  const isTitle =
    line !== '' &&
    line.length <= longestHeadline &&
    !/[。，、；：,;.]$/.test(line) &&
    head.length < text.trimEnd().length;
  return {
    id: file,
    ...(isTitle && { title: repairText(line).text }),
    body: repairedFrom(text, isTitle ? head.length : 0),
    ...(date && { date }),
    ...(edition && { edition }),
    file,
    lines: [1, text.trimEnd().split(/\r\n|\n|\r/).length],
  };
}

/** The text from a place on, repaired, with places in the whole text. */
function repairedFrom(text: string, start: number): RepairedText {
  const repaired = repairText(text.slice(start));
  if (start === 0) return repaired;
  const { textStarts, sourceStarts, textLength } = repaired.map;
  const map = new OffsetMap(
    textStarts,
    sourceStarts.map(place => place + start),
    textLength,
  );
  return new RepairedText(repaired.text, text, map);
}
