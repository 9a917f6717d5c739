/** Does a pasted headline find its article, with marks as well as without? */
import type { Random } from '../../random.ts';
import { ndcg } from '../quality/metrics.ts';
import { type ArticleIndex, findArticles, type HeadedArticle } from './corpus-index.ts';

/** Rubrics and remarks around headlines of newspapers. */
const rubrics = ['【要闻】', '【时政】', '［图］', '【视频】'];
const remarks = ['（图）', '（附名单）', '(组图)'];
const quotes = ['“”', '《》', '""', '「」'];

/** A headline as it stands, and with marks added. */
export interface MarkedHeadline {
  readonly article: number;
  readonly plain: string;
  readonly marked: string;
}

/**
 * Draws headlines without marks from articles, and adds to each a pair of marks around one of its words; to every third a
 * rubric before it, to every other third a remark behind it.
 */
export function drawHeadlines(
  articles: readonly HeadedArticle[],
  cut: (text: string) => readonly string[],
  count: number,
  random: Random,
): MarkedHeadline[] {
  const candidates = [...articles.keys()].filter(
    i => /^[\p{Script=Han}\d，、]{10,40}$/u.test(articles[i].title) && articles[i].body !== '',
  );
  const drawn: MarkedHeadline[] = [];
  while (drawn.length < count && candidates.length > 0) {
    const [article] = candidates.splice(random.below(candidates.length), 1);
    const plain = articles[article].title;
    const words = cut(plain).filter(word => word.length >= 2);
    if (!words.length) continue;
    const word = random.pick(words);
    const [open, close] = random.pick(quotes);
    const quoted = plain.replace(word, () => open + word + close);
    const third = drawn.length % 3;
    const marked = (third === 0 ? random.pick(rubrics) : '') + quoted + (third === 1 ? random.pick(remarks) : '');
    drawn.push({ article, plain, marked });
  }
  return drawn;
}

/** The mean nDCG@10 of the articles, each of which is the only one that is relevant. */
export function scoreHeadlines(
  index: ArticleIndex,
  headlines: readonly MarkedHeadline[],
  form: 'plain' | 'marked',
): number {
  const sum = headlines.reduce(
    (sum, headline) => sum + ndcg(findArticles(index, headline[form]), new Map([[headline.article, 1]]), 10),
    0,
  );
  return headlines.length > 0 ? sum / headlines.length : 0;
}
