import MiniSearch from 'minisearch';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ChineseTokenizer, chinese, fromMiniSearch } from '../../../src/adapters/minisearch.ts';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { number, text } from '../../../src/fields.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { toHtml } from '../../../src/snippet/html.ts';

let lexicon: Lexicon;
let zh: ChineseTokenizer;
beforeAll(async () => {
  lexicon = (await baseLexicon()).extend([{ word: '苇塘村民委员会' }, { word: '苇塘村' }]);
  zh = chinese({ lexicon });
});

const documents = [
  { id: 1, title: '苇塘村民委员会开会', body: '天天下雨', page: 1 },
  { id: 'b', title: '石橋村新橋通車', body: '2023年天晴', page: 2 },
];

describe('Chinese for MiniSearch', () => {
  it('finds words inside longer words and in both scripts, with other options beside it', () => {
    const mini = new MiniSearch({
      fields: ['title', 'body'],
      ...zh,
      searchOptions: { ...zh.searchOptions, boost: { title: 2 } },
    });
    mini.addAll(documents);
    const find = (query: string) => mini.search(query, { combineWith: 'AND' }).map(({ id }) => id);
    expect(find('苇塘村')).toEqual([1]);
    expect(find('新桥 通车')).toEqual(['b']);
    expect(find('2023')).toEqual(['b']);
    expect(find('新桥 下雨')).toEqual([]);
    expect(toHtml(zh.highlight('石橋村新橋通車', '新桥通车'))).toBe('石橋村<mark>新橋通車</mark>');
  });

  it('finds after saving and loading what it found before, with the same fingerprint', () => {
    const options = { fields: ['title', 'body'], ...zh };
    const mini = new MiniSearch(options);
    mini.addAll(documents);
    const loaded = MiniSearch.loadJSON(JSON.stringify(mini), options);
    expect(loaded.search('苇塘村')).toEqual(mini.search('苇塘村'));
    expect(chinese({ lexicon }).fingerprint).toBe(zh.fingerprint);
    expect(() => zh.tokenize(undefined as never)).toThrow('a string');
  });
});

describe('moving from MiniSearch', () => {
  const fields = { title: text(), body: text(), page: number() };

  it('takes stored fields and ids, of a file and of a MiniSearch', () => {
    const mini = new MiniSearch({ fields: ['title', 'body'], storeFields: ['title', 'body', 'page'] });
    mini.addAll([...documents, { id: 9, title: '删', body: '去', page: 3 }]);
    mini.discard(9);
    const json = JSON.stringify(mini);
    for (const saved of [json, JSON.parse(json), mini])
      expect([...fromMiniSearch(saved, { fields, lexicon }).documents()]).toEqual([
        { ...documents[0], id: '1' },
        documents[1],
      ]);
    expect(fromMiniSearch(json, { fields, lexicon }).search('石桥').hits[0].id).toBe('b');
  });

  it('says what a file lacks', () => {
    const mini = new MiniSearch({ fields: ['title', 'body'], storeFields: ['title'] });
    mini.addAll(documents);
    expect(() => fromMiniSearch(mini, { fields })).toThrow(/does not hold the texts of body.*storeFields/);
    expect(fromMiniSearch(mini, { fields: { title: text() } }).size).toBe(2);
    mini.add({ ...documents[0], id: '1' });
    expect(() => fromMiniSearch(mini, { fields: { title: text() } })).toThrow('as a number and as a string');
    expect(() => fromMiniSearch('{', { fields })).toThrow('cannot be read');
    expect(() => fromMiniSearch('{}', { fields })).toThrow('documentIds and storedFields');
    expect(() => fromMiniSearch(undefined, { fields })).toThrow('documentIds and storedFields');
  });
});
