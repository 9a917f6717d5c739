/** The task `query`: how long it takes to open an index and to answer queries. */
import { readFileSync } from 'node:fs';
import { type OpenedEngine, type QueryMode, queryModes, type SearchSettings } from '../engines/engine.ts';
import { findEngine } from '../engines/index.ts';
import { loadTokenizerFor } from '../segmenters/jieba.ts';
import { measureMemory } from './memory.ts';
import { mean, percentile } from './statistics.ts';
import type { QueryAnswer, QuerySet, QueryTask, Timing } from './task.ts';

/** Time for the queries of one kind. Queries that do not fit into it are left out, and the report says so. */
const maxQueryMs = 6_000;
/** Time for the warm-up queries of one kind. */
const maxWarmUpMs = 2_000;
/** Minimum number of queries, however long they take. */
const minQueries = 30;
/** Number of queries that are timed in a process that has just started. */
const freshQueryCount = 100;
/** Number of queries whose matching documents are counted. */
const countedQueryCount = 100;

/** Opens an index and measures its queries. */
export async function measureQueries(task: QueryTask): Promise<QueryAnswer> {
  const { info, load } = findEngine(task.engine);
  const { timed: queries, warmUps } = JSON.parse(readFileSync(task.queryFile, 'utf8')) as QuerySet;
  const tokenizer = await loadTokenizerFor(info);
  const before = measureMemory();
  const loaded = await load(task.directory);
  let start = performance.now();
  const opened = await loaded.open(tokenizer);
  const open = performance.now() - start;
  const after = measureMemory();

  const mode = info.modes[0];
  const plain: SearchSettings = { limit: task.limit, withSnippets: false };
  start = performance.now();
  await opened.search(queries[mode][0] ?? '中国', mode, plain);
  const firstQuery = performance.now() - start;
  start = performance.now();
  const freshQueries = warmUps[mode].slice(0, freshQueryCount);
  for (const query of freshQueries) await opened.search(query, mode, plain);
  const nextQueries = (performance.now() - start) / freshQueries.length;

  const modes: Partial<Record<QueryMode, Timing>> = {};
  const withSnippets: Partial<Record<QueryMode, Timing>> = {};
  const hits: Partial<Record<QueryMode, number>> = {};
  for (const mode of queryModes) {
    if (!info.modes.includes(mode) || queries[mode].length === 0) continue;
    const sets = { timed: queries[mode], warmUps: warmUps[mode] };
    modes[mode] = await timeQueries(opened, sets, mode, plain);
    if (info.hasSnippets) withSnippets[mode] = await timeQueries(opened, sets, mode, { ...plain, withSnippets: true });
    if (task.withCounts) hits[mode] = await countHits(opened, queries[mode], mode, task.documentCount);
  }
  return {
    open,
    firstQuery,
    nextQueries,
    heap: after.heap - before.heap,
    resident: after.resident - before.resident,
    modes,
    withSnippets,
    hits,
  };
}

/** Times queries after others of the same kind, so that the code is compiled and no result is cached. */
async function timeQueries(
  opened: OpenedEngine,
  { timed, warmUps }: { readonly timed: readonly string[]; readonly warmUps: readonly string[] },
  mode: QueryMode,
  settings: SearchSettings,
): Promise<Timing> {
  const started = performance.now();
  for (const query of warmUps) {
    await opened.search(query, mode, settings);
    if (performance.now() - started > maxWarmUpMs) break;
  }
  const times: number[] = [];
  let spent = 0;
  for (const query of timed) {
    if (spent > maxQueryMs && times.length >= minQueries) break;
    const start = performance.now();
    const answer = opened.search(query, mode, settings);
    // Awaiting costs a turn of the event loop, so only engines that answer asynchronously pay for it.
    if (answer instanceof Promise) await answer;
    times.push(performance.now() - start);
    spent += times[times.length - 1];
  }
  return { count: times.length, mean: mean(times), p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** The mean number of documents that match a query. */
async function countHits(
  opened: OpenedEngine,
  queries: readonly string[],
  mode: QueryMode,
  documentCount: number,
): Promise<number> {
  const counts: number[] = [];
  const started = performance.now();
  for (const query of queries.slice(0, countedQueryCount)) {
    if (performance.now() - started > maxQueryMs && counts.length >= minQueries) break;
    const { total } = await opened.search(query, mode, { limit: 10, withSnippets: false });
    // An engine that gives no total is asked for all its hits.
    const all = { limit: documentCount, withSnippets: false };
    counts.push(total ?? (await opened.search(query, mode, all)).documents.length);
  }
  return mean(counts);
}
