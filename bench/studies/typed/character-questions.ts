/** Does a question of single characters (鱼怎么做) find texts that hold all of those that carry its topic? */
import { type ArticleIndex, findArticles, type HeadedArticle } from './corpus-index.ts';

/** Each is asked with 怎么 between its two characters. */
const topics =
  '鱼做 米煮 茶泡 花养 车修 树种 鸡养 肉炖 菜洗 虾剥 蟹蒸 酒酿 鞋刷 窗擦 灯换 锅洗 瓜选 豆泡 纸折 船开'.split(' ');
const firstHits = 3;

/** How many of the first three articles for each question hold both characters. */
export function countTopicHits(
  index: ArticleIndex,
  articles: readonly HeadedArticle[],
): { readonly all: number; readonly right: number } {
  let right = 0;
  for (const [what, verb] of topics)
    for (const article of findArticles(index, `${what}怎么${verb}`, firstHits)) {
      const { title, body } = articles[article];
      if ([what, verb].every(character => title.includes(character) || body.includes(character))) right++;
    }
  return { all: topics.length * firstHits, right };
}
