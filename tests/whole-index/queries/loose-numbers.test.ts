/** Numbers that are found by less than what was typed, and those that must not be found. */
import { expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { createIndex } from '../../../src/search-index.ts';

function found(query: string, ...bodies: string[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
  index.addAll(bodies.map((body, i) => ({ id: `${i}`, title: '通知', body })));
  return index.search(query).hits.map(({ id, tier }) => `${id} ${tier}`);
}

it('finds a day without its year below the whole date, but not in another year', () => {
  const bodies = ['2022-09-05开学', '九月五日开学', '去年9月5日开学', '2021年9月5日开学', '2021 年 9 月 5 日开学'];
  const hits = found('2022年9月5日', ...bodies);
  expect(hits[0]).toBe('0 number');
  expect(hits.slice(1).sort()).toEqual(['1 most', '2 most']);
});

it('finds the year that two digits may mean below what was typed', () => {
  expect(found('98年', '1998年的大水', '98年的大水', '一百九十八年', '1898年')).toEqual(['1 all', '0 most']);
});

it('does not find digits in a longer number with commas, but in a list and in any field', () => {
  expect(found('876', '粮库有13,876斤', '粮库有876斤', '876,000斤', '有1,876,500斤')).toEqual(['1 all']);
  expect(found('13', '粮库有13,876斤', '13人')).toEqual(['1 all']);
  expect(found('150', '取120，150两数', '取120, 150两数')).toHaveLength(2);
  expect(found('13876', '粮库有13,876斤')).toEqual(['0 number']);
});

it('finds names with groups of digits joined and apart, and versions with and without their letter', () => {
  for (const [query, body] of [
    ['i712700', '旧的i7-12700处理器'],
    ['i7-12700', '旧的i712700处理器'],
    ['2.10.3', '装上v2.10.3版'],
    ['v2.10.3', '装上2.10.3版'],
    ['tcpip', 'TCP/IP协议'],
  ])
    expect(found(query, '别的文章', body), query).toEqual(['1 spelling']);
});
