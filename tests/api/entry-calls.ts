/** Every argument and option of the public functions of the other entry points, with a value in its place. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { chinese as chineseFlexSearch, fromFlexSearch } from '../../src/adapters/flexsearch.ts';
import { chinese as chineseMiniSearch, fromMiniSearch } from '../../src/adapters/minisearch.ts';
import { fromOrama } from '../../src/adapters/orama.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import {
  addWords,
  applyNameList,
  discoverNames,
  formatNameList,
  type NameCandidate,
  parseNameList,
} from '../../src/entry-points/names.ts';
import { createNodejiebaSegmenter } from '../../src/entry-points/nodejieba.ts';
import { Lexicon, openIndex } from '../../src/index.ts';
import { decodeText, findFiles, IndexBuilder, mergeFiles, openFile, readDocuments } from '../../src/node/index.ts';
import { layoutVersion } from '../../src/opensearch/documents/index-body.ts';
import { type ClusterRequest, clientRequest, createCluster, fetchRequest } from '../../src/opensearch/index.ts';
import { openRemote } from '../../src/remote/index.ts';
import { openInWorker } from '../../src/worker/index.ts';
import type { Calls } from './junk.ts';
import { createWorker } from './local-worker.ts';
import { bytes, callsFor, fields } from './main-calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-junk-'));
const output = join(folder, 'built.hansou');
const file = join(folder, 'a.hansou');
const input = join(folder, 'a.txt');
writeFileSync(file, bytes);
writeFileSync(input, '石桥今天通车\n');

/** Removes what the calls wrote; it is nothing but the files that were there. */
export function removeFiles(): void {
  rmSync(output, { force: true });
  expect(readdirSync(folder).sort()).toEqual(['a.hansou', 'a.txt']);
  rmSync(folder, { recursive: true });
}

/** Junk as the name of a file below the folder: what is drawn must not lead to other files, or wait for standard input. */
function below(value: unknown): never {
  if (Array.isArray(value)) return Array.from(value, below) as never;
  return (typeof value === 'string' ? join(folder, `x${value}`) : value) as never;
}

const lexicon = Lexicon.fromEntries([{ word: '石桥' }]);
const [candidate] = discoverNames(['石桥村“五天一检”，石桥村“五天一检”。'.repeat(3)], { lexicon });

const forFlexSearch = chineseFlexSearch({ lexicon });
const forMiniSearch = chineseMiniSearch({ lexicon });
const moved = { fields };

export const adapterCalls: Calls = {
  'FlexSearch chinese': value => chineseFlexSearch(value),
  'FlexSearch lexicon': value => chineseFlexSearch({ lexicon: value }),
  encode: value => forFlexSearch.encode(value),
  document: value => forFlexSearch.document(value),
  field: value => forFlexSearch.field(value),
  'document of a field': value => forFlexSearch.field('title').custom(value),
  terms: value => forFlexSearch.terms(value),
  'highlight text': value => forFlexSearch.highlight(value, '石桥'),
  'highlight query': value => forFlexSearch.highlight('石桥', value),
  fromFlexSearch: value => fromFlexSearch(value, moved),
  'fromFlexSearch part': value => fromFlexSearch([value], moved),
  'fromFlexSearch documents': value => fromFlexSearch([['1.doc', value]], moved),
  'fromFlexSearch document': value => fromFlexSearch([['1.doc', [value]]], moved),
  'fromFlexSearch id': value => fromFlexSearch([['1.doc', [[value, { title: '石桥', body: '石桥' }]]]], moved),
  'fromFlexSearch record': value => fromFlexSearch([['1.doc', [['1', value]]]], moved),
  'fromFlexSearch options': value => fromFlexSearch([], value),
  'MiniSearch chinese': value => chineseMiniSearch(value),
  'MiniSearch lexicon': value => chineseMiniSearch({ lexicon: value }),
  tokenize: value => forMiniSearch.tokenize(value),
  'tokenize of a query': value => forMiniSearch.searchOptions.tokenize(value),
  'MiniSearch highlight': value => forMiniSearch.highlight(value, value),
  fromMiniSearch: value => fromMiniSearch(value, moved),
  'fromMiniSearch ids': value => fromMiniSearch({ documentIds: value, storedFields: {} }, moved),
  'fromMiniSearch id': value => fromMiniSearch({ documentIds: { 0: value }, storedFields: {} }, moved),
  'fromMiniSearch record': value => fromMiniSearch({ documentIds: { 0: '1' }, storedFields: { 0: value } }, moved),
  fromOrama: value => fromOrama(value, moved),
  'fromOrama documents': value =>
    fromOrama({ docs: { docs: value }, internalDocumentIDStore: { internalIdToId: ['1'] } }, moved),
  'fromOrama document': value =>
    fromOrama({ docs: { docs: { 1: value } }, internalDocumentIDStore: { internalIdToId: ['1'] } }, moved),
  'fromOrama ids': value =>
    fromOrama({ docs: { docs: { 1: {} } }, internalDocumentIDStore: { internalIdToId: value } }, moved),
  'fromOrama id': value =>
    fromOrama({ docs: { docs: { 1: {} } }, internalDocumentIDStore: { internalIdToId: [value] } }, moved),
  'fromOrama options': value =>
    fromOrama({ docs: { docs: {} }, internalDocumentIDStore: { internalIdToId: [] } }, value),
  'fromMiniSearch options': value => fromMiniSearch({ documentIds: {}, storedFields: {} }, value),
};

