/** The pages of one issue: articles that go on elsewhere are put together. */
import { requireIterable, requireOptions } from '../validate.ts';
import type { Article, PageOptions } from './article.ts';
import { type ParsedPage, readPage } from './parse-page.ts';

/** A page of an issue as it is given in. */
export interface PageInput extends PageOptions {
  readonly text: string;
}

/** An article with what goes on from it on other pages. */
export interface IssueArticle {
  /** Number of the page in the list given in, from 0. */
  readonly page: number;
  readonly article: Article;
  /** Where it goes on, in the order of reading; bodies and ranges count in the text of that page. */
  readonly continuations: readonly { readonly page: number; readonly article: Article }[];
}

export interface ParsedIssue {
  readonly pages: readonly ParsedPage[];
  /** The articles in the order of the pages; what goes on from another page stands there, not here. */
  readonly articles: readonly IssueArticle[];
}

/**
 * Reads the pages of one issue. An article that ends in （下转第3版） and one on page 3 that begins with （上接第1版） are one:
 * where several ask for the same page, they are matched by their order.
 */
export function parsePages(pages: readonly PageInput[]): ParsedIssue {
  const parsed = Array.from(requireIterable(pages, 'pages'), page => readPage(requireOptions(page).text, page));
  const names = parsed.map((page, i) => pageNames(page, i));
  const places = parsed.flatMap((page, number) => page.articles.map(article => ({ page: number, article })));
  const next = new Map<Article, (typeof places)[number]>();
  const continued = new Set<Article>();
  for (const from of places) {
    const jump = from.article.jumps.find(({ direction }) => direction === 'to');
    if (!jump) continue;
    const to = places.find(
      other =>
        other.page !== from.page &&
        !continued.has(other.article) &&
        names[other.page].includes(jump.page) &&
        other.article.jumps.some(back => back.direction === 'from' && names[from.page].includes(back.page)),
    );
    if (!to || leadsTo(next, to.article, from.article)) continue;
    next.set(from.article, to);
    continued.add(to.article);
  }
  const articles = places
    .filter(({ article }) => !continued.has(article))
    .map(({ page, article }) => {
      const continuations: { page: number; article: Article }[] = [];
      for (let on = next.get(article); on; on = next.get(on.article)) continuations.push(on);
      return { page, article, continuations };
    });
  return { pages: parsed, articles };
}

/** Whether one article already goes on to another, through any number of pages. */
function leadsTo(next: ReadonlyMap<Article, { readonly article: Article }>, from: Article, to: Article): boolean {
  for (let on: Article | undefined = from; on; on = next.get(on)?.article) if (on === to) return true;
  return false;
}

/** How other pages may name a page: A3, 3, or its place in the list. */
function pageNames({ edition }: ParsedPage, place: number): string[] {
  if (edition === '') return [String(place + 1)];
  const digits = /\d+$/.exec(edition)?.[0];
  return digits === undefined ? [edition] : [edition, String(Number(digits))];
}
