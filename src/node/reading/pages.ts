/** Articles out of a newspaper page. */
import type { Article } from '../../articles/article.ts';
import { type ParsedPage, readPage } from '../../articles/parse-page.ts';
import { HansouError } from '../../errors.ts';
import { pageName } from './dates.ts';
import type { ReadDocument } from './document.ts';

/** A page with what the name of its file tells: day and edition. */
export function readPageOf(file: string, text: string): ParsedPage {
  const { date } = pageName(file);
  return readPage(text, { name: file, ...(date?.length === 10 && { date }) });
}

/**
 * The articles of a page, numbered from `first` in their ids. Their date is that of the issue (the file's name, the
 * running head), else that of their own dateline.
 */
export function pageDocuments(file: string, text: string, first = 1): ReadDocument[] {
  const page = readPageOf(file, text);
  return page.articles.map((article, i) => documentOf(file, page, article, first + i));
}

function documentOf(file: string, page: ParsedPage, article: Article, number: number): ReadDocument {
  const named = pageName(file);
  const date = named.date ?? page.date ?? article.date;
  const edition = named.edition ?? page.edition;
  const subtitle = article.subtitles.map(part => part.text).join('\n');
  const caption = article.captions.map(part => part.text).join('\n');
  const names = [...new Set(article.authors.map(author => author.name))];
  return {
    id: `${file}#${number}`,
    ...(article.title && { title: article.title }),
    ...(subtitle && { subtitle }),
    body: article.body,
    ...(caption && { caption }),
    ...(names.length > 0 && { author: names }),
    ...(date && { date }),
    ...(edition && { edition }),
    file,
    lines: [article.lines.first, article.lines.last],
  };
}

/** The error of a page without articles. */
export function noArticle(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} has no article`, {
    expected: 'a newspaper page with running text',
    got: 'none of it (tables, lists or single lines only)',
    todo: 'Give it as text, to take all of it as one article.',
  });
}
