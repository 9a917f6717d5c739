import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { date, keyword, number, stored, text } from '../../../../src/fields.ts';
import { fieldKindIn } from '../../../../src/query/language/field-kind.ts';
import { parseQuery, parseQueryWithWarnings } from '../../../../src/query/language/parse.ts';
import { checkQuery, maxQueryClauses, maxQueryUnits, type Query } from '../../../../src/query/language/query.ts';
import { QueryParser } from '../../../../src/query/language/query-parser.ts';

const fields = ['title', 'author', 'date', 'body'];
const schema = { title: text(), author: keyword(), date: date(), page: number(), more: stored() };
const parse = (text: string) => parseQueryWithWarnings(text, name => fields.includes(name));

function countClauses(query: Query): number {
  const inner = 'all' in query ? query.all : 'any' in query ? query.any : 'not' in query ? [query.not] : [];
  return inner.reduce((sum, clause) => sum + countClauses(clause), 1);
}

describe('the query parser', () => {
  it('takes a text of words and spaces for what the grammar makes of it', () => {
    const sign = fc.constantFrom(...'监利疫情a1 ', '  ', 'or', '：', '*', '"', 'OR', '-');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), parts => {
        const typed = parts.join('');
        expect(parse(typed)).toEqual(new QueryParser(typed, name => fields.includes(name)).parse());
      }),
      { numRuns: 2000 },
    );
  });

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
    ['气温 -5℃', { words: '气温 -5℃' }],
    ['-3.2%', { words: '-3.2%' }],
    ['－３．２％', { words: '－３．２％' }],
    ['2020 -2022年', { words: '2020 -2022年' }],
    ['利润 -$100', { words: '利润 -$100' }],
    ['韩旭 NOT 2022', { all: [{ words: '韩旭' }, { not: { words: '2022' } }] }],
    ['韩旭 -covid19', { all: [{ words: '韩旭' }, { not: { words: 'covid19' } }] }],
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
    ['共同缔造 “一镇一品”', { all: [{ words: '共同缔造' }, { phrase: '一镇一品' }] }],
    ['“一镇一品”。', { phrase: '一镇一品' }],
    ['共同缔造“一镇一品”', { words: '共同缔造“一镇一品”' }],
    ['“一镇一品”见成效', { words: '“一镇一品”见成效' }],
    ['《石桥志》"塘正"解', { words: '《石桥志》"塘正"解' }],
    ['石桥 「新 桥」通车', { words: '石桥 「新 桥」通车' }],
    ['石桥 -“新桥”通车', { all: [{ words: '石桥 通车' }, { not: { phrase: '新桥' } }] }],
    ['稻—鸭—虾', { words: '稻—鸭—虾' }],
    ['covid-19', { words: 'covid-19' }],
    ['时间：9月', { words: '时间：9月' }],
    ['http://a.cn/x', { words: 'http://a.cn/x' }],
    ['', { words: '' }],
    ['   ', { words: '' }],
  ])('parses %s', (text, query) => {
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
  ])('parses %s into a clause that the field accepts', (typed, query) => {
    expect(parseQueryWithWarnings(typed, name => fieldKindIn(schema, name))).toEqual({ query, warnings: [] });
  });

  it.each([
    ['date:2', { words: 'date:2' }, 5, 6],
    ['date:2022-13..', { words: 'date:2022-13..' }, 5, 14],
    ['-date:昨天 石桥', { all: [{ words: '石桥' }, { not: { words: 'date:昨天' } }] }, 6, 8],
    ['page:五', { words: 'page:五' }, 5, 6],
    ['page:"石 桥"', { words: 'page:"石 桥"' }, 5, 10],
    ['more:石', { words: 'more:石' }, 0, 5],
    ['constructor:石', { words: 'constructor:石' }, 0, 12],
  ])('searches %s as text when its value does not fit the field, and warns', (typed, query, start, end) => {
    const parsed = parseQueryWithWarnings(typed, name => fieldKindIn(schema, name));
    expect(parsed.query).toEqual(query);
    expect(parsed.warnings.map(({ span }) => span)).toEqual([{ start, end }]);
    expect(parseQuery(typed, schema)).toEqual(query);
  });

  it.each([
    ['“新沟镇', { words: '新沟镇' }, 0, 1],
    ['监利 NOT', { words: '监利' }, 3, 6],
    ['监利 OR', { words: '监利' }, 3, 5],
    ['| 监利', { words: '监利' }, 0, 1],
    ['foo:监利', { words: 'foo:监利' }, 0, 4],
    ['title: ', { words: 'title:' }, 0, 6],
    ['监利 ""', { words: '监利' }, 3, 5],
  ])('warns where %s cannot be parsed and searches it as text', (text, query, start, end) => {
    const parsed = parse(text);
    expect(parsed.query).toEqual(query);
    expect(parsed.warnings.map(warning => warning.span)).toEqual([{ start, end }]);
    expect(parsed.warnings[0].message).not.toBe('');
  });

  const [a, b, c] = [{ words: 'a' }, { words: 'b' }, { words: 'c' }];
  it.each([
    // Words side by side.
    ['监利　疫情', { words: '监利 疫情' }],
    ['监利\n疫情\t防控', { words: '监利 疫情 防控' }],
    ['监利，疫情！', { words: '监利，疫情！' }],
    ['（监利）《荆江》', { words: '（监利）《荆江》' }],
    ['ＡＩ　１０', { words: 'ＡＩ １０' }],
    ['👨‍👩‍👧 🇨🇳', { words: '👨‍👩‍👧 🇨🇳' }],
    ['\ud842 \udfb7', { words: '\ud842 \udfb7' }],
    ['\0\u202e<b>', { words: '\0\u202e<b>' }],
    ["C++ C# .NET R&D don't", { words: "C++ C# .NET R&D don't" }],
    // AND between two words is ignored; elsewhere, and in lower case, it is a word.
    ['a AND b AND c', { words: 'a b c' }],
    ['ＡＮＤ', { words: 'ＡＮＤ' }],
    ['AND', { words: 'AND' }],
    ['AND a', { words: 'AND a' }],
    ['a and b', { words: 'a and b' }],
    ['ANDROID', { words: 'ANDROID' }],
    ['a ＡＮＤ b', { words: 'a b' }],
    // Exclusion.
    ['a -b -c', { all: [a, { not: b }, { not: c }] }],
    ['-a b', { all: [b, { not: a }] }],
    ['not a', { words: 'not a' }],
    ['NOTE a', { words: 'NOTE a' }],
    ['c NOT a OR b', { all: [c, { not: { any: [a, b] } }] }],
    ['c -title:a', { all: [c, { not: { words: 'a', field: 'title' } }] }],
    ['c -a*', { all: [c, { not: { prefix: 'a' } }] }],
    ['c -date:2022..', { all: [c, { not: { from: '2022', field: 'date' } }] }],
    ['a - b', { words: 'a - b' }],
    ['a-b', { words: 'a-b' }],
    ['--a', { words: '--a' }],
    ['-', { words: '-' }],
    ['–a', { words: '–a' }],
    ['“a”-b', { words: '“a”-b' }],
    // Alternatives.
    ['a OR b OR c', { any: [a, b, c] }],
    ['a|b|c', { any: [a, b, c] }],
    ['a || b', { any: [a, b] }],
    ['a | | b', { any: [a, b] }],
    ['a | OR b', { any: [a, b] }],
    ['a ＯＲ b', { any: [a, b] }],
    ['OR a', { words: 'OR a' }],
    ['ORB a', { words: 'ORB a' }],
    ['a or b', { words: 'a or b' }],
    ['a OR b c', { all: [{ any: [a, b] }, c] }],
    ['c a OR b', { all: [c, { any: [a, b] }] }],
    ['"a"|title:b|c*', { any: [{ phrase: 'a' }, { words: 'b', field: 'title' }, { prefix: 'c' }] }],
    // Phrases.
    ['“a" b”', { phrase: 'a" b' }],
    ['”a”', { phrase: 'a' }],
    ['“a\\”b”', { phrase: 'a”b' }],
    ['"a" b "c"', { all: [{ phrase: 'a' }, b, { phrase: 'c' }] }],
    ['"a"b"c"', { words: '"a"b"c"' }],
    ['" a "', { phrase: ' a ' }],
    ['"a OR -b"', { phrase: 'a OR -b' }],
    ['5" 屏', { words: '5" 屏' }],
    ['‘a’', { words: '‘a’' }],
    ['\\"a', { words: '\\"a' }],
    // Fields, ranges and prefixes.
    ['title:a b', { all: [{ words: 'a', field: 'title' }, b] }],
    ['title:“a b”', { phrase: 'a b', field: 'title' }],
    ['title:a*', { prefix: 'a', field: 'title' }],
    ['title:-a', { words: '-a', field: 'title' }],
    ['date：２０２２－０９．．', { from: '2022-09', field: 'date' }],
    ['2022..2023', { words: '2022..2023' }],
    ['时间10:30', { words: '时间10:30' }],
    ['10:30', { words: '10:30' }],
    ['title://a', { words: 'title://a' }],
    [':a', { words: ':a' }],
    ['*', { words: '*' }],
    ['**', { words: '**' }],
    ['a*b', { words: 'a*b' }],
    ['a*b*', { words: 'a*b*' }],
    ['*a', { words: '*a' }],
    ['a * b', { words: 'a * b' }],
  ])('parses %j', (text, query) => {
    expect(parse(text)).toEqual({ query, warnings: [] });
  });

  const span = (start: number, end: number) => ({ start, end });
  it.each([
    ['“', { words: '' }, [span(0, 1)]],
    ['a “b “c', { words: 'a b c' }, [span(2, 3), span(5, 6)]],
    ['“a"', { words: 'a"' }, [span(0, 1)]],
    ['title:"a', { words: 'a', field: 'title' }, [span(6, 7)]],
    ['「」', { words: '' }, [span(0, 2)]],
    ['a "" b', { words: 'a b' }, [span(2, 4)]],
    ['title:"" a', a, [span(6, 8)]],
    ['date:"" a', a, [span(5, 7)]],
    ['""|a', a, [span(0, 2)]],
    ['a | "" | b', { any: [a, b] }, [span(4, 6)]],
    ['-"" a', a, [span(1, 3), span(0, 1)]],
    ['-a', { not: a }, [span(0, 2)]],
    ['NOT a', { not: a }, [span(0, 5)]],
    ['ＮＯＴ　a', { not: a }, [span(0, 5)]],
    ['-a|b', { not: { any: [a, b] } }, [span(0, 4)]],
    [' -a NOT b ', { all: [{ not: a }, { not: b }] }, [span(1, 9)]],
    ['NOT', { words: '' }, [span(0, 3)]],
    ['a NOT NOT', { all: [a, { not: { words: 'NOT' } }] }, []],
    ['a |', a, [span(2, 3)]],
    ['|', { words: '' }, [span(0, 1)]],
    ['||a', a, [span(0, 1), span(1, 2)]],
    ['a -| b', { words: 'a b' }, [span(2, 3), span(3, 4)]],
    ['a | -b', { any: [a, b] }, [span(4, 5)]],
    ['a OR NOT b', { any: [a, b] }, [span(5, 8)]],
    ['x:a y:b', { words: 'x:a y:b' }, [span(0, 2), span(4, 6)]],
    ['title:|a', { any: [{ words: 'title:' }, a] }, [span(0, 6)]],
  ])('parses %j as far as possible and warns about the rest', (text, query, spans) => {
    const parsed = parse(text);
    expect(parsed.query).toEqual(query);
    expect(parsed.warnings.map(warning => warning.span)).toEqual(spans);
  });

  it.each([
    ['phrases', '"a" '],
    ['exclusions', 'b -a '],
    ['alternatives', 'a|'],
    ['alternatives with fields', 'a|title:b '],
    ['words between phrases', 'a "b" '],
  ])('ignores the rest of a query of too many %s and warns from where', (_, piece) => {
    const typed = piece.repeat(Math.floor(maxQueryUnits / piece.length));
    const { query, warnings } = parse(typed);
    expect(() => checkQuery(query)).not.toThrow();
    expect(warnings).toHaveLength(1);
    expect(warnings[0].message).toMatch('too many parts');
    expect(warnings[0].span.end).toBe(typed.length);
    // No more is ignored than necessary.
    const beforeWarning = parse(typed.slice(0, warnings[0].span.start)).query;
    expect(beforeWarning).toEqual(query);
    expect(countClauses(query)).toBeGreaterThan(maxQueryClauses - 4);
  });

  it('counts neighbouring words as one clause', () => {
    const typed = 'a '.repeat(maxQueryUnits / 2);
    expect(parse(typed)).toEqual({ query: { words: typed.trim() }, warnings: [] });
  });

  it('does not split a surrogate pair when it cuts a long query', () => {
    const parsed = parse(`${'a'.repeat(511)}𠮷b`);
    expect(parsed.query).toEqual({ words: 'a'.repeat(511) });
    expect(parsed.warnings[0].span).toEqual({ start: 511, end: 514 });
  });

  it('accepts every name before a colon as a field when no fields are given', () => {
    expect(parseQuery('page:3')).toEqual({ words: '3', field: 'page' });
  });

  it('searches only the start of a long query and warns about it', () => {
    const parsed = parse('监利 '.repeat(5000));
    expect(parsed.warnings[0].span).toEqual({ start: 512, end: 15000 });
  });
});
