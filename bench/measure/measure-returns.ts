/** The task `returns`: how long hansou takes to return ids, and documents with snippets; what the engines in Rust are asked too. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Query } from '../../src/query/language/query.ts';
import { openIndex } from '../../src/search-index.ts';
import type { SearchOptions } from '../../src/search-options.ts';
import { indexFile } from '../engines/hansou.ts';
import type { ReturnMode, ReturnsAnswer, ReturnTimings } from '../native/native-task.ts';
import { mean, percentile } from './statistics.ts';
import type { QuerySet, ReturnsTask, Timing } from './task.ts';

/** Time for the warm-up queries of one kind. */
const maxWarmUpMs = 2_000;

/** Opens an index and measures its queries. */
export async function measureReturns(task: ReturnsTask): Promise<ReturnsAnswer> {
  const { timed, warmUps } = JSON.parse(readFileSync(task.queryFile, 'utf8')) as QuerySet;
  const index = openIndex(readFileSync(join(task.directory, indexFile)));
  const ask = (text: string, mode: ReturnMode, options: SearchOptions): readonly { readonly id: string }[] => {
    const query: Query = mode === 'quoted' ? { phrase: text } : { words: text };
    const { hits } = index.search(query, {
      ...options,
      ...(mode !== 'quoted' && { match: mode === 'all' ? 'all' : 'any' }),
    });
    return hits;
  };
  const time = (mode: ReturnMode, options: SearchOptions): Timing => {
    const started = performance.now();
    for (const query of warmUps[mode]) {
      ask(query, mode, options);
      if (performance.now() - started > maxWarmUpMs) break;
    }
    const times = timed[mode].map(query => {
      const start = performance.now();
      ask(query, mode, options);
      return performance.now() - start;
    });
    return { count: times.length, mean: mean(times), p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  };
  const { limit, documentCount } = task;
  const ids: SearchOptions = { limit, returnFields: false, snippet: false };
  const timings = (mode: ReturnMode): ReturnTimings => ({ ids: time(mode, ids), snippets: time(mode, { limit }) });
  return {
    any: timings('any'),
    all: timings('all'),
    question: timings('question'),
    quoted: timings('quoted'),
    found: timed.quoted.map(piece => ask(piece, 'quoted', { ...ids, limit: documentCount }).map(({ id }) => id)),
  };
}
