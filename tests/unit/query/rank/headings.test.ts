import { expect, it } from 'vitest';
import { toHeading, WholeQuery } from '../../../../src/query/rank/headings.ts';

it('takes a heading for the query when case, width, script, spaces and signs differ, and for less than one typed so', () => {
  const whole = new WholeQuery({ words: 'Class与Style绑定' });
  expect(whole.compare(toHeading('class与style綁定'))).toBe(2);
  expect(whole.compare(toHeading('Ｃｌａｓｓ 与 `Style` 绑定'))).toBe(1);
  expect(whole.compare(toHeading('Class 与 Style 绑定的例子'))).toBe(0);
  expect(new WholeQuery({ words: '<KeepAlive>' }).compare(toHeading('KeepAlive'))).toBe(1);
});

it('takes C, C++ and C# for three headings', () => {
  const whole = new WholeQuery({ words: 'C++' });
  expect(['C', 'C++', 'C #', 'C#'].map(heading => whole.compare(toHeading(heading)))).toEqual([0, 2, 0, 0]);
});

it('joins the parts of a query, takes alternatives one by one, and leaves out what is excluded and what is no text', () => {
  const compare = (query: ConstructorParameters<typeof WholeQuery>[0], heading: string) =>
    new WholeQuery(query).compare(toHeading(heading));
  expect(compare({ all: [{ words: '部署' }, { phrase: '服务器' }, { not: { words: '本地' } }] }, '部署服务器')).toBe(1);
  expect(compare({ any: [{ words: '部署' }, { words: '发布' }] }, '发布')).toBe(2);
  expect(compare({ all: [{ any: [{ words: '部署' }, { words: '发布' }] }, { words: '网站' }] }, '发布 网站')).toBe(2);
  expect(compare({ all: [{ words: '部署' }, { field: 'date', from: '2022' }] }, '部署')).toBe(2);
});

it('is empty for signs only, and for too many alternatives', () => {
  expect(new WholeQuery({ words: '，。' }).isEmpty).toBe(true);
  const three = { any: [{ words: '甲' }, { words: '乙' }, { words: '丙' }] };
  expect(new WholeQuery({ all: [three, three, three] }).isEmpty).toBe(true);
  expect(new WholeQuery({ not: { words: '甲' } }).isEmpty).toBe(true);
});
