/** Does the number of an article find it among sixty whose bodies repeat the name of the law? */
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { writeHan } from '../../../src/query/numbers/write-numerals.ts';
import { findArticles, indexArticles } from './corpus-index.ts';

const articleCount = 60;

/** What the bodies say; none of it is a law. */
const sentences = [
  '设立公司应当依照公司法登记',
  '公司法所称的股东按章程出资',
  '董事会每年召集会议，公司法另有规定的除外',
  '公司的财务账目由监事按公司法检查',
  '依照公司法合并的公司，其债务由合并后的公司承担',
  '公司法规定的期限届满，清算组应当公告',
  '经理对董事会负责，职权由公司法和章程规定',
];

/** The number of articles that come first, asked for by their number in Han characters and in digits. */
export function countLawArticles(lexicon: Lexicon): {
  readonly all: number;
  readonly han: number;
  readonly digits: number;
} {
  const numbers = Array.from({ length: articleCount }, (_, i) => i + 1);
  const titles = numbers.map(number => `公司法第${writeHan(String(number))}条`);
  const index = indexArticles(
    titles.map((title, i) => ({
      title,
      body: `${sentences[i % sentences.length]}。${sentences[(3 * i + 1) % sentences.length]}。`,
    })),
    lexicon,
    true,
  );
  const countFirst = (query: (i: number) => string) =>
    numbers.filter((_, i) => findArticles(index, query(i), 1)[0] === i).length;
  return {
    all: articleCount,
    han: countFirst(i => `${titles[i]}的内容是什么`),
    digits: countFirst(i => `公司法第${numbers[i]}条的内容是什么`),
  };
}