export const namesCalls: Calls = {
  discoverNames: value => discoverNames(value, { lexicon }),
  'discoverNames text': value => discoverNames([value], { lexicon }),
  'discoverNames options': value => discoverNames(['石桥村'], value),
  ...callsFor(['lexicon', 'minScore', 'minTermCount'], name => ({
    [`discoverNames ${name}`]: value => discoverNames(['石桥村'], { lexicon, [name]: value }),
  })),
  formatNameList: value => formatNameList(value),
  'formatNameList candidate': value => formatNameList([value]),
  ...callsFor(Object.keys(candidate), name => ({
    [`formatNameList ${name}`]: value => formatNameList([{ ...candidate, [name]: value }]),
    [`formatNameList ${name} []`]: value => formatNameList([{ ...candidate, [name]: [value] } as NameCandidate]),
  })),
  'formatNameList earlier': value => formatNameList([candidate], value),
  ...callsFor(['kept', 'dropped'], name => ({
    [`formatNameList ${name}`]: value => formatNameList([candidate], { kept: [], dropped: [], [name]: value }),
    [`formatNameList ${name} []`]: value => formatNameList([candidate], { kept: [], dropped: [], [name]: [value] }),
  })),
  applyNameList: value => applyNameList(value, value),
  'applyNameList decisions': value => applyNameList(lexicon, value),
  parseNameList: value => parseNameList(value),
  'parseNameList file': value => parseNameList('石桥 x y z', value),
  addWords: value => addWords(value, [], { lexicon }),
  'addWords entries': value => addWords(openIndex(bytes, { lexicon }), value, { lexicon }),
  'addWords entry': value => addWords(openIndex(bytes, { lexicon }), [value], { lexicon }),
  'addWords options': value => addWords(openIndex(bytes, { lexicon }), [{ word: '通车' }], value),
  'addWords lexicon': value => addWords(openIndex(bytes, { lexicon }), [{ word: '通车' }], { lexicon: value }),
};

async function readAll(names: unknown, options?: unknown): Promise<unknown> {
  const documents = [];
  for await (const document of readDocuments(names as never, options as never)) documents.push(document);
  return documents;
}

async function build(
  options: object,
  documents: readonly unknown[] = [{ id: '1', body: '石桥' }],
  extras: unknown = {},
): Promise<void> {
  const builder = new IndexBuilder({ fields, output, threads: 1, ...options });
  try {
    for (const document of documents) await builder.add(document as never);
    await builder.finish(extras as never);
  } catch (error) {
    await builder.abort();
    throw error;
  }
}

function open(options: unknown): unknown {
  const index = openFile(file, options as never);
  try {
    return index.search('石桥');
  } finally {
    index.close();
  }
}

