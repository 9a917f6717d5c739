import { describe, expect, it } from 'vitest';
import { date, keyword, number, stored, text } from '../../../src/fields.ts';
import { parseQuery, parseTyped, typeIn } from '../../../src/query/parse.ts';

const fields = ['title', 'author', 'date', 'body'];
const kindFields = { title: text(), author: keyword(), date: date(), page: number(), more: stored() };
const parse = (text: string) => parseTyped(text, name => fields.includes(name));

describe('what a person types', () => {
  it.each([
    ['监利 疫情', { words: '监利 疫情' }],
    ['"五天一检"', { phrase: '五天一检' }],
    ['“五天一检”', { phrase: '五天一检' }],
    ['「五天一检」', { phrase: '五天一检' }],
    ['『五天一检』', { phrase: '五天一检' }],
    ['＂五天一检＂', { phrase: '五天一检' }],
    ['"say \\"hi\\""', { phrase: 'say "hi"' }],
    ['"a\\b"', { phrase: 'a\\b' }],
    ['"动起来 干起来"', { phrase: '动起来 干起来' }],
    ['韩旭 -视频', { all: [{ words: '韩旭' }, { not: { words: '视频' } }] }],
    ['韩旭 －视频', { all: [{ words: '韩旭' }, { not: { words: '视频' } }] }],
    ['韩旭 NOT 视频', { all: [{ words: '韩旭' }, { not: { words: '视频' } }] }],
    ['韩旭 -"视频会议"', { all: [{ words: '韩旭' }, { not: { phrase: '视频会议' } }] }],
    ['监利 | 荆州', { any: [{ words: '监利' }, { words: '荆州' }] }],
    ['监利|荆州', { any: [{ words: '监利' }, { words: '荆州' }] }],
    ['监利 ｜ 荆州', { any: [{ words: '监利' }, { words: '荆州' }] }],
    ['监利 OR 荆州 疫情', { all: [{ any: [{ words: '监利' }, { words: '荆州' }] }, { words: '疫情' }] }],
    ['监利 AND 荆州', { words: '监利 荆州' }],
    ['title:韩旭', { words: '韩旭', field: 'title' }],
    ['title：韩旭', { words: '韩旭', field: 'title' }],
    ['title:"韩旭"', { phrase: '韩旭', field: 'title' }],
    ['date:2022-09..2022-10', { from: '2022-09', to: '2022-10', field: 'date' }],
    ['date:2022-09..', { from: '2022-09', field: 'date' }],
    ['date:..2022-10', { to: '2022-10', field: 'date' }],
    ['监利*', { prefix: '监利' }],
    ['监利＊', { prefix: '监利' }],
    ['共同缔造“一镇一品”', { all: [{ words: '共同缔造' }, { phrase: '一镇一品' }] }],
    ['稻—鸭—虾', { words: '稻—鸭—虾' }],
    ['covid-19', { words: 'covid-19' }],
    ['时间：9月', { words: '时间：9月' }],
    ['http://a.cn/x', { words: 'http://a.cn/x' }],
    ['', { words: '' }],
    ['   ', { words: '' }],
  ])('reads %s', (text, query) => {
    expect(parse(text)).toEqual({ query, warnings: [] });
  });

  it.each([
    ['date:2022-09..', { from: '2022-09', field: 'date' }],
    ['date:２０２２', { words: '2022', field: 'date' }],
    ['page:"5"', { words: '5', field: 'page' }],
    ['page:..1e3', { to: '1e3', field: 'page' }],
    ['author:"刘帆"', { words: '刘帆', field: 'author' }],
    ['author:刘*', { words: '刘', field: 'author' }],
    ['author:a..b', { words: 'a..b', field: 'author' }],
    ['title:1..2', { words: '1..2', field: 'title' }],
    ['title:"1..2"', { phrase: '1..2', field: 'title' }],
  ])('reads %s as that kind of field can be asked', (typed, query) => {
    expect(parseTyped(typed, name => typeIn(kindFields, name))).toEqual({ query, warnings: [] });
  });

  it.each([
    ['date:2', { words: 'date:2' }, 5, 6],
    ['date:2022-13..', { words: 'date:2022-13..' }, 5, 14],
    ['-date:昨天 石桥', { all: [{ words: '石桥' }, { not: { words: 'date:昨天' } }] }, 6, 8],
    ['page:五', { words: 'page:五' }, 5, 6],
    ['page:"石 桥"', { all: [{ words: 'page:' }, { phrase: '石 桥' }] }, 5, 10],
    ['more:石', { words: 'more:石' }, 0, 5],
    ['constructor:石', { words: 'constructor:石' }, 0, 12],
  ])('searches %s, which is no value of that field, as text', (typed, query, start, end) => {
    const parsed = parseTyped(typed, name => typeIn(kindFields, name));
    expect(parsed.query).toEqual(query);
    expect(parsed.warnings.map(({ span }) => span)).toEqual([{ start, end }]);
    expect(parseQuery(typed, kindFields)).toEqual(query);
  });

  it.each([
    ['“新沟镇', { words: '新沟镇' }, 0, 1],
    ['监利 NOT', { words: '监利' }, 3, 6],
    ['监利 OR', { words: '监利' }, 0, 5],
    ['| 监利', { words: '监利' }, 0, 1],
    ['foo:监利', { words: 'foo:监利' }, 0, 4],
    ['title: ', { words: 'title:' }, 0, 6],
    ['监利 ""', { words: '监利 ' }, 3, 5],
  ])('searches %s as text, with a warning where it broke', (text, query, start, end) => {
    const parsed = parse(text);
    expect(parsed.query).toEqual(query);
    expect(parsed.warnings.map(warning => warning.span)).toEqual([{ start, end }]);
    expect(parsed.warnings[0].message).not.toBe('');
  });

  it('takes every name before a colon for a field when nobody says which there are', () => {
    expect(parseQuery('page:3')).toEqual({ words: '3', field: 'page' });
  });

  it('searches only the beginning of an endless query, and says so', () => {
    const parsed = parse('监利 '.repeat(5000));
    expect(parsed.warnings[0].span).toEqual({ start: 4096, end: 15000 });
  });
});
