/** Articles out of the newspaper pages of one issue. */
import type { Article, PageOptions } from '../../../articles/article.ts';
import { type ParsedPage, readPage } from '../../../articles/parse-page.ts';
import { type IssueArticle, parsePages } from '../../../articles/parse-pages.ts';
import { HansouError } from '../../../errors.ts';
import { OffsetMap } from '../../../text/offset-map.ts';
import { RepairedText } from '../../../text/repaired-text.ts';
import { parsePageName } from '../dates.ts';
import type { FileDocument } from '../document.ts';

/** A page as it was read. */
export interface PageText {
  readonly file: string;
  readonly text: string;
  /** Which page of its file it is, from 1; missing when the file is the page. */
  readonly pageNumber?: number;
  /** The size of the font of each line, where the file tells. */
  readonly lineSizes?: readonly number[];
}

/** What stands on pages. */
export interface PageDocuments {
  readonly documents: readonly FileDocument[];
  /** Pages without article. */
  readonly pagesWithoutArticle: readonly PageText[];
}

/** A page with what the name of its file tells: day and edition. */
export function parsePageText(page: PageText): ParsedPage {
  return readPage(page.text, optionsOf(page));
}

/**
 * The articles of pages of one issue. What goes on from another of these pages (下转第3版) is put behind its beginning.
 * Their date is that of the issue (the file's name, the running head), else that of their own dateline.
 *
 * Ids are `<file>#<n>`, where n counts all articles that the file begins or goes on with: it does not depend on which
 * other pages are read.
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
  return {
    documents: issue.articles.map(each =>
      documentOf(pages, issue.pages[each.pageIndex], each, numbers.get(each.article)!),
    ),
    pagesWithoutArticle: pages.filter((_, i) => issue.pages[i].articles.length === 0),
  };
}

function optionsOf({ file, lineSizes }: PageText): PageOptions {
  const { date } = parsePageName(file);
  return { name: file, ...(date?.length === 10 && { date }), ...(lineSizes && { lineSizes }) };
}

function documentOf(pages: readonly PageText[], page: ParsedPage, whole: IssueArticle, number: number): FileDocument {
  const { article, continuations } = whole;
  const { file, pageNumber } = pages[whole.pageIndex];
  const all = [article, ...continuations.map(each => each.article)];
  const named = parsePageName(file);
  const date = named.date ?? page.date ?? article.date;
  const edition = named.edition ?? page.edition;
  const title = all.find(each => each.title)?.title;
  const subtitle = all.flatMap(each => each.subtitles.map(part => part.text)).join('\n');
  const caption = all.flatMap(each => each.captions.map(part => part.text)).join('\n');
  const names = [...new Set(all.flatMap(each => each.authors.map(author => author.name)))];
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
    body: all.map(each => each.body).reduce(joinBodies),
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
 * One text behind another, with a line end between. Its source is the one page behind the other with a form feed between,
 * which the line end stands for.
 */
export function joinBodies(first: RepairedText, second: RepairedText): RepairedText {
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

/** The error of a page without articles. */
export function noArticleError(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} has no article`, {
    expected: 'a newspaper page with running text',
    got: 'none of it (tables, lists or single lines only)',
    hint: 'Give it as text, to take all of it as one article.',
  });
}
