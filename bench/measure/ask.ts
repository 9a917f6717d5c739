import { readFileSync } from 'node:fs';
import { wordsFor } from '../segmenters/jieba.ts';
import { subjectNamed } from '../subjects/index.ts';
import { type OpenedSubject, type QueryMode, queryModes } from '../subjects/subject.ts';
import { memoryNow } from './memory.ts';
import { mean, percentile } from './statistics.ts';
import type { QueryAnswer, QuerySet, QueryTask, Timing } from './task.ts';

/** Queries whose hits are counted. */
const counted = 100;

/** ms that the queries of one kind may take, and those that go before. What is not asked by then is left out, and said. */
const mostTime = 6_000;
const mostWarmUp = 2_000;
/** So many are asked in any case. */
const fewest = 30;
/** So many queries of a process that has just begun are timed apart. */
const fresh = 100;

export async function ask(task: QueryTask): Promise<QueryAnswer> {
  const { info, load } = subjectNamed(task.subject);
  const { asked: queries, before: warmUps } = JSON.parse(readFileSync(task.queries, 'utf8')) as QuerySet;
  const words = await wordsFor(info);
  const before = memoryNow();
  const loaded = await load(task.directory);
  let start = performance.now();
  const opened = await loaded.open(words);
  const open = performance.now() - start;
  const after = memoryNow();
  const mode = info.modes[0];
  start = performance.now();
  await opened.search(queries[mode][0] ?? '中国', mode, task.limit, false);
  const first = performance.now() - start;
  start = performance.now();
  const freshQueries = warmUps[mode].slice(0, fresh);
  for (const query of freshQueries) await opened.search(query, mode, task.limit, false);
  const firstHundred = (performance.now() - start) / freshQueries.length;

  const modes: Partial<Record<QueryMode, Timing>> = {};
  const withSnippets: Partial<Record<QueryMode, Timing>> = {};
  const hits: Partial<Record<QueryMode, number>> = {};
  for (const mode of queryModes) {
    if (!info.modes.includes(mode) || queries[mode].length === 0) continue;
    const time = (withSnippets: boolean) => timed(opened, queries[mode], warmUps[mode], mode, task.limit, withSnippets);
    modes[mode] = await time(false);
    if (info.hasSnippets) withSnippets[mode] = await time(true);
    if (task.withCounts) hits[mode] = await countHits(opened, queries[mode], mode, task.documents);
  }
  return {
    open,
    first,
    firstHundred,
    heap: after.heap - before.heap,
    resident: after.resident - before.resident,
    modes,
    withSnippets,
    hits,
  };
}

async function timed(
  opened: OpenedSubject,
  queries: readonly string[],
  warmUps: readonly string[],
  mode: QueryMode,
  limit: number,
  withSnippets: boolean,
): Promise<Timing> {
  // Other queries than those that are timed, so that code is compiled and nothing is remembered.
  const began = performance.now();
  for (const query of warmUps) {
    await opened.search(query, mode, limit, withSnippets);
    if (performance.now() - began > mostWarmUp) break;
  }
  const times: number[] = [];
  let spent = 0;
  for (const query of queries) {
    if (spent > mostTime && times.length >= fewest) break;
    const start = performance.now();
    const answer = opened.search(query, mode, limit, withSnippets);
    // Waiting costs a turn of the event loop: only those that need it pay.
    if (answer instanceof Promise) await answer;
    times.push(performance.now() - start);
    spent += times[times.length - 1];
  }
  return { asked: times.length, mean: mean(times), p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

async function countHits(
  opened: OpenedSubject,
  queries: readonly string[],
  mode: QueryMode,
  everything: number,
): Promise<number> {
  const counts: number[] = [];
  const began = performance.now();
  for (const query of queries.slice(0, counted)) {
    if (performance.now() - began > mostTime && counts.length >= fewest) break;
    const short = await opened.search(query, mode, 10, false);
    counts.push(short.total ?? (await opened.search(query, mode, everything, false)).documents.length);
  }
  return mean(counts);
}