export const nodeCalls: Calls = {
  IndexBuilder: value => new IndexBuilder(value),
  ...callsFor(['fields', 'lexicon', 'segmenter', 'synonyms', 'expectedDocuments', 'signal'], name => ({
    [`IndexBuilder ${name}`]: value => build({ [name]: value }),
  })),
  'IndexBuilder document': value => build({}, [value]),
  ...callsFor(['id', 'body', 'author', 'date', 'page', 'more'], name => ({
    [`IndexBuilder document ${name}`]: value => build({}, [{ id: '1', [name]: value }]),
  })),
  'IndexBuilder extras': value => build({}, undefined, value),
  ...callsFor(['attachment', 'earlier'], name => ({
    [`IndexBuilder extras ${name}`]: value => build({}, undefined, { [name]: value }),
  })),
  ...callsFor(['ids', 'checksums'], name => ({
    [`IndexBuilder earlier ${name}`]: value => build({}, undefined, { earlier: { ids: [], [name]: value } }),
    [`IndexBuilder earlier ${name} []`]: value => build({}, undefined, { earlier: { ids: [], [name]: [value] } }),
  })),
  mergeFiles: value => mergeFiles(below(value), { output }),
  'mergeFiles path': value => mergeFiles([file, below(value)], { output }),
  'mergeFiles options': value => mergeFiles([file], value),
  'mergeFiles output': value => mergeFiles([file], { output: (typeof value === 'string' ? output : value) as never }),
  openFile: value => openFile(below(value)).close(),
  'openFile path': value => openFile([file, below(value)]).close(),
  'IndexBuilder output': value => new IndexBuilder({ fields, output: below(value) }).abort(),
  'openFile options': open,
  ...callsFor(['cacheBytes', 'lexicon', 'segmenter', 'synonyms', 'commonSynonyms'], name => ({
    [`openFile ${name}`]: value => open({ [name]: value }),
  })),
  findFiles: value => findFiles(below(value)),
  'findFiles name': value => findFiles([below(value)]),
  'findFiles onLeftOut': value => findFiles([input], value),
  readDocuments: value => readAll(below(value)),
  'readDocuments name': value => readAll([below(value)]),
  'readDocuments options': value => readAll([input], value),
  ...callsFor(
    [
      ...['format', 'onLeftOut', 'onFile', 'onSkip', 'only', 'drafts', 'code', 'encoding', 'fields', 'strict', 'root'],
      ...['ignore', 'baseUrl', 'cleanUrls', 'signal'],
    ],
    name => ({ [`readDocuments ${name}`]: value => readAll([input], { [name]: value }) }),
  ),
  'readDocuments stdin': (value: unknown) => readAll(['-'], { stdin: value ?? null }),
  decodeText: value => decodeText(value, { file: 'a.txt' }),
  'decodeText options': value => decodeText(new Uint8Array(9), value),
  ...callsFor(['file', 'declared', 'encoding', 'strict'], name => ({
    [`decodeText ${name}`]: value => decodeText(new Uint8Array([0xca, 0xaf]), { file: 'a.txt', [name]: value }),
  })),
};

export const lexiconCalls: Calls = {
  baseLexicon: (value: unknown) =>
    baseLexicon((typeof value === 'string' ? `file:///none/x${value.length}` : value) as never),
  'baseLexicon options': value => baseLexicon(undefined, value),
  'baseLexicon names': value => baseLexicon('file:///none/such', { names: value }),
};

/** Each starts an engine, which takes a while. */
export const nodejiebaCalls: Calls = {
  'nodejieba dictionary': (value: unknown) => createNodejiebaSegmenter({ dictionary: value ?? '' } as never),
  'nodejieba entries': value => createNodejiebaSegmenter({ dictionary: '石桥 10 ns', entries: value }),
  'nodejieba options': value => createNodejiebaSegmenter({ ...Object(value), dictionary: '石桥 10 ns' }),
};

const source = { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) };
const remote = openRemote<typeof fields>(source);

