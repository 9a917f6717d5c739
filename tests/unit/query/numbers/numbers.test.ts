import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNumbers } from '../../../../src/query/numbers/find-numbers.ts';
import { readNumeral } from '../../../../src/query/numbers/numerals.ts';
import { readNumberExpression } from '../../../../src/query/numbers/read-numbers.ts';
import { writeDigitForms, writeHanValue } from '../../../../src/query/numbers/write-numerals.ts';
import { fold } from '../../../../src/text/folding.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

const read = (text: string) => readNumberExpression(fold(text), 0);

/** The spans that are found in a text, and their spellings. */
function spellingsIn(text: string): Record<string, readonly string[]> {
  const spans = findNumbers(unitsFromString(fold(text)), text.length);
  return Object.fromEntries(spans.map(({ start, end, spell }) => [text.slice(start, end), spell()]));
}

describe('numerals', () => {
  it.each([
    ['1254', '1254'],
    ['1,254', '1254'],
    ['1.50', '1.5'],
    ['1.5亿', '150000000'],
    ['2万5千', '25000'],
    ['一千二百五十四', '1254'],
    ['一百零五', '105'],
    ['一百五', '150'],
    ['三万五', '35000'],
    ['二〇二二', '2022'],
    ['二○○八', '2008'],
    ['壹佰', '100'],
    ['廿三', '23'],
    ['两百', '200'],
    ['三点五', '3.5'],
    ['一点五亿', '150000000'],
    ['十二亿三千万', '1230000000'],
  ])('read %s as %s', (text, value) => {
    expect(readNumeral(text, 0)).toMatchObject({ value, end: text.length });
  });

  it.each(['万一', '千万', '百', '十三五', '一一', '007', '13800138000000'])('do not read %s', text => {
    expect(readNumeral(text, 0)).toBeUndefined();
  });

  it('are read as the value from which they were written', () => {
    const values = fc.oneof(
      fc.maxSafeNat().map(value => String(value % 1e12)),
      fc.nat(100_000).map(String),
      fc.nat(1000).map(value => String(value * 1e5)),
      fc.nat(99_999).map(value => String(value / 100)),
    );
    fc.assert(
      fc.property(values, value => {
        for (const written of [...writeDigitForms(value), ...writeHanValue(value)])
          expect(readNumeral(written, 0), written).toMatchObject({ value, end: written.length });
      }),
    );
  });
});

