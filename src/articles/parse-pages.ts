/** Parses all pages of one issue and links articles that are continued on another page (下转第3版). */
import { requireIterable, requireObject } from '../validate.ts';
import type { Article, PageOptions } from './article.ts';
import { type ParsedPage, readPage } from './parse-page.ts';

/** One page of an issue, as input to `parsePages`. */
export interface PageInput extends PageOptions {
  /** The text of the page. */
  readonly text: string;
}

/** An article and the page it stands on. */
export interface PlacedArticle {
  /** Index of the page in the list of pages given to `parsePages`, from 0. */
  readonly pageIndex: number;
  /** The article; its ranges are in the text of that page. */
  readonly article: Article;
}

/** An article with its continuations on other pages. */
export interface IssueArticle extends PlacedArticle {
  /** The continuations, in reading order. */
  readonly continuations: readonly PlacedArticle[];
}

/** The pages and articles of one issue. */
export interface ParsedIssue {
  /** The parsed pages, in the order in which they were given. */
  readonly pages: readonly ParsedPage[];
  /** The articles in page order. A continuation is listed with the article it continues, not separately. */
  readonly articles: readonly IssueArticle[];
}

/**
 * Parses the pages of one issue. An article that ends with （下转第3版） and an article on page 3 that begins with
 * （上接第1版） become one. When several articles point to the same page, they are matched in order.
 */
export function parsePages(pages: readonly PageInput[]): ParsedIssue {
  const parsed = Array.from(requireIterable(pages, 'pages'), page => {
    const { text, ...options } = requireObject(page, 'a page');
    return readPage(text, options);
  });
  const names = parsed.map((page, i) => pageNames(page, i));
  const placed = parsed.flatMap((page, pageIndex) =>
    page.articles.map((article): PlacedArticle => ({ pageIndex, article })),
  );
  const next = new Map<Article, PlacedArticle>();
  const continued = new Set<Article>();
  for (const from of placed) {
    const jump = from.article.jumps.find(({ direction }) => direction === 'to');
    if (!jump) continue;
    const to = placed.find(
      other =>
        other.pageIndex !== from.pageIndex &&
        !continued.has(other.article) &&
        names[other.pageIndex].includes(jump.page) &&
        other.article.jumps.some(back => back.direction === 'from' && names[from.pageIndex].includes(back.page)),
    );
    if (!to || leadsTo(next, to.article, from.article)) continue;
    next.set(from.article, to);
    continued.add(to.article);
  }
  const articles = placed
    .filter(({ article }) => !continued.has(article))
    .map(({ pageIndex, article }) => {
      const continuations: PlacedArticle[] = [];
      for (let on = next.get(article); on; on = next.get(on.article)) continuations.push(on);
      return { pageIndex, article, continuations };
    });
  return { pages: parsed, articles };
}

/** Whether one article is already continued by another, directly or over several pages. */
function leadsTo(next: ReadonlyMap<Article, PlacedArticle>, from: Article, to: Article): boolean {
  for (let on: Article | undefined = from; on; on = next.get(on)?.article) if (on === to) return true;
  return false;
}

/** The names by which jump lines on other pages may refer to a page: its edition (A3), the digits of it (3), or its position. */
function pageNames({ edition }: ParsedPage, pageIndex: number): string[] {
  if (edition === '') return [String(pageIndex + 1)];
  const digits = /\d+$/.exec(edition)?.[0];
  return digits === undefined ? [edition] : [edition, String(Number(digits))];
}
