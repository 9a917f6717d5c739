import { describe, expect, it } from 'vitest';
import { addWords } from '../../../src/add-words.ts';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { keyword, text } from '../../../src/fields.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const fields = {
  title: text({ weight: 3 }),
  body: text(),
  who: keyword({ namesOf: 'persons', searchable: true }),
  where: keyword({ namesOf: 'places' }),
};
const names = [
  { word: '韩曦', tag: 'nr' },
  { word: '桐坡社区', tag: 'ns' },
];
const documents = [
  { id: '1', title: '韩曦到北京', body: '韩曦说，桐坡社区很好。' },
  { id: '2', title: '', body: '桐坡社區的居民上了高峰。' },
  { id: '3', title: '下雨了', body: '㎡' },
];

describe('a keyword field of names', () => {
  it('holds each name of all texts of a document once, as it stands there first', async () => {
    const index = createIndex({ fields, lexicon: (await baseLexicon()).extend(names) });
    index.addAll(documents);
    expect(index.get('1')).toEqual({ ...documents[0], who: ['韩曦'], where: ['北京', '桐坡社区'] });
    // 高峰 is tagged as a person in the base lexicon, and means a peak.
    expect(index.get('2')).toEqual({ ...documents[1], who: [], where: ['桐坡社區'] });
    expect(index.get('3')).toEqual({ ...documents[2], who: [], where: [] });
  });

  it('is asked by its name, filtered and counted, and survives saving and merging', async () => {
    const lexicon = (await baseLexicon()).extend(names);
    const index = createIndex({ fields, lexicon });
    index.add(documents[0]);
    index.search('韩曦');
    index.add(documents[1]);
    const opened = openIndex<typeof fields>(index.toBytes());
    expect(opened.search('who:韩曦').hits.map(({ id }) => id)).toEqual(['1']);
    expect(opened.search('居民 where:桐坡社区').hits.map(({ id }) => id)).toEqual(['2']);
    expect(opened.search('社区', { filter: { where: '北京' } }).hits.map(({ id }) => id)).toEqual(['1']);
    const { facets } = opened.search('桐坡社区', { facets: { where: 10 } });
    expect(facets?.where?.map(({ value, count }) => `${value} ${count}`)).toEqual(['桐坡社区 2', '北京 1']);
  });

  it('has names that no dictionary holds when the lexicon finds them', async () => {
    const body = '记者邝振华报道，邝振华说，他来自重庆市。';
    for (const [level, who] of [
      ['none', []],
      ['persons', ['邝振华']],
    ] as const) {
      const index = createIndex({ fields, lexicon: await baseLexicon(undefined, { names: level }) });
      index.add({ id: '1', body });
      expect(index.get('1')).toMatchObject({ who, where: ['重庆市'] });
    }
  });

  it('is found anew when words are added, whatever the document had before', async () => {
    const lexicon = await baseLexicon();
    const index = createIndex({ fields, lexicon });
    index.addAll(documents);
    expect(index.get('2')).toMatchObject({ where: [] });
    addWords(index, names, { lexicon });
    expect(index.get('2')).toMatchObject({ where: ['桐坡社區'] });
    index.update({ ...index.get('2')!, body: '没有名字' });
    expect(index.get('2')).toMatchObject({ where: [] });
  });

  it('rejects other kinds of names', () => {
    expect(() => keyword({ namesOf: 'slogans' as never })).toThrow(/namesOf.*persons, places, organisations/s);
  });
});
