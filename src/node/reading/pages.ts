/** Articles out of a newspaper page. */
import type { Article } from '../../articles/article.ts';
import { parsePage } from '../../articles/parse-page.ts';
import { HansouError } from '../../errors.ts';
import { pageName } from './dates.ts';
import type { ReadDocument } from './document.ts';

/**
 * The articles of a page, numbered from `first` in their ids.
 * @param file where the page stands; its name may tell day and edition
 */
export function readPage(file: string, text: string, first = 1): ReadDocument[] {
  return articlesOf(file, text).map((article, i) => documentOf(file, article, first + i));
}

/** `parsePage` with what the file's name tells. */
export function articlesOf(file: string, text: string): Article[] {
  const { date } = pageName(file);
  return parsePage(text, { name: file, ...(date?.length === 10 && { date }) });
}

function documentOf(file: string, article: Article, number: number): ReadDocument {
  const { date, edition } = pageName(file);
  const day = date ?? article.date ?? undefined;
  const subtitle = article.subtitles.map(part => part.text).join('\n');
  const caption = article.captions.map(part => part.text).join('\n');
  const names = [...new Set(article.authors.map(author => author.name))];
  return {
    id: `${file}#${number}`,
    ...(article.title !== null && { title: article.title }),
    ...(subtitle && { subtitle }),
    body: article.body,
    ...(caption && { caption }),
    ...(names.length > 0 && { author: names }),
    ...(day !== undefined && { date: day }),
    ...(edition && { edition }),
    file,
    lines: [article.lines.first, article.lines.last],
  };
}

/** The error of a page without articles. */
export function noArticle(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} has no article`, {
    expected: 'a newspaper page with running text',
    got: 'tables, notices or single lines only',
    todo: 'Give it as text, to take all of it as one article.',
  });
}
