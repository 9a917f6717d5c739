/** Reads a plain text file: one document with its chapters as sections, or a collection of short texts with marked titles. */
import { OffsetMap } from '../../../../text/offset-map.ts';
import { repairText } from '../../../../text/repair-text.ts';
import { RepairedText } from '../../../../text/repaired-text.ts';
import type { Span } from '../../../../text/span.ts';
import type { DocumentSection, FileDocument } from '../../document.ts';
import type { ReaderContext } from '../../reader.ts';
import { parseNames } from '../../values/names.ts';
import { parsePageName } from '../../values/page-name.ts';
import { authorLine, chapterLine, markedTitle, plainTitle, splitTitle } from './chapters.ts';

/** Maximum length of a title in UTF-16 units. */
const maxTitleUnits = 40;
/** Number of marked titles from which a text is a collection. */
const minMarkedTitles = 2;

/** A line of a text and its place in it, in UTF-16 units. */
interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Reads the documents of a text. @param context told what stands in no document: the marks of an author's dynasty */
export function readPlainText(file: string, text: string, context?: Pick<ReaderContext, 'leaveOut'>): FileDocument[] {
  const lines = linesOf(text);
  const marked = lines.filter(line => markedTitle.test(line.text));
  if (marked.length < minMarkedTitles)
    return readByAuthors(file, text, lines, context) ?? [readWhole(file, text, lines)];
  const head = text.slice(0, marked[0].start);
  const documents: FileDocument[] = [];
  if (head.trim() !== '')
    documents.push({
      ...readPart(file, text, { start: 0, end: marked[0].start }, [1, marked[0].number - 1]),
      id: `${file}#0`,
    });
  marked.forEach((line, i) => {
    const full = markedTitle.exec(line.text)![1];
    const { title, author } = splitTitle(full);
    if (author !== undefined) context?.leaveOut('metadata', full.slice(title.length, -author.length));
    documents.push({
      ...readPart(file, text, { start: line.end, end: marked[i + 1]?.start ?? text.length }, [
        line.number,
        (marked[i + 1]?.number ?? lines.length + 1) - 1,
      ]),
      id: `${file}#${i + 1}`,
      title,
      ...(author !== undefined && { author: [author] }),
    });
  });
  return documents;
}

/** A collection in which a line with the author follows each title; undefined if fewer than two titles have one. */
function readByAuthors(
  file: string,
  text: string,
  lines: readonly Line[],
  context: Pick<ReaderContext, 'leaveOut'> | undefined,
): FileDocument[] | undefined {
  const written = lines.filter(line => line.text.trim() !== '');
  const titles = written.flatMap((line, i) => {
    const title = line.text.trim();
    const next = written[i + 1];
    const author = next && authorLine.exec(next.text)?.[1];
    const isTitle = author !== undefined && title.length <= maxTitleUnits && !/[。，、；：,;.]$/.test(title);
    return isTitle ? [{ title: plainTitle(title), author, first: line, last: next }] : [];
  });
  if (titles.length < minMarkedTitles) return undefined;
  const head = { start: 0, end: titles[0].first.start };
  const hasHead = text.slice(head.start, head.end).trim() !== '';
  return [
    ...(hasHead ? [{ ...readPart(file, text, head, [1, titles[0].first.number - 1]), id: `${file}#0` }] : []),
    ...titles.map(({ title, author, first, last }, i) => {
      const next = titles[i + 1]?.first;
      context?.leaveOut('metadata', last.text.slice(0, last.text.indexOf(author)));
      return {
        ...readPart(file, text, { start: last.end, end: next?.start ?? text.length }, [
          first.number,
          (next?.number ?? lines.length + 1) - 1,
        ]),
        id: `${file}#${i + 1}`,
        title,
        author: namesIn(author),
      };
    }),
  ];
}

function namesIn(author: string): string[] {
  return parseNames(author.split(/[、,，\s]+/)) ?? [];
}

/**
 * The whole text, repaired, as one document. The first line is the title only if it is short, an empty line or one with the
 * author follows it, and it does not end like a sentence, because a wrong title is worse than none. Headings of chapters start
 * sections.
 */
function readWhole(file: string, text: string, lines: readonly Line[]): FileDocument {
  const [head, first = '', next = ''] = /^\s*(\S[^\n\r]*)(?:\r\n|\n|\r)(?=([^\n\r]*)(?:\r\n|\n|\r|$))/.exec(text) ?? [
    '',
  ];
  const line = first.trim();
  const isTitle =
    line !== '' &&
    (next.trim() === '' || authorLine.test(next)) &&
    line.length <= maxTitleUnits &&
    !/[。，、；：,;.]$/.test(line) &&
    !chapterLine.test(line) &&
    head.length < text.trimEnd().length;
  const body = repairFrom(text, { start: isTitle ? head.length : 0, end: text.length });
  const sections = lines
    .filter(each => chapterLine.test(each.text) && each.start >= (isTitle ? head.length : 0))
    .flatMap(each => sectionAt(body, each));
  const author = lines
    .slice(0, 8)
    .map(each => authorLine.exec(each.text)?.[1])
    .find(each => each !== undefined);
  const names = author === undefined ? [] : namesIn(author);
  return {
    ...readFrame(file, [1, lines.length]),
    ...(isTitle && { title: repairText(plainTitle(line)).text }),
    body,
    ...(sections.length > 0 && { headings: sections.map(({ title }) => title).join('\n'), sections }),
    ...(names.length > 0 && { author: names }),
  };
}

/** A part of the text as a document without a title. */
function readPart(file: string, text: string, { start, end }: Span, lines: readonly [number, number]): FileDocument {
  const trimmedEnd = start + text.slice(start, end).trimEnd().length;
  return { ...readFrame(file, lines), body: repairFrom(text, { start, end: trimmedEnd }) };
}

function readFrame(file: string, lines: readonly [number, number]): FileDocument {
  const { date, edition } = parsePageName(file);
  return { id: file, ...(date && { date }), ...(edition && { edition }), file, lines };
}

/** The section that starts at a line of the source; none if the repaired text does not have the heading there. */
function sectionAt(body: RepairedText, line: Line): DocumentSection[] {
  const title = line.text.trim();
  const start = line.start + line.text.indexOf(title);
  const [span] = body.fromSource({ start, end: start + title.length });
  return span ? [{ title: repairText(title).text, anchor: '', start: span.start }] : [];
}

/** The lines of a text, without the blank ones at its end. */
function linesOf(text: string): Line[] {
  const end = text.trimEnd().length;
  const lines: Line[] = [];
  let start = 0;
  for (const { 0: mark, index } of text.slice(0, end).matchAll(/\r\n|\n|\r|$/g)) {
    lines.push({ text: text.slice(start, index), number: lines.length + 1, start, end: index });
    start = index + mark.length;
  }
  return lines;
}

/** Repairs a part of a text; its source is the whole text. */
function repairFrom(text: string, { start, end }: Span): RepairedText {
  const repaired = repairText(text.slice(start, end));
  if (start === 0 && end === text.length) return repaired;
  const { textStarts, sourceStarts, textLength } = repaired.map;
  const map = new OffsetMap(
    textStarts,
    sourceStarts.map(place => place + start),
    textLength,
  );
  return new RepairedText(repaired.text, text, map);
}
