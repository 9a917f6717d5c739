/** The study `limits`: how long the slowest queries take that the limits allow, with and without a time limit. */
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, date, keyword, number, openIndex, text } from '../../../src/index.ts';
import { checkQuery, maxQueryUnits, type Query } from '../../../src/query/language/query.ts';
import type { SearchIndex } from '../../../src/search-index.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import { Random } from '../../random.ts';
import type { PartReport, Row } from '../../report/report.ts';
import { headArticle } from '../typed/corpus-index.ts';
import { type Asked, drawQuery, listHostileQueries, type Material } from './hostile-queries.ts';
import { searchSlowQueries } from './mutate-queries.ts';

const seed = 19;
const repetitions = 9;
const timeLimit = 20;
/** Queries drawn at random, of which the slowest is looked for. */
const drawn = { full: 3000, smoke: 50 };
/** Texts out of articles, as long as the limit allows, of which the slowest is looked for. */
const pasted = { full: 60, smoke: 3 };

export async function limitsStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const documents = await readCorpusDocuments(corpus);
  const index = createIndex({
    fields: { title: text({ weight: 3 }), body: text(), author: keyword(), date: date(), page: number() },
    lexicon: await baseLexicon(),
  });
  documents.map(headArticle).forEach((article, i) => {
    const day = new Date(Date.UTC(2020, 0, 1) + (i % 1400) * 86_400_000).toISOString().slice(0, 10);
    index.add({ ...article, id: `${i}`, author: [`记者${i % 997}`, `通讯员${i % 7}`], date: day, page: i % 40 });
  });
  const opened = openIndex(index.toBytes()) as SearchIndex;
  const material = countFrequent(documents.map(each => each.text));
  opened.search(material.words.slice(0, 20).join(' '));
  const rows: Row[] = [];
  for (const [name, asked] of listHostileQueries(material)) rows.push(measure(name, opened, asked));
  const count = options.isSmoke ? drawn.smoke : drawn.full;
  const random = new Random(seed);
  const slowest = findSlowest(
    opened,
    Array.from({ length: count }, () => drawQuery(material, random)),
  );
  rows.push(measure(`the slowest of ${count} drawn queries`, opened, slowest));
  const changes = options.isSmoke ? 5 : options.changes;
  const changed =
    changes === 0
      ? []
      : searchSlowQueries(material, new Random(seed), changes, ({ query, options }, isCareful) => {
          return time(() => opened.search(query, options), isCareful ? 5 : 1).ms;
        });
  for (const [i, { asked }] of changed.entries())
    rows.push(measure(`slow query ${i + 1} found by changes`, opened, asked));
  const articles = documents.filter(({ text }) => text.length > 2 * maxQueryUnits);
  const pastedCount = options.isSmoke ? pasted.smoke : pasted.full;
  for (const units of [128, maxQueryUnits]) {
    const texts = Array.from({ length: pastedCount }, () => random.pick(articles).text.slice(100, 100 + units));
    const name = `the slowest of ${pastedCount} pasted texts of ${units} units`;
    rows.push(measure(name, opened, findSlowest(opened, texts)));
  }
  for (const [name, typed, limit] of [
    ['suggest: one letter', 'a', 10],
    ['suggest: one character', material.characters[0], 1000],
    ['suggest: 256 characters', material.characters.slice(0, 256).join(''), 1000],
    ['suggest: 256 units of pinyin', 'yi'.repeat(128), 1000],
    ['suggest: words before', `${material.characters[0]} z`, 1000],
    ['suggest: behind a character', `${material.characters[0]}z`, 1000],
    ['suggest: one megabyte', 'yi'.repeat(500_000), 1000],
  ] as const) {
    const { first, ms } = time(() => opened.suggest(typed, { limit }));
    const limited = time(() => opened.suggest(typed, { limit, timeLimit })).ms;
    rows.push({ name, cells: [{ value: first }, { value: ms }, { value: limited }, { words: '–' }] });
  }
  return {
    name: 'limits',
    title: 'The slowest queries',
    about: [
      `Queries that are written to be slow, each as large as the limits of docs/reliability.md allow, and the slowest of ${count} that are drawn at random; processor time of all threads, the first and the fastest of ${repetitions} runs. Work is how often a query looks at its budget: once for a posting list, a column or a text.`,
    ],
    material: `${corpus.about}.`,
    tables: [
      {
        title: 'Time of hostile queries',
        rowHeading: 'query',
        columns: [
          { title: 'first', unit: 'ms', better: 'lower' },
          { title: 'without a limit', unit: 'ms', better: 'lower' },
          { title: `with timeLimit ${timeLimit}`, unit: 'ms', better: 'lower' },
          { title: 'work', digits: 0 },
        ],
        rows,
      },
    ],
    notes: [
      `The slowest drawn query: ${JSON.stringify(slowest.query).slice(0, 600)}`,
      ...changed.map(({ asked }, i) => `Slow query ${i + 1} found by changes: ${JSON.stringify(asked)}`),
    ],
  };
}

function measure(name: string, index: SearchIndex, { query, options }: Asked): Row {
  const { first, ms } = time(() => index.search(query, options));
  const limited = time(() => index.search(query, { ...options, timeLimit })).ms;
  const work = countWork(index, { query, ...(options && { options }) });
  return { name, cells: [{ value: first }, { value: ms }, { value: limited }, { value: work }] };
}

/** How often a query looks at its budget. */
function countWork(index: SearchIndex, { query, options }: Asked): number {
  let looks = 0;
  const signal = {
    get aborted() {
      looks++;
      return false;
    },
  };
  index.search(query, { ...options, signal });
  return looks;
}

/** The first run, which compiles code and reads lists for the first time, and the fastest of all. */
function time(run: () => unknown, count = repetitions): { readonly first: number; readonly ms: number } {
  const times = Array.from({ length: count }, () => {
    const start = process.cpuUsage();
    run();
    return spentSince(start);
  });
  return { first: times[0], ms: Math.min(...times) };
}

/** Processor time since a moment, in ms: it is nearly the same on a busy machine. */
function spentSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The query that takes the longest, measured again when it seems to be one. */
function findSlowest(index: SearchIndex, queries: readonly (string | Query)[]): Asked {
  let slowest: Asked = { query: '' };
  let slowestMs = 0;
  for (const query of queries) {
    try {
      if (typeof query !== 'string') checkQuery(query);
    } catch {
      continue;
    }
    const start = process.cpuUsage();
    index.search(query);
    if (spentSince(start) <= slowestMs) continue;
    const { ms } = time(() => index.search(query));
    if (ms > slowestMs) [slowest, slowestMs] = [{ query }, ms];
  }
  return slowest;
}

/** The most frequent characters and pairs of characters. */
function countFrequent(texts: readonly string[]): Material {
  const characters = new Map<string, number>();
  const words = new Map<string, number>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const text of texts.slice(0, 2000))
    for (const [pair] of text.matchAll(/\p{Script=Han}{2}/gu)) {
      count(characters, pair[0]);
      count(words, pair);
    }
  const first = (map: Map<string, number>, limit: number) =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .map(([key]) => key);
  return { characters: first(characters, 600), words: first(words, 600) };
}
