/** Numbers, dates and amounts that documents write otherwise than the query. */
import { expect, it } from 'vitest';
import { keyword, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const lexicon = Lexicon.fromEntries(
  ['会议', '召开', '公司法', '内容', '总结', '工作', '公里', '小时', '小学'].map(word => ({ word, weight: 1000 })),
);

/** An index of these texts with a small lexicon; the ids are their positions. */
function indexOf(...texts: string[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text(), place: keyword() }, lexicon });
  index.addAll(texts.map((body, i) => ({ id: String(i), title: '', body, place: i % 2 ? '东' : '西' })));
  return openIndex(index.toBytes());
}

function found(index: ReturnType<typeof indexOf>, query: string, options = {}) {
  return index.search(query, options).hits.map(({ id, tier }) => `${id} ${tier}`);
}

it('finds a number that is written otherwise, below those written as typed', () => {
  const index = indexOf(
    '会议在二〇二二年九月五日召开',
    '会议在2022年9月5日召开',
    '会议在2022-09-05召开',
    '会议在2022年9月6日召开',
  );
  expect(found(index, '2022年9月5日').sort()).toEqual(['0 number', '1 all', '2 number']);
  expect(found(index, '2022年9月5日')[0]).toBe('1 all');
  expect(found(index, '会议 2022/9/5').slice(0, 3).sort()).toEqual(['0 number', '1 number', '2 number']);
  expect(index.explain('2022/9/5', '0')).toMatchObject({ found: true, tier: 'number' });
});

it('does not find a number inside another one', () => {
  const index = indexOf('共一百五十人', '共五十二人', '共1.50人', '共150人', '第五十条', '第一百五十条', '第十五条');
  expect(found(index, '50人')).toEqual([]);
  expect(found(index, '第50条')).toEqual(['4 number']);
  expect(found(index, '第5条')).toEqual([]);
  expect(found(index, '150人').sort()).toEqual(['0 number', '3 all']);
});

it('keeps the words beside a number required', () => {
  const index = indexOf('三公里外的小学', '三公里外的工作', '3公里长');
  expect(found(index, '3千米 小学')[0]).toBe('0 number');
  expect(found(index, '3千米 小学')).not.toContain('2 number');
});

it('finds numbers written otherwise only in the field and the filter that are asked for', () => {
  const index = indexOf('三公里', '三公里', '两公里');
  expect(found(index, 'body:3千米').sort()).toEqual(['0 number', '1 number']);
  expect(found(index, 'title:3千米')).toEqual([]);
  expect(found(index, '3千米', { filter: { place: '东' } })).toEqual(['1 number']);
  expect(found(index, '3千米', { fields: ['title'] })).toEqual([]);
});

it('replaces no number when words are required as typed', () => {
  const index = indexOf('三公里');
  expect(found(index, '3千米', { match: 'all' })).toEqual([]);
  expect(found(index, '"3千米"')).toEqual([]);
});

it('does not break a date that is in no document into its parts', () => {
  const index = indexOf('2022年9月1日和10月9日的会议', '9日', '9月');
  expect(found(index, '9月9日')).toEqual([]);
  expect(found(index, '九月九日').filter(hit => hit.endsWith('number'))).toEqual([]);
});

it('finds a number written otherwise also with spaces around its digits', () => {
  expect(found(indexOf('2022 年 9 月 5 日召开'), '2022-09-05')).toEqual(['0 number']);
  expect(found(indexOf('重 100 kg'), '100公斤')).toEqual(['0 number']);
});

it('finds numbers written otherwise in all segments, in both scripts', () => {
  const index = createIndex({ fields: { body: text() }, lexicon });
  index.add({ id: 'a', body: '二〇二二年總結' });
  index.compact();
  index.add({ id: 'b', body: '2022年度總結，共三萬圓' });
  const tiers = index.search('二○二二年总结').hits.map(({ id, tier }) => `${id} ${tier}`);
  expect(tiers.sort()).toEqual(['a all', 'b number']);
});
