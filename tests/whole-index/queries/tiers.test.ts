/** Which documents the tiers of a search find when no document contains everything typed. */
import { expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

/** An index of these texts with a small lexicon; the ids are their positions. */
function indexOf(...texts: string[]) {
  const lexicon = Lexicon.fromEntries(
    [
      '疫情',
      '防控',
      '会议',
      '回忆',
      '小学',
      '计算机',
      '学生',
      '小龙',
      '江大',
      '国人',
      '石桥',
      '村委会',
      '村民委员会',
    ].map(word => ({ word, weight: 1000 })),
  );
  const index = createIndex({ fields: { body: text() }, lexicon });
  index.addAll(texts.map((body, i) => ({ id: String(i), body })));
  return index;
}

function found(index: ReturnType<typeof indexOf>, query: string) {
  return index.search(query).hits.map(({ id, tier }) => `${id} ${tier}`);
}

it('does not find the characters of a name that is in no document', () => {
  const index = indexOf('向阳村里的保健站在南边', '村里修路', '南来北往', '南村里有人');
  expect(found(index, '南保村')).toEqual([]);
  expect(found(index, '南保村在哪里')).toEqual([]);
  expect(found(index, '村').sort()).toEqual(['0 all', '1 all', '3 all']);
  expect(found(index, '南 路')).toContain('1 most');
});

it('finds more than half of a name that is in no document, and one of several words', () => {
  const index = indexOf('南保村的人', '小学生上课', '计算机坏了');
  expect(found(index, '南保村民')).toEqual(['0 most']);
  expect(found(index, '量子 光年 计算机')).toEqual(['2 any']);
});

it('finds two words side by side that are both mistyped, also beside a right one', () => {
  const index = indexOf('计算机的疫情防控', '疫情地图', '防控会议');
  expect(found(index, '役情防空')).toEqual(['0 similar']);
  expect(found(index, '计算机役情防空')).toEqual(['0 similar']);
  // One of the two stands for nothing.
  expect(found(index, '役情鸟飞')).toEqual([]);
});

it.each([
  ['彭小龙授牌', '小龙虾'],
  ['小龙同学放学了', '小龙虾'],
  ['江大校区搬迁', '长江大桥'],
  ['国人都很高兴', '中国人'],
  ['石桥镇修路', '石桥村'],
])('does not find %s by %s, of which it has half', (body, query) => {
  expect(found(indexOf(body, '上课', '会议', '春耕'), query)).toEqual([]);
});

it.each([
  ['今天到石桥村村委会开会', '石桥村委会'],
  ['南保村的村民委员会开会', '南保村村民委员会'],
  ['冯·诺依曼结构', '冯诺依曼'],
  ['冯诺依曼结构', '冯·诺依曼'],
])('finds %s by %s, a name with a character more or less', (body, query) => {
  expect(found(indexOf(body, '上课', '会议', '春耕'), query)).toHaveLength(1);
});

it('requires more of a question than one word that may have been meant', () => {
  const index = indexOf('回忆从前', '疫情防控的回忆', '疫情过去了');
  expect(found(index, '疫情防控会议')).toEqual(['1 any', '2 any']);
  const other = indexOf('回忆从前', '疫情防控的回忆');
  expect(found(other, '疫情防控会议')).toEqual(['1 any']);
  expect(found(indexOf('回忆从前', '开会'), '会议')).toEqual(['0 similar']);
});

it('treats a number and the characters typed beside it as one piece', () => {
  const index = indexOf('9月9日开会', '10月19日上课', '9月人多', '12月2日有雨', '共有9个学生，今日是5月', '这是18位');
  const date = found(index, '9月9日');
  expect(date.filter(hit => hit.endsWith(' all'))).toEqual(['0 all']);
  expect(date).not.toContain('3 most');
  expect(found(index, '18位')).toEqual(['5 all']);
  expect(found(index, '7月7日')).not.toContain('0 any');
});

it('finds a date where it is whole, not where its parts are apart', () => {
  const apart = Array.from({ length: 30 }, (_, i) => `2022年9月${i + 10}日发，共有9个月，8月9日收`);
  const index = indexOf('2022年9月9日开学', '到9月9日为止', '19月9日与9月90日', ...apart);
  expect(found(index, '9月9日').sort()).toEqual(['0 all', '1 all']);
  expect(found(index, '2022年9月9日')[0]).toBe('0 all');
  expect(found(index, '开学 9月9日')[0]).toBe('0 all');
  expect(index.search('9月9日').total).toBe(2);
  expect(index.explain('9月9日', '5')).toMatchObject({
    found: false,
    missing: [{ text: '9月9日', missingTerms: [], documents: 2 }],
  });
});

it('shows ten documents with a date when very many documents contain its bigrams', () => {
  const index = indexOf(
    ...Array.from({ length: 1200 }, (_, i) => (i % 40 ? `9月${i + 9}日，${i + 9}月9日` : `第${i}期，9月9日`)),
  );
  const { hits, total, totalIsExact } = index.search('9月9日');
  expect(hits.length).toBe(10);
  for (const { id } of hits) expect(+id % 40).toBe(0);
  expect([total >= 30, totalIsExact]).toEqual([true, false]);
  expect(index.search('9月9日', { exactTotal: true })).toMatchObject({ total: 30, totalIsExact: true });
});

it('finds a date also where spaces surround its numbers, but a phrase only as it was typed', () => {
  const apart = Array.from({ length: 30 }, (_, i) => `9 月 ${i + 10} 日，9 个月，8 月 9 日`);
  const index = indexOf('2022 年 9 月 9 日开学', '9月9日开学', '9  月9日', ...apart);
  expect(found(index, '9月9日').sort()).toEqual(['0 all', '1 all']);
  expect(found(index, '2022年9月9日')[0]).toBe('0 all');
  expect(index.search('"9月9日"').hits.map(({ id }) => id)).toEqual(['1']);
  expect(index.search('"9 月 9 日"').hits.map(({ id }) => id)).toEqual(['0']);
});

it('finds everyday synonyms below what was typed, one way where a short form means several things', () => {
  const index = indexOf('村里的大夫看病', '医生开会', '北京大学招生', '北大街修路', '账户余额', '公共汽车到站');
  expect(found(index, '医生')).toEqual(['1 all', '0 synonym']);
  expect(found(index, '大夫')).toEqual(['0 all', '1 synonym']);
  expect(found(index, '北大')).toEqual(['3 all', '2 synonym']);
  expect(found(index, '北京大学')).not.toContain('3 synonym');
  expect(found(index, '帐户')).toEqual(['4 synonym']);
  expect(found(index, '公交车 到站')[0]).toBe('5 synonym');
});

it('finds no everyday synonyms with the option off, and the given ones in either case', () => {
  const built = indexOf('村里的大夫看病', '马铃薯丰收');
  const { fields } = built;
  const bytes = built.toBytes();
  const plain = openIndex<typeof fields>(bytes, { commonSynonyms: false, synonyms: '山药蛋 => 马铃薯' });
  expect(found(plain, '医生')).toEqual([]);
  expect(found(plain, '山药蛋')).toEqual(['1 synonym']);
  const both = openIndex<typeof fields>(bytes, { synonyms: '山药蛋 => 马铃薯' });
  expect([found(both, '医生'), found(both, '山药蛋')]).toEqual([['0 synonym'], ['1 synonym']]);
});
