/** Does a cluster answer as one machine does? The same articles and queries, asked of both. */
import { isDeepStrictEqual } from 'node:util';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, createSegmenter, date, keyword, type SearchIndex, text } from '../../../src/index.ts';
import { type ClusterIndex, createCluster } from '../../../src/opensearch/index.ts';
import type { ClusterRequest } from '../../../src/opensearch/transport/request.ts';
import { drawMany } from '../../queries/draw.ts';
import { Random } from '../../random.ts';
import type { Row, Table } from '../../report/report.ts';
import type { JudgedSet } from '../quality/judged-set.ts';
import { ndcg } from '../quality/metrics.ts';

const fields = { title: text({ weight: 3 }), body: text(), date: date(), desk: keyword() };
type Fields = typeof fields;
const desks = ['要闻', '民生', '乡镇', '文体', '法治', '健康', '广告'];
const facets = { desk: 10, date: 'month' } as const;
/** Searches that are on their way at once. */
const callers = 4;
const shown = 10;

export interface Article {
  readonly title?: string;
  readonly text: string;
}

/** How many queries of each kind are asked. */
export interface AgreementCounts {
  readonly quoted: number;
  readonly each: number;
  /** Of each judged set, at most. */
  readonly judged: number;
}

/** Both places that the documents are in. */
interface Both {
  readonly machine: SearchIndex<Fields>;
  readonly cluster: ClusterIndex<Fields>;
}

/** Compares articles on the cluster with one index in memory. */
export async function measureAgreement(
  request: ClusterRequest,
  articles: readonly Article[],
  counts: AgreementCounts,
  log: (line: string) => void,
): Promise<Table[]> {
  const both = await fillBoth(request, 'agreement', articles);
  const quoted = await compareQuoted(both, articles, counts.quoted, log);
  log(`quoted: ${quoted.cells.map(cell => ('value' in cell ? cell.value : '')).join(' ')}`);
  const rows: Row[] = [];
  for (const [name, queries] of Object.entries(await drawKinds(articles, counts.each))) {
    // A generated corpus has no names.
    if (queries.length === 0) continue;
    const row = await compareQueries(both, name, queries);
    log(`${name}: ${row.cells.map(cell => ('value' in cell ? cell.value : '')).join(' ')}`);
    rows.push(row);
  }
  await request('DELETE', '/agreement-1');
  return [
    {
      title: `Quoted pieces of ${articles.length} articles, on the cluster`,
      about: 'Wrong: another total than in one index, or than texts that include the piece, or a hit without it.',
      rowHeading: 'pieces',
      columns: [
        { title: 'pieces', digits: 0 },
        { title: 'compared with includes()', digits: 0 },
        { title: 'wrong', digits: 0 },
      ],
      rows: [quoted],
    },
    {
      title: 'The first ten of one machine and of the cluster',
      about: `Every second query has a filter, every fourth facets. Facets are compared where both totals are exact, snippets where both show the document.`,
      rowHeading: 'kind',
      columns: [
        { title: 'queries', digits: 0 },
        { title: 'shared', unit: '%', digits: 1 },
        { title: 'the same first hit', unit: '%', digits: 1 },
        { title: 'another total', digits: 0 },
        { title: 'of these, found by sound or spelling only', digits: 0 },
        { title: 'other facets', digits: 0 },
        { title: 'other snippets', digits: 0 },
      ],
      rows,
    },
  ];
}

async function fillBoth(request: ClusterRequest, name: string, articles: readonly Article[]): Promise<Both> {
  const lexicon = await baseLexicon();
  const machine = createIndex({ fields, lexicon });
  const cluster = await createCluster({ request, fields, lexicon, index: name, shards: 3 });
  const inputs = articles.map(({ title = '', text }, i) => ({
    id: `${i}`,
    title,
    body: text,
    date: new Date(Date.UTC(2022, 0, 1 + (i % 600))).toISOString().slice(0, 10),
    desk: desks[i % desks.length],
  }));
  machine.addAll(inputs);
  await cluster.updateAll(inputs, { withoutReplicas: true, refresh: true });
  return { machine, cluster };
}

/** Asks for each item, some at once. */
async function forEach<T>(items: readonly T[], ask: (item: T, i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < items.length) {
        const i = next++;
        await ask(items[i], i);
      }
    }),
  );
}

