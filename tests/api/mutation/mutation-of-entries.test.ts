/** Whatever goes into an entry point or comes out of it can be changed afterwards without changing what it answers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chinese as chineseFlexSearch, fromFlexSearch } from '../../../src/adapters/flexsearch.ts';
import { chinese as chineseMiniSearch, fromMiniSearch } from '../../../src/adapters/minisearch.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { applyNameList, discoverNames, formatNameList, parseNameList } from '../../../src/entry-points/names.ts';
import { createIndex, createSegmenter, fromRow, keywords, Lexicon, parsePage, repairText } from '../../../src/index.ts';
import { findFiles, openFile, readDocuments } from '../../../src/node/index.ts';
import { layoutVersion } from '../../../src/opensearch/documents/index-body.ts';
import { createCluster } from '../../../src/opensearch/index.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { openInWorker } from '../../../src/worker/index.ts';
import { createWorker } from '../local-worker.ts';
import { newDocument, newFields, newWords } from './sample.ts';
import { scramble } from './scramble.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-mutation-'));
const lexicon = Lexicon.fromEntries(newWords());
const bytes = (() => {
  const index = createIndex({ fields: newFields(), lexicon });
  for (let i = 0; i < 12; i++) index.add(newDocument(i));
  return index.toBytes();
})();
const file = join(folder, 'a.hansou');
const source = join(folder, 'a.txt');
const page = '石桥昨日通车\n本报讯（记者 何田）石桥昨日通车。\n全村人都来了。\n';
const names = '石桥村“五天一检”，石桥村“五天一检”。'.repeat(3);

let server: Server;
let address = '';
beforeAll(async () => {
  writeFileSync(file, bytes);
  writeFileSync(source, page);
  server = createServer((_, response) => response.end(bytes));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise<void>(resolve => server.close(() => resolve()));
});

/** Changes what was given, or leaves it alone; returns it unchanged first. */
type Touch = <T>(given: T) => void;
/** Makes something of inputs that are touched afterwards. Returns what asks it all that it answers. */
type Entry = (touch: Touch) => Promise<() => unknown> | (() => unknown);

/** Calls with an argument, which is touched afterwards. */
async function giving<A, R>(touch: Touch, argument: A, call: (argument: A) => R): Promise<Awaited<R>> {
  const result = await call(argument);
  touch(argument);
  return result;
}

/** What all kinds of indexes have. */
interface AnyIndex {
  readonly fields: object;
  readonly size: number;
  search(query: never, options?: never): unknown;
  suggest(typed: string, options: never): unknown;
  get(id: string): unknown;
  explain(query: string, id: string): unknown;
}

/** Asks an index that may be elsewhere. */
async function askIndex(index: AnyIndex, touch: Touch): Promise<unknown[]> {
  const options = {
    facets: { author: 10 },
    snippet: { fields: ['body', 'title'], fragments: 2 },
    filter: { page: { from: 1 } },
  };
  return [
    index.fields,
    index.size,
    await giving(touch, options, given => index.search('石桥 通车' as never, given as never)),
    await giving(touch, { all: [{ words: '石桥' }, { not: { phrase: '没有' } }] }, given =>
      index.search(given as never),
    ),
    await giving(touch, { limit: 3 }, given => index.suggest('石', given as never)),
    await index.get('3'),
    await index.explain('石桥 通车 没有', '3'),
    index.fields,
  ];
}