/** The calls that an index in a worker and one at an address have in common. */
function callsOf(
  name: string,
  index: () => Promise<Pick<Awaited<typeof remote>, 'search' | 'suggest' | 'get' | 'explain'>>,
): Calls {
  return {
    [`${name} search`]: async value => (await index()).search(value),
    [`${name} search options`]: async value => (await index()).search('石桥', value),
    ...callsFor(['limit', 'fields', 'filter', 'sort', 'minRelevance', 'signal', 'timeLimit', 'snippet'], option => ({
      [`${name} search ${option}`]: async value => (await index()).search('石桥', { [option]: value }),
    })),
    [`${name} suggest`]: async value => (await index()).suggest(value),
    [`${name} suggest options`]: async value => (await index()).suggest('石', value),
    [`${name} get`]: async value => (await index()).get(value),
    [`${name} get options`]: async value => (await index()).get('1', value),
    [`${name} explain`]: async value => (await index()).explain(value, '1'),
    [`${name} explain id`]: async value => (await index()).explain('石桥', value),
    [`${name} explain options`]: async value => (await index()).explain('石桥', '1', value),
  };
}

/** An address on the loopback where nothing listens: what junk leads to is refused without a network. */
const nowhere = 'http://127.0.0.1:9/';
const noFetch = (() => Promise.reject(new TypeError('no network'))) as typeof fetch;

export const remoteCalls: Calls = {
  openRemote: value => openRemote(value, { fetch: noFetch }),
  'openRemote options': value => openRemote(source, value),
  ...callsFor(['signal', 'synonyms', 'commonSynonyms', 'cacheBytes', 'fetch', 'onProgress', 'onWarning'], name => ({
    [`openRemote ${name}`]: value => openRemote(source, { [name]: value }),
  })),
  'openRemote size': value => openRemote({ ...source, size: value }),
  'openRemote read': value => openRemote({ ...source, read: value }),
  'openRemote bytes': value => openRemote({ ...source, read: () => value }),
  'openRemote promised bytes': value => openRemote({ ...source, read: async () => value }),
  'openRemote response': value => openRemote(nowhere, { fetch: (async () => value) as never }),
  ...callsOf('remote', () => remote),
};

/** A cluster with an empty index of the fields, which knows no other requests. */
const answerAsCluster: ClusterRequest = async (_, path) => {
  const hansou = { layout: layoutVersion, analysis: new Analyzer().fingerprint, fields };
  if (path.endsWith('/_mapping')) return { status: 200, body: { 'site-1': { mappings: { _meta: { hansou } } } } };
  return { status: 404, body: {} };
};
const cluster = () => createCluster({ request: answerAsCluster, fields, index: 'site' });

export const clusterCalls: Calls = {
  fetchRequest: value => fetchRequest(value, { timeout: 1 }),
  'fetchRequest options': value => fetchRequest('http://127.0.0.1:9', value),
  ...callsFor(['timeout', 'headers', 'fetch'], name => ({
    [`fetchRequest ${name}`]: value => fetchRequest('http://127.0.0.1:9', { [name]: value }),
  })),
  clientRequest: value => clientRequest(value),
  createCluster: value => createCluster(value),
  ...callsFor(
    ['request', 'fields', 'index', 'shards', 'replicas', 'refreshInterval', 'candidates', 'lexicon', 'segmenter'],
    name => ({
      [`createCluster ${name}`]: value =>
        createCluster({ request: answerAsCluster, fields, index: 'site', [name]: value } as never),
    }),
  ),
  'createCluster answer': value => createCluster({ request: (async () => value) as never, fields, index: 'site' }),
  ...callsOf('cluster', cluster as never),
  'cluster add': async value => (await cluster()).add(value),
  'cluster add options': async value => (await cluster()).add({ id: '1' }, value),
  'cluster updateAll': async value => (await cluster()).updateAll(value),
  'cluster remove': async value => (await cluster()).remove(value),
  'cluster removeAll': async value => (await cluster()).removeAll(value),
  'cluster passages': async value => (await cluster()).passages(value),
  'cluster passages options': async value => (await cluster()).passages('石桥', value),
};

/** @param address of an index of `bytes` */
export function workerCalls(address: string): Calls {
  const index = openInWorker<typeof fields>(createWorker(), address);
  return {
    openInWorker: value => openInWorker(value, nowhere),
    'openInWorker address': value => openInWorker(createWorker(), value),
    'openInWorker options': value => openInWorker(createWorker(), address, value),
    ...callsFor(['signal', 'synonyms', 'cacheBytes', 'onProgress', 'onWarning'], name => ({
      [`openInWorker ${name}`]: value => openInWorker(createWorker(), address, { [name]: value }),
    })),
    ...callsOf('worker', () => index),
  };
}