async function compareQuoted(
  { machine, cluster }: Both,
  articles: readonly Article[],
  count: number,
  log: (line: string) => void,
): Promise<Row> {
  const random = new Random(2023);
  const pieces = drawMany(count, () => {
    const { text } = random.pick(articles);
    const at = random.below(Math.max(1, text.length - 12));
    const piece = text.slice(at, at + random.between(2, 10));
    return piece.length > 1 && !/["”“\s]/.test(piece) && !/\p{Surrogate}/u.test(piece) ? piece : undefined;
  });
  let wrong = 0;
  let literal = 0;
  await forEach(pieces, async piece => {
    const { total, hits } = await cluster.search({ phrase: piece }, { snippet: false });
    const expected = machine.search({ phrase: piece }, { snippet: false, exactTotal: true, limit: 1 }).total;
    let isWrong = total !== expected;
    // Of other pieces Latin words and numbers count whole, and width and case are the same: ，is also a comma.
    if (/^[\p{Script=Han}。、《》]+$/u.test(piece)) {
      literal++;
      const included = articles.filter(({ text }) => text.includes(piece)).length;
      isWrong ||= total !== included || !hits.every(({ document }) => document.body?.includes(piece));
    }
    if (!isWrong) return;
    wrong++;
    log(`  wrong: ${piece}, ${total} on the cluster, ${expected} on one machine`);
  });
  return { name: '2 to 10 units', cells: [{ value: pieces.length }, { value: literal }, { value: wrong }] };
}

/** Queries of each kind, out of the articles. */
async function drawKinds(articles: readonly Article[], count: number): Promise<Record<string, readonly string[]>> {
  const segmenter = createSegmenter({ lexicon: await baseLexicon() });
  const random = new Random(43);
  const cut = () => segmenter.segment(random.pick(articles).text.slice(0, 400), { tags: true });
  const isWord = (word: string) => /^\p{Script=Han}{2,}$/u.test(word);
  const words = () => cut().flatMap(({ text }) => (isWord(text) ? [text] : []));
  const draw = (one: () => string | undefined) => drawMany(count, one);
  const clauseOf = (text: string) => random.pick(text.split(/[，。；：？！\s]/).filter(({ length }) => length > 7));
  return {
    'one word': draw(() => random.pick(words())),
    'two words': draw(() => {
      const list = words();
      return list.length < 2 ? undefined : `${random.pick(list)} ${random.pick(list)}`;
    }),
    questions: draw(() => {
      const clause = clauseOf(random.pick(articles).text);
      return clause && `${clause.slice(0, 24)}${random.pick(['是什么', '怎么样', '有哪些', '为什么'])}？`;
    }),
    names: draw(() => random.pick(cut().filter(({ text, tag }) => tag === 'nr' && isWord(text)))?.text),
    'mixed Latin': draw(() => {
      const tokens = cut();
      const at = tokens.findIndex(({ text }) => /^[a-z][a-z0-9]+$/i.test(text));
      if (at < 0) return undefined;
      const beside = tokens.slice(Math.max(0, at - 3), at + 4).filter(({ text }) => isWord(text));
      return beside.length === 0 ? undefined : `${tokens[at].text} ${random.pick(beside).text}`;
    }),
  };
}

async function compareQueries({ machine, cluster }: Both, name: string, queries: readonly string[]): Promise<Row> {
  let shared = 0;
  let wanted = 0;
  let sameFirst = 0;
  let otherTotals = 0;
  let bySound = 0;
  let otherFacets = 0;
  let otherSnippets = 0;
  await forEach(queries, async (query, i) => {
    const options = {
      ...(i % 2 === 1 && { filter: { desk: desks.slice(0, 4), date: { from: '2022-03', to: '2023-05' } } }),
      ...(i % 4 >= 2 && { facets }),
    };
    const expected = machine.search(query, { ...options, exactTotal: true });
    const found = await cluster.search(query, options);
    const byId = new Map(found.hits.map(hit => [hit.id, hit]));
    wanted += Math.min(shown, expected.hits.length);
    for (const { id, snippets } of expected.hits) {
      const hit = byId.get(id);
      if (!hit) continue;
      shared++;
      if (!isDeepStrictEqual(hit.snippets, snippets)) otherSnippets++;
    }
    if (found.hits[0]?.id === expected.hits[0]?.id) sameFirst++;
    const isExact = found.totalIsExact && found.total === expected.total;
    if (found.total !== expected.total) {
      otherTotals++;
      if (expected.tiers.some(({ tier }) => ['pinyin', 'prefix', 'similar', 'spelling'].includes(tier))) bySound++;
    }
    if (isExact && !isDeepStrictEqual(found.facets, expected.facets)) otherFacets++;
  });
  return {
    name,
    cells: [
      { value: queries.length },
      { value: wanted > 0 ? (100 * shared) / wanted : 100 },
      { value: (100 * sameFirst) / queries.length },
      { value: otherTotals },
      { value: bySound },
      { value: otherFacets },
      { value: otherSnippets },
    ],
  };
}

/** nDCG@10 of judged sets in one index and on the cluster. */
export async function compareJudgedSets(
  request: ClusterRequest,
  sets: readonly JudgedSet[],
  { judged }: AgreementCounts,
  log: (line: string) => void,
): Promise<Table> {
  const rows: Row[] = [];
  for (const [i, { name, documents, queries }] of sets.entries()) {
    const { machine, cluster } = await fillBoth(request, `judged-${i}`, documents);
    const step = Math.max(1, Math.ceil(queries.length / judged));
    const asked = queries.filter((_, at) => at % step === 0);
    let onMachine = 0;
    let onCluster = 0;
    await forEach(asked, async ({ text, relevance }) => {
      const options = { limit: shown, snippet: false } as const;
      const numbersOf = (hits: readonly { readonly id: string }[]) => hits.map(({ id }) => Number(id));
      const { hits } = await cluster.search(text, options);
      onMachine += ndcg(numbersOf(machine.search(text, options).hits), relevance, shown);
      onCluster += ndcg(numbersOf(hits), relevance, shown);
    });
    const values = [asked.length, onMachine / asked.length, onCluster / asked.length];
    log(`${name}: ${values.join(' ')}`);
    rows.push({ name, cells: values.map(value => ({ value })) });
    await request('DELETE', `/judged-${i}-1`);
  }
  return {
    title: 'nDCG@10 of judged sets',
    rowHeading: 'set',
    columns: [
      { title: 'queries', digits: 0 },
      { title: 'one machine', digits: 3 },
      { title: 'cluster', digits: 3 },
    ],
    rows,
  };
}
