/** Reads a plain text file as one document. */
import { OffsetMap } from '../../../../text/offset-map.ts';
import { repairText } from '../../../../text/repair-text.ts';
import { RepairedText } from '../../../../text/repaired-text.ts';
import type { FileDocument } from '../../document.ts';
import { parsePageName } from '../../values/page-name.ts';

/** Maximum length of a title in UTF-16 units. */
const maxTitleUnits = 40;

/**
 * Reads the document: the whole text, repaired, is its body. The first line is the title only if it is short, an empty line
 * follows it, and it does not end like a sentence, because a wrong title is worse than none.
 */
export function readPlainText(file: string, text: string): FileDocument {
  const { date, edition } = parsePageName(file);
  const [head, first = ''] = /^\s*(\S[^\n\r]*)(?:\r\n|\n|\r)[ \t\u3000]*(?:\r\n|\n|\r)/.exec(text) ?? [''];
  const line = first.trim();
  const isTitle =
    line !== '' &&
    line.length <= maxTitleUnits &&
    !/[。，、；：,;.]$/.test(line) &&
    head.length < text.trimEnd().length;
  return {
    id: file,
    ...(isTitle && { title: repairText(line).text }),
    body: repairFrom(text, isTitle ? head.length : 0),
    ...(date && { date }),
    ...(edition && { edition }),
    file,
    lines: [1, text.trimEnd().split(/\r\n|\n|\r/).length],
  };
}

/** Repairs the text from a position on; its source is the whole text. */
function repairFrom(text: string, start: number): RepairedText {
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
