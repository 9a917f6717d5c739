import { inspect } from 'node:util';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { text } from '../../../src/fields.ts';
import { TextStoreReader } from '../../../src/index/store/text-store-reader.ts';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';

const fields = { title: text({ weight: 3 }), body: text() };
const body = '新桥今天通车，'.repeat(40);
const article = { id: '1', title: '石桥村新桥通车', body };

describe('the document of a hit', () => {
  let index: SearchIndex<typeof fields>;

  beforeEach(() => {
    const built = createIndex({ fields });
    built.add(article);
    index = openIndex(built.toBytes());
  });

  const findFirst = () => index.search('新桥', { snippet: false }).hits[0].document;

  it('decodes its short texts at once and a long one when it is looked at', () => {
    const readText = vi.spyOn(TextStoreReader.prototype, 'readText');
    const document = findFirst();
    const before = readText.mock.calls.length;
    expect(document.title).toBe(article.title);
    expect(readText.mock.calls.length).toBe(before);
    expect(document.body).toBe(body);
    expect(document.body).toBe(body);
    expect(readText.mock.calls.length).toBe(before + 1);
    readText.mockRestore();
  });

  it('has long texts as own, enumerable properties in the order of the fields', () => {
    expect(Object.keys(findFirst())).toEqual(['id', 'title', 'body']);
    expect(Object.hasOwn(findFirst(), 'body')).toBe(true);
  });

  it('gives the text to whoever spreads, clones, stringifies, lists or prints it', () => {
    expect({ ...findFirst() }).toStrictEqual(article);
    expect(structuredClone(findFirst())).toStrictEqual(article);
    expect(JSON.parse(JSON.stringify(findFirst()))).toStrictEqual(article);
    expect(Object.entries(findFirst())).toEqual(Object.entries(article));
    expect(inspect(findFirst(), { maxStringLength: 1000 })).toBe(inspect(article, { maxStringLength: 1000 }));
    expect(findFirst()).toEqual(article);
  });

  it('is the caller’s own, so a text that was set or deleted stays so', () => {
    const document = findFirst() as { body?: string };
    document.body = '别的';
    expect(document.body).toBe('别的');
    expect({ ...document }).toEqual({ ...article, body: '别的' });
    delete document.body;
    expect(document).toEqual({ id: '1', title: article.title });
    expect(findFirst().body).toBe(body);
  });

  it('shows the text as it was when the search was made, whatever the index becomes', () => {
    const document = findFirst();
    index.remove('1');
    index.compact();
    expect(document.body).toBe(body);
  });

  it('has its own text, and its own snippet, whenever it is looked at and whatever is searched meanwhile', () => {
    const articles = ['石桥', '柳湾', '云汀'].map((place, i) => ({
      id: `${i}`,
      title: place,
      body: `${place}的新桥通车。${`今天村民在${place}谈论桥。`.repeat(30 * (i + 1))}`,
    }));
    const built = createIndex({ fields });
    built.addAll(articles);
    const several = openIndex(built.toBytes());
    const expected = several.search('新桥').hits.map(({ id, snippets }) => ({ id, snippets }));
    expect(expected).toHaveLength(3);
    const { hits } = several.search('新桥', {
      where: document => {
        const { body = '' } = document as { body?: string };
        return several.search('村民').hits.some(hit => hit.document['body'] === body);
      },
    });
    several.search('柳湾');
    for (const { id, document } of [...hits].reverse()) expect({ ...document }).toEqual(articles[Number(id)]);
    expect(hits.map(({ id, snippets }) => ({ id, snippets }))).toEqual(expected);
    for (const [i, { id, snippets }] of expected.entries()) {
      expect(snippets.body?.[0].text).toContain(`${articles[Number(id)].title}的新桥`);
      expect(hits[i].document.body).toBe(articles[Number(id)].body);
    }
  });

  it('reads only the fields that are asked for', () => {
    const readText = vi.spyOn(TextStoreReader.prototype, 'readText');
    const { document } = index.search('新桥', { snippet: false, returnFields: ['body'] }).hits[0];
    const before = readText.mock.calls.length;
    expect(Object.keys(document)).toEqual(['id', 'body']);
    expect(readText.mock.calls.length).toBe(before);
    expect(document.body).toBe(body);
    readText.mockRestore();
  });
});
