import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { text } from '../../../src/fields.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const lexicon = await baseLexicon();
const others = ['村里的公路通到了山脚下', '她在图书馆借了两本小说', '气象台发布大风蓝色预警', '孩子们在操场上踢足球'];

/** An index of several segments, with texts in both fields by turns. */
function indexOf(texts: readonly string[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  [...others, ...texts].forEach((body, i) => {
    index.add({ id: body, ...(i % 2 === 0 ? { title: body, body: '' } : { title: '', body }) });
    index.search('段');
  });
  return index;
}

/** Texts, and what finds them. */
const found: Readonly<Record<string, readonly string[]>> = {
  人民群众的获得感: [
    'renmin',
    'rénmín',
    'ren2min2',
    'ren min',
    'qunzhong renmin',
    'rmqz',
    'renminqz',
    'renming',
    '人min',
  ],
  石桥小学开学了: ['xiaoxue kaixue', 'shiqiaoxiaoxue', 'sqxx', '石桥xiaoxue', 'shiqiao小学', 'siqiao'],
  银行贷款办理: ['yínháng', 'yin2hang2', 'yin hang', 'yinhan', 'YinHang', 'yinhangdaikuan', '贷kuan'],
  女儿看绿化战略: ['nuer', 'nver', 'nüer', "nu'er", 'lvhua', 'luhua', 'lǜhuà', 'zhanlue'],
  赵铁柱种了十亩苹果: ['zhaotiezhu', 'zhao tie zhu', '赵tiezhu', 'zhaotiezhu pingguo'],
  施彩虹听QQ音乐: ['施彩hong', 'shicaihong', 'qqyinyue', 'qq yinyue'],
  中国的西安: ["xi'an", 'xian', '中guo', 'zhong国', '中g', 'zguo'],
  软件测试报告: ['cesi', 'ceshi', 'ruanjian'],
};
const notFound = ['xi’en', 'nginx', 'python', 'beijing', 'ying'];

describe('typed pinyin', () => {
  const index = indexOf(Object.keys(found));
  const merged = openIndex<typeof index.fields>(index.toBytes());

  it.each(
    Object.entries(found).flatMap(([id, queries]) => queries.map(query => [query, id] as const)),
  )('%s finds %s in an index of one segment and of several', (query, id) => {
    for (const each of [indexOf(Object.keys(found)), merged]) {
      expect(each.search(query).hits[0]?.id).toBe(id);
    }
  });

  it.each(notFound)('%s finds nothing', query => {
    expect(merged.search(query).hits).toEqual([]);
  });

  it('is not read into a word that stands as it was typed', () => {
    const latin = indexOf(['made in china', '吃哪', '手机app下载', '阿婆婆']);
    expect(latin.search('china').hits.map(({ id }) => id)).toEqual(['made in china']);
    expect(latin.search('app').hits.map(({ id }) => id)).toEqual(['手机app下载']);
  });
});

describe('suggest', () => {
  const index = openIndex(
    indexOf([...Object.keys(found), '中国人民', '中国队', '联系zhu@example.com', '周三']).toBytes(),
  );
  const words = (typed: string) => index.suggest(typed).suggestions.map(({ word }) => word);

  it('reads blunt pinyin where nothing else continues it', () => {
    expect(words('zongguo')).toContain('中国');
    expect(words('zhong').every(word => !word.startsWith('宗'))).toBe(true);
  });

  it.each([
    'zh',
    'zhong',
    'zg',
    '中',
    '中g',
    '中guo',
    'zhongg',
    'zhongguo',
  ])('puts the usual word first: %s is continued as 中国', typed => {
    expect(words(typed)[0]).toBe('中国');
  });

  it('tells xi’an from xian', () => {
    expect(words("xi'an")).toEqual(['西安']);
    expect(words('xian')).toContain('西安');
  });

  it('offers only what stands side by side', () => {
    expect(words('周三中')).toEqual([]);
    expect(words('西安 中')).toEqual(['中国']);
  });
});
