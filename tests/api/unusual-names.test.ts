/** Names that mean something in JavaScript or are otherwise unusual work like others, or are refused, wherever a name can stand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { formatNameList, parseNameList } from '../../src/entry-points/names.ts';
import { createIndex, HansouError, keyword, Lexicon, openIndex, stored, text } from '../../src/index.ts';
import { type FileDocument, IndexBuilder, openFile, readDocuments } from '../../src/node/index.ts';
import { openRemote } from '../../src/remote/index.ts';
import { unusualNames } from './junk.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-unusual-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing that every object inherits was changed. */
const inherited = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
afterEach(() => {
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(inherited);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

/** The result of a call; undefined when it is refused by a HansouError. */
function tryCall<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof HansouError) return undefined;
    throw error;
  }
}

const fields = { body: text(), author: keyword(), more: stored() };
/** Names as they are shown in the titles of tests. */
const cases = unusualNames.map(name => [JSON.stringify(name.slice(0, 20)), name] as const);

describe.each(cases)('the name %s', (_, name) => {
  it('as an id is found, changed and removed, or refused when it is empty', async () => {
    const index = createIndex({ fields });
    index.add({ id: 'other', body: '石桥' });
    const added = tryCall(() => {
      index.add({ id: name, body: '石桥通车' });
      return true;
    });
    expect(added).toBe(name === '' ? undefined : true);
    expect(index.has(name)).toBe(name !== '');
    if (!added) return;
    expect(() => index.add({ id: name })).toThrow('already holds');
    const bytes = index.toBytes();
    const remote = await openRemote<typeof fields>({
      size: bytes.length,
      read: async (start, end) => bytes.slice(start, end),
    });
    for (const each of [index, openIndex<typeof fields>(bytes)]) {
      expect(each.search('通车').hits.map(({ id }) => id)).toEqual([name]);
      expect(await remote.search('通车')).toEqual(each.search('通车'));
      expect(each.get(name)).toEqual({ id: name, body: '石桥通车' });
      expect(await remote.get(name)).toEqual(each.get(name));
      expect(each.explain('通车', name)?.found).toBe(true);
      each.update({ id: name, body: '石桥竣工' });
      expect(each.search('竣工').hits.map(({ id }) => id)).toEqual([name]);
      expect(each.remove(name)).toBe(true);
      expect(each.remove(name)).toBe(false);
      expect(each.get(name)).toBeUndefined();
      expect(each.size).toBe(1);
    }
  });

  it('as a field is a field like others, or refused', () => {
    const own = Object.fromEntries([
      ['body', text()],
      [name, keyword()],
    ]);
    const index = tryCall(() => createIndex({ fields: own }));
    expect(index === undefined).toBe(!/^[\p{L}_][\p{L}\p{N}_-]{0,255}$/u.test(name) || name === '__proto__');
    if (!index) return;
    index.add(
      Object.fromEntries([
        ['id', '1'],
        ['body', '石桥'],
        [name, '何田'],
      ]) as never,
    );
    const filter = Object.fromEntries([[name, '何田']]);
    const facets = Object.fromEntries([[name, 5]]);
    for (const each of [index, openIndex(index.toBytes())]) {
      const found = each.search('石桥', { filter, facets, returnFields: [name] });
      expect(found.total).toBe(1);
      expect(Object.getOwnPropertyDescriptor(found.hits[0].document, name)?.value).toBe('何田');
      expect(Object.getOwnPropertyDescriptor(found.facets!, name)?.value).toEqual([{ value: '何田', count: 1 }]);
      if (name.length <= 80) expect(each.search(`${name}:何田`).total).toBe(1);
      expect(each.search({ words: '何田', field: name }).total).toBe(1);
    }
  });

  it('as a field that an index does not have is refused in documents, queries, filters and options', () => {
    const index = createIndex({ fields });
    index.add({ id: '1', body: '石桥' });
    const named = Object.fromEntries([[name, '何田']]) as never;
    const refused: readonly (() => unknown)[] = [
      () => index.add({ id: '2', ...Object.fromEntries([[name, '何田']]) } as never),
      () => index.search('石桥', { filter: named }),
      () => index.search('石桥', { facets: Object.fromEntries([[name, 5]]) }),
      () => index.search('石桥', { fields: [name as never] }),
      () => index.search('石桥', { returnFields: [name as never] }),
      () => index.search('石桥', { sort: { field: name as never } }),
      () => index.search({ words: '何田', field: name }),
      () => index.search({ field: name, from: '2022' }),
    ];
    for (const call of refused) expect(call).toThrow(HansouError);
    expect(index.search(`石桥 ${name}:何田`).total).toBeLessThanOrEqual(1);
    expect(index.size).toBe(1);
  });

  it('as an option that a call does not have is refused', () => {
    const index = createIndex({ fields });
    const options = Object.fromEntries([[name, 1]]) as never;
    for (const call of [
      () => index.search('石桥', options),
      () => index.suggest('石', options),
      () => index.explain('石桥', '1', options),
      () => openIndex(index.toBytes(), options),
      () => text(options),
    ])
      expect(call).toThrow(HansouError);
  });

  it('as a keyword value and a key of a stored value is given back, filtered by and counted', () => {
    const index = createIndex({ fields });
    const more = JSON.parse(`{${JSON.stringify(name)}: {${JSON.stringify(name)}: 1}}`);
    index.add({ id: '1', body: '石桥', author: [name, '何田'], more });
    for (const each of [index, openIndex<typeof fields>(index.toBytes())]) {
      expect(each.get('1')!.author).toEqual([name, '何田']);
      expect(JSON.stringify(each.get('1')!.more)).toBe(JSON.stringify(more));
      expect(Object.getPrototypeOf(each.get('1')!.more)).toBe(Object.prototype);
      const { total, facets } = each.search('石桥', { filter: { author: name }, facets: { author: 9 } });
      expect(total).toBe(1);
      expect(facets!.author!.map(({ value }) => value).sort()).toEqual([name, '何田'].sort());
    }
  });

  it('as typed text, a phrase and a word of a lexicon or a list of synonyms throws nothing but our errors', () => {
    const index = createIndex({ fields });
    index.add({ id: '1', body: `石桥 ${name} 通车` });
    for (const query of [name, `"${name}"`, `-${name}`, `${name}*`, `author:${name}`, `石桥 OR ${name}`])
      expect(index.search(query).total).toBeLessThanOrEqual(1);
    index.suggest(name);
    if (name.trim() !== '' && name.length <= 512 && !name.includes('\ud800'))
      expect(index.search({ phrase: name }).total, 'phrase').toBe(1);
    const isWord = name.trim() !== '' && name.length <= 64;
    expect(tryCall(() => Lexicon.fromEntries([{ word: name, tag: 'nr' }]))?.has(name)).toBe(isWord || undefined);
    const kept = tryCall(() => parseNameList(formatNameList([], { kept: [{ word: name }], dropped: [] })));
    expect(kept?.kept.map(({ word }) => word)).toEqual(isWord ? [name] : name.trim() === '' ? [] : undefined);
    const dropped = tryCall(() => parseNameList(formatNameList([], { kept: [], dropped: [name] })));
    expect(dropped?.dropped).toEqual(isWord ? [name] : undefined);
    const replaced = tryCall(() => {
      const other = createIndex({ fields, synonyms: `${name}, 石桥` });
      other.add({ id: '1', body: '石桥' });
      return other.search(name).total;
    });
    expect(replaced === undefined).toBe(!isWord);
  });

  it('in JSONL and YAML is read as a key, a value and an id, or named as skipped', async () => {
    const json = JSON.stringify(name);
    const jsonl = join(folder, 'a.jsonl');
    const markdown = join(folder, 'a.md');
    writeFileSync(
      jsonl,
      [
        `{"id": ${json}, "text": "石桥今天通车", ${json === '"id"' ? '"x"' : json}: {"deep": ${json}}}`,
        `{"id": "2", "text": "石桥", "author": ${json}, "title": ${json}, "tags": [${json}]}`,
        `{"id": "3", "text": "石桥", "more": {${json}: {${json}: [${json}]}}}`,
      ].join('\n'),
    );
    writeFileSync(
      markdown,
      `---\n${json}: ${json}\nauthor: ${json}\ntags: [${json}]\nmore: {${json}: ${json}}\n"<<": {${json}: 1}\n---\n石桥今天通车\n`,
    );
    const documents: FileDocument[] = [];
    const skipped: string[] = [];
    for await (const document of readDocuments([jsonl, markdown], { onSkip: ({ file }) => skipped.push(file) }))
      documents.push(document);
    expect(documents.length + skipped.length).toBeGreaterThanOrEqual(4);
    expect(documents.some(({ id }) => /\b3$/.test(id))).toBe(true);
    for (const document of documents) expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
    const output = join(folder, 'a.hansou');
    const builder = new IndexBuilder({ fields: { body: text(), more: stored() }, output, threads: 1 });
    for (const { id, ...more } of documents) await builder.add({ id, body: '石桥', more });
    await builder.finish();
    const index = openFile(output);
    index.verify();
    for (const { id, ...more } of documents) expect(JSON.stringify(index.get(id)?.['more'])).toBe(JSON.stringify(more));
    index.close();
  });
});
