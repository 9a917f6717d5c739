/** How fast an index on a cluster is filled and asked, and how large it is: hansou, OpenSearch's own analyses, and one file. */
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, openIndex, text } from '../../../src/index.ts';
import { createCluster, fetchRequest } from '../../../src/opensearch/index.ts';
import type { Nodes } from '../../../tests/opensearch/server/nodes.ts';
import { Random } from '../../random.ts';
import type { Cell, Row, Table } from '../../report/report.ts';

const callers = [1, 8, 32];
const maxQueriesMs = 15_000;
const batchDocuments = 500;

interface Article {
  readonly title?: string;
  readonly text: string;
}

/** Something that answers queries. */
interface Asked {
  readonly name: string;
  readonly seconds: number;
  readonly bytes: number;
  search(query: string): Promise<unknown>;
}

/** Fills all, and asks each the same queries. */
export async function measureSpeed(
  nodes: Nodes,
  articles: readonly Article[],
  log: (line: string) => void,
): Promise<Table> {
  const characters = articles.reduce((sum, { title = '', text }) => sum + title.length + text.length, 0);
  const queries = drawQueries(articles);
  const rows: Row[] = [];
  for (const fill of [fillHansou, fillPlain('cjk'), fillPlain('standard'), () => buildFile(articles)]) {
    const asked = await fill(nodes, articles);
    log(`${asked.name}: ${asked.seconds.toFixed(1)} s, ${(asked.bytes / characters).toFixed(2)} bytes a character`);
    const cells: Cell[] = [{ value: asked.seconds }, { value: asked.bytes / characters }];
    for (const count of callers) {
      const { perSecond, p50, p99 } = await ask(asked, queries, count);
      log(`  ${count} callers: ${perSecond.toFixed(1)} a second, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
      cells.push({ value: perSecond }, { value: p50 }, { value: p99 });
    }
    rows.push({ name: asked.name, cells, isReference: asked.name === 'hansou on the cluster' });
  }
  return {
    title: `Speed and size with ${articles.length} documents`,
    about:
      'Three nodes on this machine, three shards, one replica. Bytes are those of the primary shards after merging to one segment.',
    rowHeading: 'index',
    columns: [
      { title: 'filled in', unit: 's', better: 'lower' },
      { title: 'bytes a character', better: 'lower', digits: 1 },
      ...callers.flatMap(count => [
        { title: `queries a second, ${count} callers`, better: 'higher' } as const,
        { title: `p50, ${count} callers`, unit: 'ms', better: 'lower' } as const,
        { title: `p99, ${count} callers`, unit: 'ms', better: 'lower' } as const,
      ]),
    ],
    rows,
  };
}

/** Two words, one word or a clause of an article each. */
function drawQueries(articles: readonly Article[]): string[] {
  const random = new Random(23);
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from({ length: 400 }, (_, i) => {
    const { text } = articles[random.below(articles.length)];
    const words = [...segmenter.segment(text.slice(0, 200))]
      .filter(({ isWordLike, segment }) => isWordLike && segment.length > 1)
      .map(({ segment }) => segment);
    if (i % 4 === 3) return text.split(/[，。；？！]/)[1]?.slice(0, 30) || words[0] || '会议';
    return (i % 2 === 0 ? [words[0], words[3]] : [words[1]]).filter(Boolean).join(' ') || '会议';
  });
}

async function ask({ search }: Asked, queries: readonly string[], count: number) {
  for (const query of queries.slice(0, 40)) await search(query);
  const times: number[] = [];
  let next = 40;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: count }, async () => {
      while (next < queries.length && performance.now() - began < maxQueriesMs) {
        const started = performance.now();
        await search(queries[next++]);
        times.push(performance.now() - started);
      }
    }),
  );
  const perSecond = times.length / ((performance.now() - began) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
}

async function fillHansou(nodes: Nodes, articles: readonly Article[]): Promise<Asked> {
  const index = await createCluster({
    request: fetchRequest(nodes.addresses, { timeout: 120_000 }),
    fields: { title: text({ weight: 3 }), body: text() },
    lexicon: await baseLexicon(),
    index: 'speed',
    shards: 3,
  });
  const inputs = articles.map(({ title = '', text }, i) => ({ id: `${i}`, title, body: text }));
  const began = performance.now();
  await index.updateAll(inputs, { withoutReplicas: true, refresh: true });
  await nodes.waitForGreen();
  const seconds = (performance.now() - began) / 1000;
  const bytes = await mergeAndCount(nodes, 'speed');
  return { name: 'hansou on the cluster', seconds, bytes, search: query => index.search(query) };
}

/** The texts in fields of an analysis of OpenSearch, filled and asked as its documentation says. */
function fillPlain(analyzer: string) {
  return async (nodes: Nodes, articles: readonly Article[]): Promise<Asked> => {
    const request = fetchRequest(nodes.addresses, { timeout: 120_000 });
    const name = `plain-${analyzer}`;
    const field = { type: 'text', analyzer };
    const settings = { number_of_shards: 3, number_of_replicas: 0, refresh_interval: '-1', codec: 'best_compression' };
    const mappings = { properties: { title: field, body: field } };
    await request('PUT', `/${name}`, JSON.stringify({ settings, mappings }));
    const began = performance.now();
    for (let at = 0; at < articles.length; at += batchDocuments) {
      const lines = articles
        .slice(at, at + batchDocuments)
        .map(({ title = '', text }, i) => `{"index":{"_id":"${at + i}"}}\n${JSON.stringify({ title, body: text })}\n`);
      await request('POST', `/${name}/_bulk`, lines.join(''));
    }
    await request('POST', `/${name}/_flush`);
    const later = { index: { number_of_replicas: 1, refresh_interval: '1s' } };
    await request('PUT', `/${name}/_settings`, JSON.stringify(later));
    await request('POST', `/${name}/_refresh`);
    await nodes.waitForGreen();
    const seconds = (performance.now() - began) / 1000;
    const bytes = await mergeAndCount(nodes, name);
    return {
      name: `OpenSearch's ${analyzer} analysis`,
      seconds,
      bytes,
      async search(query) {
        const match = { multi_match: { query, fields: ['title^3', 'body'] } };
        const highlight = { fields: { body: {} } };
        await request(
          'POST',
          `/${name}/_search`,
          JSON.stringify({ size: 10, track_total_hits: true, query: match, highlight }),
        );
      },
    };
  };
}

async function buildFile(articles: readonly Article[]): Promise<Asked> {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon: await baseLexicon() });
  const began = performance.now();
  for (const [i, { title = '', text }] of articles.entries()) index.add({ id: `${i}`, title, body: text });
  const bytes = index.toBytes();
  const seconds = (performance.now() - began) / 1000;
  const opened = openIndex(bytes);
  return {
    name: 'one file, in one process',
    seconds,
    bytes: bytes.length,
    search: async query => opened.search(query),
  };
}

async function mergeAndCount(nodes: Nodes, index: string): Promise<number> {
  const request = fetchRequest(nodes.addresses, { timeout: 240_000 });
  await request('POST', `/${index}/_forcemerge?max_num_segments=1`);
  await request('POST', `/${index}/_flush`);
  const { body } = await request('GET', `/${index}/_segments`);
  let bytes = 0;
  for (const { shards } of Object.values((body as SegmentsBody).indices))
    for (const copies of Object.values(shards))
      for (const { routing, segments } of copies)
        if (routing.primary) for (const segment of Object.values(segments)) bytes += segment.size_in_bytes;
  return bytes;
}

interface SegmentsBody {
  readonly indices: Readonly<
    Record<
      string,
      {
        readonly shards: Readonly<
          Record<
            string,
            readonly {
              readonly routing: { readonly primary: boolean };
              readonly segments: Readonly<Record<string, { readonly size_in_bytes: number }>>;
            }[]
          >
        >;
      }
    >
  >;
}
