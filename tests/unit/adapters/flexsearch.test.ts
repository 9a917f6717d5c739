import { createRequire } from 'node:module';
import flexsearch from 'flexsearch';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ChineseEncoder, chinese, fromFlexSearch } from '../../../src/adapters/flexsearch.ts';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { date, keyword, stored, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { toHtml } from '../../../src/snippet/html.ts';

/** It has no types of its own. */
const older = createRequire(import.meta.url)('flexsearch-07') as typeof flexsearch;
let lexicon: Lexicon;
let zh: ChineseEncoder;
beforeAll(async () => {
  lexicon = (await baseLexicon()).extend([{ word: '苇塘村民委员会' }, { word: '苇塘村' }]);
  zh = chinese({ lexicon });
});

const documents = [
  { id: 1, title: '苇塘村民委员会开会', body: '天天下雨，2023年9月9日去了苇塘村。', meta: { note: '一号' } },
  { id: 2, title: '石桥村新桥通车', body: '今天通车，9月有雨，9日天晴。', meta: { note: '二号' } },
  { id: 3, title: '苇塘村主任', body: '石橋今天没有下雨。', meta: { note: '三号' } },
];

describe('Chinese for FlexSearch', () => {
  it('finds words inside longer words, and does not need what only the query cuts together', () => {
    const index = new flexsearch.Index({ encode: zh.encode });
    for (const { id, title, body } of documents) index.add(id, zh.document(`${title}\n${body}`));
    expect(index.search('苇塘村').sort()).toEqual([1, 3]);
    expect(index.search('苇塘村主任')).toContain(3);
    expect(index.search('石桥').sort()).toEqual([2, 3]);
    expect(index.search('9月9日')).toEqual([1]);
    expect(index.search('2023')).toEqual([1]);
    expect(index.search('天天')).toEqual([1]);
    expect(index.search('怎么通车')).toEqual([2]);
    expect(index.search('飞机')).toEqual([]);
  });

  it('ranks what stands near the beginning first, as FlexSearch does', () => {
    const index = new flexsearch.Index({ encode: zh.encode });
    index.add('late', zh.document(`${'下雨了又下雨'.repeat(12)}新桥`));
    index.add('early', zh.document(`新桥${'下雨了又下雨'.repeat(12)}`));
    expect(index.search('新桥')).toEqual(['early', 'late']);
  });

  it('gives a Document its fields, nested ones and lists', () => {
    const index = new flexsearch.Document({
      document: { index: [zh.field('title'), zh.field('body'), zh.field('meta:note'), zh.field('tags')], store: true },
    });
    for (const document of documents) index.add({ ...document, tags: ['采收', null, '莲蓬'] });
    index.add({ id: 4 });
    expect(index.search('新桥', { index: 'title' })).toEqual([{ field: 'title', result: [2] }]);
    expect(index.search('三号')).toEqual([{ field: 'meta:note', result: [3] }]);
    expect(index.search('莲蓬')).toEqual([{ field: 'tags', result: [1, 2, 3] }]);
    index.update({ id: 2, title: '鱼塘' });
    expect(index.search('新桥')).toEqual([]);
  });

  it('finds after export and import what it found before, with the same fingerprint', async () => {
    const parts = new Map<string, string>();
    const create = () => new flexsearch.Document({ document: { index: [zh.field('title')], store: true } });
    const index = create();
    for (const document of documents) index.add(document);
    await index.export((key: string, data: string) => void parts.set(key, data));
    const other = create();
    for (const [key, data] of parts) other.import(key, data);
    expect(other.search('苇塘村')).toEqual(index.search('苇塘村'));
    expect(chinese({ lexicon }).fingerprint).toBe(zh.fingerprint);
    expect(chinese({ lexicon: lexicon.extend([{ word: '新桥通车' }]) }).fingerprint).not.toBe(zh.fingerprint);
  });

  it('highlights words where they stand, and nothing between them', () => {
    const html = (body: string, query: string) => toHtml(zh.highlight(body, query));
    expect(html('今天通车', '天通')).toBe('今<mark>天通</mark>车');
    expect(html('石橋村的<b>新桥</b>', '石桥的新桥')).toBe('<mark>石橋</mark>村的&lt;b&gt;<mark>新桥</mark>&lt;/b&gt;');
    expect(html('面积100㎡和Ⅲ级', '100m2 iii级')).toBe('面积<mark>100㎡</mark>和<mark>Ⅲ级</mark>');
    expect(html('9月9日和19日', '9日')).toBe('9月<mark>9日</mark>和19日');
    expect(html('沈砚秋到了', '沈砚秋')).toBe('<mark>沈砚秋</mark>到了');
    expect(html('天晴', '下雨')).toBe('天晴');
    expect(html('的', '的')).toBe('<mark>的</mark>');
  });

  it('refuses what is no lexicon and no text', () => {
    expect(() => chinese({} as never)).toThrow('lexicon is missing');
    expect(() => chinese({ lexicon: baseLexicon() as never })).toThrow('Await it');
    expect(() => zh.document(7 as never)).toThrow('the text of a document is invalid');
    expect(zh.document('')).toBe('');
    expect(zh.encode('')).toEqual([]);
  });
});

describe('moving from FlexSearch', () => {
  const fields = { title: text(), body: text(), tags: keyword(), day: date(), rest: stored() };
  const rows = [
    {
      id: 1,
      title: '石桥村新桥通车',
      body: '今天通车。',
      tags: ['交通', '新闻'],
      day: new Date(Date.UTC(2022, 8, 5)),
      link: '/1',
    },
    { id: 'b', title: '鱼塘', body: '清淤完工。', tags: '水产', day: '2022-09-06T08:00:00Z' },
  ];
  const settings = { document: { id: 'id', index: ['title', 'body'], store: true, tag: 'tags' } };
  const moved = { fields, lexicon: Lexicon.fromEntries([{ word: '通车' }]), rest: 'rest', timeZone: 'UTC' };
  const expected = [
    {
      id: '1',
      title: '石桥村新桥通车',
      body: '今天通车。',
      tags: ['交通', '新闻'],
      day: '2022-09-05',
      rest: { link: '/1' },
    },
    { id: 'b', title: '鱼塘', body: '清淤完工。', tags: '水产', day: '2022-09-06' },
  ];

  /** Waits for version 0.7, which exports later. */
  async function exportAll(index: {
    export(take: (key: string, data: string) => void): unknown;
  }): Promise<[string, string][]> {
    const parts: [string, string][] = [];
    await index.export((key, data) => void parts.push([key, data]));
    await new Promise(resolve => setTimeout(resolve, 100));
    return parts;
  }

  it.each([
    ['0.8', flexsearch],
    ['0.7', older],
  ] as const)('takes documents, ids and values of version %s', async (_, library) => {
    const source = new library.Document(settings as never) as never as {
      add(row: object): void;
      export(take: unknown): unknown;
    };
    for (const row of rows) source.add(row);
    const parts = await exportAll(source as never);
    for (const exported of [parts, new Map(parts), Object.fromEntries(parts), source])
      expect([...fromFlexSearch(exported as never, moved).documents()]).toEqual(expected);
    expect(fromFlexSearch(parts, moved).search('通车').hits[0].id).toBe('1');
  });

  it('says what a file lacks', async () => {
    const bare = new flexsearch.Document({ document: { index: ['title', 'body'] } });
    const partly = new flexsearch.Document({ document: { index: ['title', 'body'], store: ['title'] } });
    const twice = new flexsearch.Document({ document: { index: ['title', 'body'], store: true } });
    for (const index of [bare, partly, twice]) index.add(rows[0] as never);
    twice.add({ ...rows[0], id: '1' } as never);
    for (const exported of [bare, await exportAll(bare as never)])
      expect(() => fromFlexSearch(exported as never, moved)).toThrow('holds no documents');
    expect(() => fromFlexSearch(partly as never, moved)).toThrow('does not hold the texts of body');
    expect(() => fromFlexSearch(twice as never, moved)).toThrow('as a number and as a string');
    expect(() => fromFlexSearch([['1.doc', '[[']], moved)).toThrow('cannot be read');
    expect(() => fromFlexSearch([['1.doc', '[1]']], moved)).toThrow('a document of the export');
    expect(() => fromFlexSearch(undefined as never, moved)).toThrow('the export of FlexSearch is invalid');
  });
});
