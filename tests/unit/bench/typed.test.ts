import { expect, it } from 'vitest';
import { Random } from '../../../bench/random.ts';
import { headArticle } from '../../../bench/studies/typed/corpus-index.ts';
import { drawHeadlines } from '../../../bench/studies/typed/headlines.ts';
import { countLawArticles } from '../../../bench/studies/typed/law-articles.ts';
import { drawSentences, findLostSentences } from '../../../bench/studies/typed/sentences.ts';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createSegmenter } from '../../../src/index.ts';

const lexicon = await baseLexicon();
const segmenter = createSegmenter({ lexicon });
const text = '石桥村的渡船昨天又开始摆渡了。船票两块钱一张。老人坐船不要钱！';

it('takes the first sentence of an article without a title for its headline', () => {
  expect(headArticle({ title: '', text })).toEqual({
    title: '石桥村的渡船昨天又开始摆渡了',
    body: '船票两块钱一张。老人坐船不要钱！',
  });
  expect(headArticle({ title: '渡船', text })).toEqual({ title: '渡船', body: text });
});

it('adds marks to headlines that leave their characters as they are', () => {
  const articles = Array.from({ length: 9 }, () => headArticle({ title: '', text }));
  const headlines = drawHeadlines(articles, whole => segmenter.cut(whole), 9, new Random(1));
  expect(new Set(headlines.map(({ article }) => article)).size).toBe(9);
  for (const { plain, marked } of headlines) {
    expect(marked).not.toBe(plain);
    const bare = marked.replace(/[【［].*?[】］]|[（(].*?[)）]/g, '').replace(/[“”《》"「」]/g, '');
    expect(bare).toBe(plain);
  }
});

it('draws short sentences that differ, and names those that do not find themselves', () => {
  const sentences = drawSentences([{ title: '', text }], 1000, new Random(1));
  expect(sentences).toContain('老人坐船不要钱');
  expect(new Set(sentences).size).toBe(sentences.length);
  expect(findLostSentences(sentences, lexicon)).toEqual([]);
  expect(findLostSentences(['！', '石桥'], lexicon)).toEqual(['！']);
});

it('finds at least 58 of 60 articles of a law by their number', () => {
  const { all, han, digits } = countLawArticles(lexicon);
  expect(all).toBe(60);
  expect(Math.min(han, digits)).toBeGreaterThanOrEqual(58);
});