describe('expressions with numbers', () => {
  const small = (max: number) => fc.integer({ min: 1, max });
  const texts = fc.oneof(
    fc.tuple(fc.integer({ min: 1000, max: 2999 }), small(12), small(31)).map(([y, m, d]) => `${y}年${m}月${d}日`),
    fc.tuple(fc.integer({ min: 1000, max: 2999 }), small(12)).map(([y, m]) => `${y}年${m}月`),
    fc.integer({ min: 1000, max: 2999 }).map(y => `${y}年`),
    small(12).map(m => `${m}月份`),
    small(31).map(d => `${d}号`),
    fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${h}:${m < 10 ? 0 : ''}${m}`),
    fc.constantFrom(
      '90后',
      '零零后',
      '7折',
      '8.5折',
      '1米8',
      '两米五',
      '3块5',
      '3:1',
      '98比95',
      '一比五',
      '第3章',
      '第xiv章',
    ),
    fc.constantFrom(
      '附件一',
      '第(二)项',
      '第三款',
      '第105条',
      '卷3',
      '百分之百',
      '二〇二三年',
      '二0二三年',
      '22年9月5日',
      '98年3月',
      '15000亿',
      'ii型',
      '三期',
    ),
    fc.constantFrom(
      '双十一',
      '双12',
      '3×3',
      '1920*1080',
      '高三',
      '初2',
      '半小时',
      '一个半小时',
      '两年半',
      '三斤半',
      '3天半',
      '五亩半',
      '1.5倍',
      '三刻钟',
      '五五开',
      '贰零贰叁年',
      '3室',
      '1年级',
      '周5',
    ),
    fc.constantFrom('1至2', '3到5', '2~3', '1-2', '8至9', '1—3'),
    fc.constantFrom('周三', '星期日', '礼拜天', '下午3点半', '晚8点', '凌晨1:05', '中午12点', '九八年'),
    fc
      .tuple(
        fc.nat(2_000_000),
        fc.constantFrom('元', 'kg', '公里', '平方米', '%', '‰', '岁', '个小时', '个', '位', '℃'),
      )
      .map(([n, unit]) => `${n}${unit}`),
    fc.nat(99_999).map(n => `${n / 100}元`),
    fc
      .tuple(small(50), small(50), fc.constantFrom('岁', '元', '', '个', '%'))
      .map(([a, b, unit]) => `${a}-${a + b}${unit}`),
    fc.tuple(small(20), small(20)).map(([a, b]) => `${a}/${a + b}`),
    fc.nat(3000).map(n => `第${n}`),
    fc.integer({ min: 10, max: 10_000_000 }).map(String),
  );

  it('are read as the same value in each of their spellings', () => {
    fc.assert(
      fc.property(texts, text => {
        const expression = read(text)!;
        expect(expression?.end, text).toBe(text.length);
        for (const spelling of expression.spell()) {
          // A month and a day inside a date with a year; degrees below zero; 3-1 may be many things.
          if (/^[-/]/.test(spelling) || (expression.value.startsWith('ratio') && spelling.includes('-'))) continue;
          const again = read(spelling);
          expect(again?.value, `${text} ${spelling}`).toBe(expression.value);
          expect(again?.end, `${text} ${spelling}`).toBe(spelling.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['两点一刻', '14:15'],
    ['14:15', '两点一刻'],
    ['12.12', '双十二'],
    ['10/31', '10月31日'],
    ['10月31日', '10/31'],
    ['第3季度', '三季度'],
    ['1998年', '98年'],
  ])('may mean less exactly: %s is %s', (text, loose) => {
    expect(read(text)?.loosely?.spell()).toContain(loose);
  });

  it.each(['20:00', '12:30', '0:15', '9/5', '9月5日', '第3季'])('mean only what they say: %s', text => {
    expect(read(text)?.loosely).toBeUndefined();
  });

  it.each([
    [
      '2022年9月5日',
      ['2022-09-05', '2022-9-5', '2022.9.5', '2022/9/5', '20220905', '二〇二二年九月五日', '2022年9月5号'],
    ],
    ['2022-09', ['2022年9月', '2022.9', '二零二二年九月']],
    ['9月份', ['9月', '九月']],
    ['下午3点半', ['15:30', '下午三点半', '15点半']],
    ['20:00', ['晚上8点', '晚上八时', '二十点', '20时', '二十时']],
    ['9时', ['9:00', '九点', '九时', '9点钟']],
    ['16点', ['下午四时', '下午4时', '16时']],
    ['1998年', ['九八年', '一九九八年']],
    ['2008年', ['08年', '零八年', '〇八年', '二〇〇八年']],
    ['08年', ['2008年', '零八年']],
    ['零八年', ['2008年', '08年']],
    ['二○○八', ['2008', '二〇〇八', '二零零八']],
    ['8点半', ['8:30', '8点30分', '八点半', '8时30分', '08:30']],
    ['3块钱', ['3元', '3块', '三元', '¥3', '3.00元']],
    ['两万元', ['2万元', '20000元', '20,000元', '二万元']],
    ['1.5亿', ['15000万', '150000000', '一点五亿', '一亿五千万']],
    ['百分之五十', ['50%']],
    ['3‰', ['千分之三']],
    ['三分之一', ['1/3']],
    ['50公斤', ['50千克', '50kg', '50 kg', '五十公斤']],
    ['100 kg', ['100kg', '一百公斤']],
    ['110千伏', ['110kv', '110 kv']],
    ['5μm', ['5微米', '5um']],
    ['10兆瓦', ['10mw', '十兆瓦']],
    ['50hz', ['50赫兹', '50赫']],
    ['200大卡', ['200千卡', '200kcal']],
    ['5平米', ['5平方米', '5㎡', '5m2', '五平方米']],
    ['36℃', ['36°c', '36摄氏度']],
    ['两个小时', ['2小时', '2个小时', '两小时']],
    ['13,876', ['13876', '1.3876万', '一万三千八百七十六']],
    ['3-5岁', ['3至5岁', '3到5岁', '3~5岁', '3—5岁', '三至五岁', '3岁至5岁']],
    ['星期天', ['周日', '礼拜日', '周天']],
    ['第3', ['第三']],
    ['三楼', ['3楼']],
    ['18位', ['十八位']],
    ['15000亿', ['1.5万亿', '一万五千亿', '一点五万亿']],
    ['108回', ['一百零八回', '一百〇八回']],
    ['2023年', ['二〇二三年', '二0二三年', '二o二三年']],
    ['22年9月5日', ['2022年9月5日', '2022-09-05']],
    ['2022年9月5日', ['22年9月5日', '2022年九月五日']],
    ['9月5日', ['9月05日', '09月5日']],
    ['九零后', ['90后', '九〇后']],
    ['00后', ['零零后', '〇〇后']],
    ['8.5折', ['85折', '八五折', '八点五折']],
    ['1米8', ['1.8米', '1.80米', '一米八']],
    ['3.5元', ['3块5', '三块五', '3块5毛', '3.50元']],
    ['零下5度', ['-5℃', '零下五度', '零下5摄氏度']],
    ['三比一', ['3:1', '3比1', '3-1']],
    ['98:95', ['98比95', '九十八比九十五']],
    ['6·18', ['618', '6.18']],
    ['618', ['6·18']],
    ['第3章', ['第三章', '第iii章']],
    ['第iv章', ['第4章', '第四章']],
    ['二型', ['2型', 'ii型']],
    ['附件一', ['附件1']],
    ['128g', ['128gb', '128克']],
    ['30美元', ['$30', '三十美元']],
    ['百分之百', ['100%', '百分百']],
  ])('spell %s otherwise', (text, others) => {
    expect(Object.values(spellingsIn(text))[0]).toEqual(expect.arrayContaining(others));
  });

  it.each([
    '三心二意',
    '万一',
    '一些',
    '十分',
    '四川',
    '一点',
    '十足',
    '三',
    '百度',
    '5',
    'a5',
    'V300',
    '千万别',
    '三国',
    '图一个',
    '代表一',
    'vi编辑器',
    '一时',
    '四时',
    '9时段',
  ])('are not found in %s', text => {
    expect(spellingsIn(text)).toEqual({});
  });

  it('read no numeral that ends where it begins: the 千 of 千伏 is a part of a unit', () => {
    for (const unit of ['千克', '千米', '千瓦', '千卡', '千伏']) expect(readNumeral(unit, 0)).toBeUndefined();
  });

  it('end behind their beginning, without overlap, whatever is typed', () => {
    const signs = [
      ...'〇○0零一两3十廿百千万亿第点分之年月日号周星期天上午半时:/-.~至到,%¥￥$￥块元角个克米瓦卡伏公里斤a 的',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 8 }), typed => {
        const text = fold(typed.join(''));
        for (let at = 0; at < text.length; at++) {
          expect(readNumeral(text, at)?.end ?? at + 1).toBeGreaterThan(at);
          expect(readNumberExpression(text, at)?.end ?? at + 1).toBeGreaterThan(at);
        }
        let last = 0;
        for (const { start, end } of findNumbers(unitsFromString(text), text.length)) {
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('never spell a number as a word of another meaning', () => {
    for (const text of ['10分', '1点', '1块', '4级'])
      expect(Object.values(spellingsIn(text)).flat()).not.toContain(
        text.replace('10', '十').replace('1', '一').replace('4', '四'),
      );
  });
});