const entries: Readonly<Record<string, Entry>> = {
  Lexicon: touch => {
    const words = newWords();
    const made = Lexicon.fromEntries(words);
    touch(words);
    const more = [{ word: '新桥' }];
    const extended = made.extend(more);
    touch(more);
    const left = ['通车'];
    const without = extended.without(left);
    touch(left);
    return () =>
      [made, extended, without].map(each => [[...each.words()], each.find('石桥'), each.has('通车'), each.fingerprint]);
  },
  createSegmenter: touch => {
    const options = { lexicon };
    const segmenter = createSegmenter(options);
    touch({ ...options, lexicon: undefined });
    Object.assign(options, { lexicon: undefined });
    return () => [segmenter.segment('石桥今天通车，2022年9月5日。'), segmenter.cut('石桥今天通车')];
  },
  'texts and rows': touch => {
    const fields = newFields();
    return async () => [
      repairText('石桥\n昨日\n通车'),
      await giving(touch, { date: '2022-09-05', name: 'A1' }, options => parsePage(page, options as never)),
      await giving(touch, { top: 3 }, options => keywords(page, { lexicon, ...options } as never)),
      await giving(touch, { id: 1, body: '石桥', author: ['何田'], date: new Date(0), views: 3 }, row =>
        fromRow(row, { fields, rest: 'more' }),
      ),
    ];
  },
  'hansou/names': touch => {
    const found = discoverNames([names], { lexicon });
    const list = formatNameList(found);
    touch(found);
    const decisions = parseNameList(list);
    const named = applyNameList(lexicon, decisions);
    touch(decisions);
    return async () => [
      await giving(touch, [names], texts => discoverNames(texts, { lexicon })),
      parseNameList(list),
      [...named.words()],
      list,
    ];
  },
  'hansou/flexsearch and hansou/minisearch': touch => {
    const options = { lexicon };
    const flex = chineseFlexSearch(options);
    const mini = chineseMiniSearch(options);
    Object.assign(options, { lexicon: undefined });
    const moved = { fields: newFields() };
    const parts = [['1.doc', [['1', { title: '石桥', body: '石桥通车' }]]]];
    const fromFlex = fromFlexSearch(parts as never, moved);
    const stored = { documentIds: { 0: '1' }, storedFields: { 0: { title: '石桥', body: '石桥通车' } } };
    const fromMini = fromMiniSearch(stored as never, moved);
    touch([moved, parts, stored]);
    return async () => [
      flex.encode('石桥今天通车'),
      flex.terms('石桥'),
      flex.highlight('石桥今天通车', '石桥'),
      mini.tokenize('石桥今天通车'),
      mini.searchOptions.tokenize('石桥'),
      mini.highlight('石桥今天通车', '石桥'),
      await askIndex(fromFlex, touch),
      await askIndex(fromMini, touch),
    ];
  },
  'hansou/node': touch => {
    const options = { lexicon, cacheBytes: 1 << 20, synonyms: '石桥, 通车' };
    const index = openFile(file, options);
    Object.assign(options, { lexicon: undefined, cacheBytes: -1, synonyms: 'changed' });
    return async () => {
      const documents: unknown[] = [];
      const files = [source];
      const how = { fields: { body: 'content' }, root: folder };
      for await (const document of readDocuments(files, how as never)) {
        documents.push(JSON.stringify(document));
        touch(document);
      }
      touch([files, how]);
      return [await askIndex(index, touch), documents, await giving(touch, [source], given => findFiles(given))];
    };
  },
  'hansou/remote': async touch => {
    const given = { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) };
    const options = { cacheBytes: 1 << 20, synonyms: '石桥, 通车' };
    const index = await openRemote(given, options);
    touch([given, options]);
    return () => askIndex(index, touch);
  },
  'hansou/worker': async touch => {
    const options = { cacheBytes: 1 << 20, synonyms: '石桥, 通车' };
    const addresses = [address];
    const index = await openInWorker(createWorker(), addresses, options);
    touch([options, addresses]);
    return () => askIndex(index, touch);
  },
  'hansou/opensearch': async touch => {
    const sent: string[] = [];
    const fields = newFields();
    const hansou = { layout: layoutVersion, analysis: new Analyzer().fingerprint, fields: newFields() };
    const request = async (method: string, path: string, body?: unknown) => {
      // Documents are numbered by the time.
      sent.push(JSON.stringify([method, path, body]).replaceAll(/order\W+\d+/g, 'order'));
      touch(body);
      if (path.endsWith('/_mapping')) return { status: 200, body: { 'site-1': { mappings: { _meta: { hansou } } } } };
      return { status: 404, body: {} };
    };
    const options = { request, fields, index: 'site', shards: 2 };
    const cluster = await createCluster(options as never);
    touch([fields, { ...options, request: undefined }]);
    Object.assign(options, { request: undefined, index: 'changed' });
    return async () => {
      sent.length = 0;
      const refusal = (error: Error) => error.message;
      const search = { limit: 3, filter: { page: 1 } };
      const found = await cluster.search('石桥', search as never).catch(refusal);
      const document = newDocument(1);
      const added = await cluster.add(document as never).catch(refusal);
      touch([search, document]);
      return [cluster.fields, found, added, [...sent]];
    };
  },
};

it.each(Object.keys(entries))('%s answers the same when all that it was given and gave is changed', async name => {
  const untouched = await entries[name](() => {});
  const expected = JSON.stringify(await untouched());
  expect(expected.length).toBeGreaterThan(100);
  const ask = await entries[name](scramble);
  for (let round = 0; round < 4; round++) {
    const answer = await ask();
    expect(JSON.stringify(answer), `round ${round}`).toBe(expected);
    scramble(answer);
  }
});
