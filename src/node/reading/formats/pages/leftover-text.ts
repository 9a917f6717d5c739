/** What of a newspaper page stands in no article. */
import type { ParsedPage } from '../../../../articles/parse-page.ts';
import { repairText } from '../../../../text/repair-text.ts';
import type { Span } from '../../../../text/span.ts';
import { countHan } from '../../left-out.ts';

/** The text of a page outside of its articles. */
export interface LeftoverText {
  /** Whole lines that belong to no article: uncertain headlines, tables, lists. Repaired; '' if there are none. */
  readonly body: string;
  /** First and last line of it, from 1. */
  readonly lines: readonly [first: number, last: number];
  /** Running heads, page numbers, bylines without their names, jump lines. */
  readonly furniture: string;
}

/**
 * Law: every Han character of the page stands in a field of an article's document, in `body`, or in `furniture`.
 * @param page the text that was parsed
 */
export function findLeftoverText(page: string, { articles, furniture }: ParsedPage): LeftoverText {
  const shown = new Uint8Array(page.length);
  const known = new Uint8Array(page.length);
  const mark = (units: Uint8Array, { start, end }: Span) => units.fill(1, start, end);
  for (const { body, titleRange, subtitles, captions, authors, jumps } of articles) {
    for (const span of body.toSource({ start: 0, end: body.text.length })) mark(shown, span);
    if (titleRange) mark(shown, titleRange);
    for (const { range } of [...subtitles, ...captions, ...authors]) mark(shown, range);
    for (const { range } of jumps) mark(known, range);
  }
  for (const { range } of furniture) mark(known, range);
  const kept: string[] = [];
  const dropped: string[] = [];
  let [first, last, number] = [0, 0, 0];
  let start = 0;
  for (const { 0: end, index } of page.matchAll(/\r\n|\n|\r|$/g)) {
    number++;
    const line = page.slice(start, index);
    const rest = restOf(line, start, shown);
    if (countHan(rest) > 0) {
      const isPartOfArticle =
        rest.length < line.replace(/\s/g, '').length || known.subarray(start, index).some(unit => unit === 1);
      if (isPartOfArticle) dropped.push(rest);
      else {
        kept.push(line);
        first ||= number;
        last = number;
      }
    }
    start = index + end.length;
  }
  return { body: repairText(kept.join('\n')).text, lines: [first, last], furniture: dropped.join('\n') };
}

/** The units of a line, without blanks, that no article shows. */
function restOf(line: string, start: number, shown: Uint8Array): string {
  let rest = '';
  for (let i = 0; i < line.length; i++) if (shown[start + i] === 0 && line[i].trim() !== '') rest += line[i];
  return rest;
}
