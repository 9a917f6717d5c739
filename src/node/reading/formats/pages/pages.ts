/** Makes documents of the articles on newspaper pages (text or PDF). */
import type { Article, PageOptions } from '../../../../articles/article.ts';
import { type ParsedPage, readPage } from '../../../../articles/parse-page.ts';
import { type IssueArticle, parsePages } from '../../../../articles/parse-pages.ts';
import { HansouError } from '../../../../errors.ts';
import { OffsetMap } from '../../../../text/offset-map.ts';
import { RepairedText } from '../../../../text/repaired-text.ts';
import type { FileDocument } from '../../document.ts';
import { parsePageName } from '../../values/page-name.ts';
import { findLeftoverText } from './leftover-text.ts';

/** The text of one page. */
export interface PageText {
  /** The name of the file. */
  readonly file: string;
  readonly text: string;
  /** Number of the page in its file, from 1; missing if the file is a single page. */
  readonly pageNumber?: number;
  /** The font size of each line, if known (see `PageOptions.lineSizes`). */
  readonly lineSizes?: readonly number[];
}

/** The documents of several pages. */
export interface PageDocuments {
  readonly documents: readonly FileDocument[];
  /** What stands on each page outside of its articles. */
  readonly leftovers: readonly { readonly page: PageText; readonly furniture: string }[];
}

/** Parses one page, with the day from its file name. */
export function parsePageText(page: PageText): ParsedPage {
  return readPage(page.text, optionsOf(page));
}

/**
 * The articles of the pages of one issue as documents. A continuation on another page (下转第3版) is appended to its article.
 * The date of a document is that of the issue (from the file name or running head), else that of its own dateline.
 *
 * Ids are `<file>#<n>`, where n counts all articles and continuations in the file. So an id does not depend on which other
 * pages are read.
 */
export function documentsFromPages(pages: readonly PageText[]): PageDocuments {
  const issue = parsePages(pages.map(page => ({ text: page.text, ...optionsOf(page) })));
  const numbers = new Map<Article, number>();
  const counts = new Map<string, number>();
  issue.pages.forEach(({ articles }, i) => {
    const { file } = pages[i];
    for (const article of articles) {
      const number = (counts.get(file) ?? 0) + 1;
      counts.set(file, number);
      numbers.set(article, number);
    }
  });
  const documents = issue.articles.map(each =>
    toDocument(pages, issue.pages[each.pageIndex], each, numbers.get(each.article)!),
  );
  const leftovers = pages.map((page, i) => {
    const { body, lines, furniture } = findLeftoverText(page.text, issue.pages[i]);
    if (body !== '') documents.push(toLeftoverDocument(page, issue.pages[i], body, lines));
    return { page, furniture };
  });
  return { documents, leftovers };
}

/** The text of a page that belongs to no article, as a document without a title. */
function toLeftoverDocument(
  { file, pageNumber }: PageText,
  page: ParsedPage,
  body: string,
  lines: readonly [number, number],
): FileDocument {
  const fromName = parsePageName(file);
  const date = fromName.date ?? page.date;
  const edition = fromName.edition ?? page.edition;
  return {
    id: `${file}#${pageNumber === undefined ? 'rest' : `rest-${pageNumber}`}`,
    body,
    ...(date && { date }),
    ...(edition && { edition }),
    file,
    lines,
    ...(pageNumber !== undefined && { more: { page: pageNumber } }),
  };
}

function optionsOf({ file, lineSizes }: PageText): PageOptions {
  const { date } = parsePageName(file);
  return { name: file, ...(date?.length === 10 && { date }), ...(lineSizes && { lineSizes }) };
}

function toDocument(pages: readonly PageText[], page: ParsedPage, whole: IssueArticle, number: number): FileDocument {
  const { article, continuations } = whole;
  const { file, pageNumber } = pages[whole.pageIndex];
  const parts = [article, ...continuations.map(each => each.article)];
  const fromName = parsePageName(file);
  const date = fromName.date ?? page.date ?? article.date;
  const edition = fromName.edition ?? page.edition;
  const title = parts.find(each => each.title)?.title;
  const subtitle = parts.flatMap(each => each.subtitles.map(part => part.text)).join('\n');
  const caption = parts.flatMap(each => each.captions.map(part => part.text)).join('\n');
  const names = [...new Set(parts.flatMap(each => each.authors.map(author => author.name)))];
  const more = {
    ...(pageNumber !== undefined && { page: pageNumber }),
    ...(continuations.length > 0 && {
      continues: continuations.map(({ pageIndex: at, article: { lines } }) => ({
        file: pages[at].file,
        ...(pages[at].pageNumber !== undefined && { page: pages[at].pageNumber }),
        lines: [lines.first, lines.last],
      })),
    }),
  };
  return {
    id: `${file}#${number}`,
    ...(title && { title }),
    ...(subtitle && { subtitle }),
    body: parts.map(each => each.body).reduce(joinBodies),
    ...(caption && { caption }),
    ...(names.length > 0 && { author: names }),
    ...(date && { date }),
    ...(edition && { edition }),
    file,
    lines: [article.lines.first, article.lines.last],
    ...(Object.keys(more).length > 0 && { more }),
  };
}

/**
 * Joins two bodies with a line end. The source of the result is both sources with a form feed between them, which the line end
 * maps to.
 */
function joinBodies(first: RepairedText, second: RepairedText): RepairedText {
  const textShift = first.text.length + 1;
  const sourceShift = first.source.length + 1;
  const shifted = (starts: Uint32Array, shift: number) => Array.from(starts, start => start + shift);
  const map = new OffsetMap(
    Uint32Array.from([...first.map.textStarts, first.text.length, ...shifted(second.map.textStarts, textShift)]),
    Uint32Array.from([
      ...first.map.sourceStarts,
      first.source.length,
      ...shifted(second.map.sourceStarts, sourceShift),
    ]),
    textShift + second.text.length,
  );
  return new RepairedText(`${first.text}\n${second.text}`, `${first.source}\f${second.source}`, map);
}

/** The error for a file without articles. */
export function noArticleError(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} has no article`, {
    expected: 'a newspaper page with running text',
    got: 'only tables, lists or single lines',
    hint: 'Set the format to text to read the whole file as one document.',
  });
}
