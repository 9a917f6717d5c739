/** Names of persons by their pronunciation: in type-ahead and in queries, with the readings that characters have as family names. */
import { beforeAll, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { text } from '../../../src/fields.ts';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';

/** Names, and how the beginning and the whole of each are typed. */
const names: readonly [name: string, prefix: string, whole: string][] = [
  ['曾砚秋', 'zengy', 'zengyanqiu'],
  ['单漱石', 'shans', 'shanshushi'],
  ['解砚田', 'xiey', 'xieyantian'],
  ['仇漱玉', 'qius', 'qiushuyu'],
  ['区守田', 'ous', 'oushoutian'],
  ['盖砚田', 'gey', 'geyantian'],
  ['么守田', 'yaos', 'yaoshoutian'],
  ['种漱石', 'chongs', 'chongshushi'],
  ['尉迟渡舟', 'yuchi', 'yuchiduzhou'],
  ['万俟听澜', 'moqi', 'moqitinglan'],
  ['澹台守田', 'tantai', 'tantaishoutian'],
  ['沈砚秋', 'sheny', 'shenyanqiu'],
];

let index: SearchIndex;
beforeAll(async () => {
  const lexicon = await baseLexicon(undefined, { names: 'persons' });
  const made = createIndex({ fields: { body: text() }, lexicon });
  names.forEach(([name], i) => {
    made.add({ id: name, body: `县长${name}说，会议很好。记者${name}${i}日报道` });
  });
  index = openIndex(made.toBytes());
});

const suggested = (typed: string): string[] => index.suggest(typed).suggestions.map(({ text }) => text);

it.each(names)('type-ahead knows %s, as typed in characters, as %s and as %s', (name, prefix, whole) => {
  expect(suggested(name.slice(0, 2))).toContain(name);
  expect(suggested(prefix)).toContain(name);
  expect(suggested(whole)).toContain(name);
});

it.each(names)('%s is found by its pronunciation', (name, _prefix, whole) => {
  expect(index.search(whole).hits[0]?.id).toBe(name);
});

it('characters keep their usual reading in other words', async () => {
  const words = ['么妹', '种植', '黑板', '祭祀', '洗衣', '万能', '尉官'];
  const other = createIndex({ fields: { body: text() }, lexicon: await baseLexicon() });
  for (const word of words) other.add({ id: word, body: `这是${word}。` });
  const found = (typed: string): string[] => other.search(typed).hits.map(({ id }) => id);
  for (const [typed, word] of Object.entries({ zhongzhi: '种植', heiban: '黑板', jisi: '祭祀', xiyi: '洗衣' }))
    expect(found(typed), typed).toContain(word);
  // 黑 as he, 祭 as zhai, 洗 as xian, 种 as chong, 尉 as yu, 万 as mo are readings of family names alone.
  for (const typed of ['heban', 'zhaisi', 'xianyi', 'chongzhi', 'yuguan', 'moneng'])
    expect(other.suggest(typed).suggestions, typed).toEqual([]);
});
