/** Parses Markdown (CommonMark, GitHub's tables, footnotes, task lists) into a syntax tree of mdast. */
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { flattenComponentTags } from './component-tags.ts';

/** Maximum number of marks in one block (lines up to an empty one): the time of the parser grows with their square. */
const maxBlockMarks = 2000;
/** A line that begins with more marks of quotes and lists than anyone writes, which is slow for the same reason. */
const deeplyNested = /^(?:\s*(?:>|[-*+]|\d{1,9}[.)])){200}/;
/** A line some thirty quotes and lists deep. No person writes so many. */
const deepLine = /^(?:\s*(?:>|[-*+]|\d{1,9}[.)])){30}|^\s{64,}(?:[-*+]|\d{1,9}[.)])\s/;
const maxDeepLines = 100;
/** A row such as |-|-|, which may begin a table. */
const tableRule = /^[\s|:]*-[\s|:-]*$/;

/**
 * The syntax tree; undefined when the text has a block with so many marks that parsing would take minutes (thousands of
 * brackets in one paragraph): it is no Markdown that a person wrote.
 */
export function parseMarkdown(text: string): Root | undefined {
  if (hasTooManyMarks(text)) return undefined;
  return fromMarkdown(flattenComponentTags(text), {
    extensions: [gfmTable(), gfmFootnote(), gfmStrikethrough(), gfmTaskListItem(), cjkFriendlyExtension()],
    mdastExtensions: [
      gfmTableFromMarkdown(),
      gfmFootnoteFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
    ],
  });
}

function hasTooManyMarks(text: string): boolean {
  let marks = 0;
  let deepLines = 0;
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    at += line.length + 1;
    if (line.trim() === '') {
      marks = 0;
      continue;
    }
    if (deeplyNested.test(line) || (deepLine.test(line) && ++deepLines > maxDeepLines)) return true;
    for (let i = 0; i < line.length; i++) if ('[*_~<'.includes(line[i])) marks++;
    if (tableRule.test(line)) marks += 4;
    if (marks > maxBlockMarks) return true;
  }
  return false;
}
