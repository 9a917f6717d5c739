/** An index of a corpus for what readers type: the first sentence of an article is its headline. */
import { text } from '../../../src/fields.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';
import type { BenchDocument } from '../../engines/engine.ts';

/** An article as it is asked for. */
export interface HeadedArticle {
  readonly title: string;
  readonly body: string;
}

/** A headline is at most this long, in UTF-16 units. */
const maxHeadlineUnits = 80;

/** Splits an article without a title into its first sentence and the rest; a long first sentence stays in the body. */
export function headArticle({ title, text: whole }: BenchDocument): HeadedArticle {
  if (title !== '') return { title, body: whole };
  const end = /[。！？!?\n]/.exec(whole.slice(0, maxHeadlineUnits + 1))?.index ?? 0;
  return { title: whole.slice(0, end), body: whole.slice(end).replace(/^[。！？!?\s]+/, '') };
}

/** The ids are the positions of the articles. An index without titles has only the bodies. */
export function indexArticles(articles: readonly HeadedArticle[], lexicon: Lexicon, hasTitles: boolean) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  articles.forEach(({ title, body }, i) => {
    index.add({ id: String(i), title: hasTitles ? title : '', body });
  });
  return openIndex(index.toBytes());
}

export type ArticleIndex = ReturnType<typeof indexArticles>;

/** The positions of the first `limit` articles for a query. */
export function findArticles(index: ArticleIndex, query: string, limit = 10): number[] {
  return index.search(query, { limit, snippet: false }).hits.map(({ id }) => Number(id));
}
