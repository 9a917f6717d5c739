/** What questions of small words, pasted headlines and whole titles find. */
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { date, keyword, text } from '../../../src/fields.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
});

/** An index of these texts; the ids are their positions. A pair is title and body. */
function indexOf(...texts: (string | readonly [string, string])[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  texts.forEach((each, i) => {
    const [title, body] = typeof each === 'string' ? ['', each] : each;
    index.add({ id: String(i), title, body });
  });
  return openIndex(index.toBytes());
}

function ids(index: ReturnType<typeof indexOf>, query: string) {
  return index.search(query).hits.map(({ id }) => id);
}

describe('questions of small words', () => {
  const sentences = [
    '你在等我吗',
    '等车好等吗',
    '我们走吧',
    '那你叫啥',
    '你比我大吗',
    '谁打你了',
    '你看啥呢',
    '这是什么',
    '还没有呢',
  ];

  it.each(sentences)('find the very text %s first', sentence => {
    expect(ids(indexOf(...sentences), sentence)[0]).toBe(String(sentences.indexOf(sentence)));
  });

  it('find what holds all characters of the topic before what holds one of them', () => {
    const index = indexOf('鱼在水里游', '红烧鱼先煎再做', '怎么做作业', '做人要诚实');
    expect(ids(index, '鱼怎么做')[0]).toBe('1');
  });

  it.each([
    ['石桥汽车什么时候上市', '石桥汽车明年上市。', '汽车什么时候保养，什么时候年检。'],
    ['石桥到苇塘车票多少钱', '石桥到苇塘的车票五元。', '车票改签要多少钱，退票多少钱。'],
    ['感冒能不能喝酒', '感冒的人喝酒伤身。', '喝酒能不能开车？能不能骑车？'],
  ] as const)('are answered by their topic, not by how they ask: %s', (question, answer, other) => {
    expect(ids(indexOf(other, answer, '天气很好', '明年再来', '海面上风平浪静'), question)[0]).toBe('1');
  });

  it('ask for the noun behind a demonstrative and its measure word', () => {
    expect(ids(indexOf('你就是头猪', '天气很好', '只要努力'), '你这只猪')).toContain('0');
  });

  it('do not find the characters of a name that stands nowhere', () => {
    expect(ids(indexOf('向阳村里的保健站在南边', '村里修路'), '南保村在哪里')).toEqual([]);
  });
});

it('does not require the word for what is asked for at the end, but prefers it', () => {
  const index = indexOf('石桥村通车了', '石桥村通车的时间定了', '时间不早了');
  const { hits } = index.search('石桥村通车 时间');
  expect(hits.slice(0, 2).map(({ id, tier }) => `${id} ${tier}`)).toEqual(['1 all', '0 all']);
  expect(ids(index, '时间')).toEqual(['2', '1']);
});

describe('pasted headlines', () => {
  it('find the article whatever marks stand inside', () => {
    const index = indexOf('旧志《石桥志》中有一个特殊的名称"塘正",何谓塘正?', '石桥通车了', '水塘正在清淤');
    for (const typed of [
      '《石桥志》"塘正"解',
      '石桥志“塘正”解',
      '《石桥志》塘正解',
      '【文史】《石桥志》“塘正”解（图）',
    ])
      expect(ids(index, typed)[0], typed).toBe('0');
  });

  it('do not require a rubric or a remark in brackets', () => {
    const index = indexOf('石桥村通车了', '县里的要闻');
    expect(index.search('【要闻】石桥村通车（图）').hits[0]).toMatchObject({ id: '0' });
  });

  it('stay literal when the quotation stands apart', () => {
    const index = indexOf('石桥村的新桥', '新石桥');
    expect(ids(index, '“石桥村”')).toEqual(['0']);
    expect(ids(index, '“石桥村的” 新桥')).toEqual(['0']);
  });
});

describe('whole titles', () => {
  it('that are the rarer word of the query are found beside documents with all words', () => {
    const others = Array.from({ length: 12 }, (_, i) => [`第${i}页`, '字符的样式，字符的颜色'] as const);
    const index = indexOf(['下划线', '在文字下面画线'], ['文字效果', '字符的下划线有多种'], ...others);
    const { hits } = index.search('字符 下划线');
    expect(
      hits
        .slice(0, 2)
        .map(({ id, tier }) => `${id} ${tier}`)
        .sort(),
    ).toEqual(['0 all', '1 all']);
    expect(index.search('字符 颜色').hits.map(({ id }) => id)).not.toContain('0');
  });

  it('with one more word are not found that way', () => {
    const index = indexOf(['下划线的用法', '在文字下面画线'], ...Array.from({ length: 12 }, () => '字符的下划线'));
    expect(ids(index, '字符 下划线')).not.toContain('0');
  });
});

describe('numbers of articles', () => {
  it('find the article by its number, also where others repeat the name', () => {
    const digits = '一二三四五六七八九';
    const numeral = (n: number) =>
      n < 10 ? digits[n - 1] : `${n < 20 ? '' : digits[Math.floor(n / 10) - 1]}十${n % 10 ? digits[(n % 10) - 1] : ''}`;
    const count = 60;
    const index = indexOf(
      ...Array.from({ length: count }, (_, i) => {
        const other = numeral(((i * 11) % count) + 1);
        return [
          `公司法第${numeral(i + 1)}条`,
          `公司法是规范公司的法律。公司法第${other}条的内容是什么，公司法写得很清楚。`,
        ] as const;
      }),
    );
    for (const ask of [(n: string) => `公司法第${n}条的内容是什么`, (n: string) => `公司法 第${n}条`])
      for (let n = 1; n <= count; n++) expect(ids(index, ask(numeral(n)))[0], ask(numeral(n))).toBe(String(n - 1));
  });
});

describe('tiers of one search', () => {
  const index = createIndex({ fields: { body: text(), date: date() } });
  index.addAll([
    { id: 'right', body: '石桥村的新桥今天通车', date: '2020-01-01' },
    { id: 'newer', body: '石桥村的柿子', date: '2022-01-01' },
    { id: 'newest', body: '公路通车', date: '2023-01-01' },
  ]);

  it('are filled up with documents that have some of the words', () => {
    const { hits, total, tiers } = index.search('石桥村 通车');
    expect(hits[0]).toMatchObject({ id: 'right', tier: 'all' });
    expect(total).toBe(3);
    expect(tiers[0]).toEqual({ tier: 'all', total: 1 });
    expect(tiers.reduce((sum, each) => sum + each.total, 0)).toBe(total);
  });

  it('are counted apart in facets', () => {
    const news = createIndex({ fields: { body: text(), author: keyword() } });
    ['石桥村的新桥今天通车', '石桥村的柿子', '公路通车'].forEach((body, i) => {
      news.add({ id: String(i), body, author: i < 2 ? '何田' : '周禾' });
    });
    const { facets, tiers } = news.search('石桥村 通车', { facets: { author: 5 } });
    expect(facets?.author?.[0]).toMatchObject({ value: '何田', count: 2 });
    expect(facets?.author?.[0].tiers?.[0]).toEqual({ tier: 'all', total: 1 });
    const sum = (facets?.author ?? []).reduce((total, each) => total + each.count, 0);
    expect(sum).toBe(tiers.reduce((total, each) => total + each.total, 0));
    expect(news.search('石桥村', { facets: { author: 5 } }).facets?.author).toEqual([{ value: '何田', count: 2 }]);
  });

  it('stay in their order when documents are sorted by a date', () => {
    const found = (order: 'asc' | 'desc') =>
      index.search('石桥村 通车', { sort: { field: 'date', order } }).hits.map(({ id }) => id);
    expect(found('desc')).toEqual(['right', 'newest', 'newer']);
    expect(found('asc')).toEqual(['right', 'newer', 'newest']);
    expect(index.search('石桥村 通车', { sort: { field: 'date' }, offset: 1, limit: 1 }).hits[0].id).toBe('newest');
  });
});
