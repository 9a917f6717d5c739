/** What a search says may be meant when a word is mistyped. */
import { describe, expect, it } from 'vitest';
import { date, keyword, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex } from '../../../src/search-index.ts';

const words = [
  '申请',
  '评审',
  '请示',
  '拨款',
  '上级',
  '图书馆',
  '图书',
  '行业协会',
  '行业',
  '行业会',
  '数据',
  '补助',
  '刘昕',
  '留心',
  '来不及',
  '南水北调',
  '南北',
  '北调',
];
const lexicon = Lexicon.fromEntries(words.map(word => ({ word, weight: 1000 })));

/** Twelve documents hold 审请 by accident; 刘昕 is a name in one document. */
function build(segments: number) {
  const index = createIndex({
    fields: { title: text({ weight: 3 }), body: text(), tag: keyword(), date: date() },
    lexicon,
  });
  const add = (count: number, body: string) => {
    for (let i = 0; i < count; i++) {
      index.add({ id: `${body}${i}`, title: '', body: `${body}。` });
      if (i % Math.ceil(count / segments) === 0) index.search('申请');
    }
  };
  add(12, '评审请示');
  add(40, '申请');
  add(4, '申请补助');
  add(20, '上级拨款');
  add(20, '图书馆');
  add(30, '行业协会');
  add(20, '数据');
  add(1, '刘昕');
  add(20, '留心');
  add(20, '来不及');
  // Documents with 南北 and 北调 hold 南北调 no more than these do.
  add(30, '南北北调');
  add(20, '南水北调');
  return index;
}

describe.each([1, 4])('an index of %i segments or more', segments => {
  const index = build(segments);
  const meant = (query: string) => index.search(query).didYouMean?.map(({ text }) => text);

  it('says what may be meant although ten documents hold the typed characters by accident', () => {
    const { total, hits, didYouMean } = index.search('审请');
    expect([total, hits[0].tier]).toEqual([12, 'all']);
    expect(didYouMean).toEqual([{ text: '申请', typed: '审请', word: '申请' }]);
  });

  it.each([
    ['拔款', '拨款'],
    ['上级拔款', '上级拨款'],
    ['图书管', '图书馆'],
    ['据数', '数据'],
    ['来不', '来不及'],
    ['南北调', '南水北调'],
    ['行业会', '行业协会'],
    ['審請', '申请'],
    ['审请 补助', '申请 补助'],
    ['审请 -补助', '申请 -补助'],
    ['body:审请', 'body:申请'],
  ])('says for %s that %s may be meant', (query, text) => {
    expect(meant(query)).toEqual([text]);
  });

  it.each([
    '申请',
    '评审',
    '刘昕',
    '"审请"',
    '-审请',
    'tag:审请',
    '审请怎么写',
    '馆',
    'ab',
    '12',
    '',
    '审请 拨款',
  ])('says nothing for %j', query => {
    expect(meant(query)).toBeUndefined();
  });

  it('says nothing that no document holds any more', () => {
    const left = build(segments);
    expect(left.search('拔款').didYouMean).toHaveLength(1);
    for (let i = 0; i < 20; i++) left.remove(`上级拨款${i}`);
    expect(left.search('拔款').didYouMean).toBeUndefined();
  });

  it('corrects a query as data, but not when words are matched as typed', () => {
    expect(index.search({ words: '审请' }).didYouMean).toEqual([{ text: '申请', typed: '审请', word: '申请' }]);
    expect(index.search('审请', { match: 'all' }).didYouMean).toBeUndefined();
  });

  it('is explained', () => {
    expect(index.explain('审请', '数据0')?.didYouMean).toEqual([{ text: '申请', typed: '审请', word: '申请' }]);
    expect(index.explain('申请', '数据0')?.didYouMean).toEqual([]);
  });
});

describe('a word that stands in documents only by accident', () => {
  function hitsFor(query: string, ...bodies: (readonly [count: number, body: string])[]) {
    const index = createIndex({ fields: { body: text() }, lexicon });
    for (const [count, body] of bodies)
      for (let i = 0; i < count; i++) index.add({ id: `${body}${i}`, body: `${body}。` });
    const { hits, tiers } = index.search(query);
    expect(index.explain(query, '申请0')!.tier).toBe('similar');
    return { tiers, first: hits.map(({ tier }) => tier) };
  }

  it('puts what is meant before these documents when it stands in ten times as many', () => {
    const { first, tiers } = hitsFor('审请', [12, '评审请示'], [140, '申请']);
    expect(first).toEqual(Array.from({ length: 10 }, () => 'similar'));
    expect(tiers).toEqual([
      { tier: 'similar', total: 140 },
      { tier: 'all', total: 12 },
    ]);
  });

  it('keeps what was typed first when some document has it as a word', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    for (let i = 0; i < 12; i++) index.add({ id: `name ${i}`, body: '刘昕。' });
    for (let i = 0; i < 200; i++) index.add({ id: `other ${i}`, body: '留心。' });
    expect(index.search('刘昕').hits[0]!.tier).toBe('all');
  });
});

it('offers words that came after it was asked for the first time', () => {
  const index = createIndex({ fields: { body: text() }, lexicon });
  const add = (count: number, body: string) => {
    for (let i = 0; i < count; i++) index.add({ id: `${body}${i}`, body });
  };
  const meant = (query: string) => index.search(query).didYouMean?.map(({ text }) => text) ?? [];
  add(40, '数据');
  expect([meant('行会'), meant('审请')]).toEqual([[], []]);
  add(30, '行业会');
  add(30, '申请');
  expect([meant('行会'), meant('审请')]).toEqual([['行业会'], ['申请']]);
});
