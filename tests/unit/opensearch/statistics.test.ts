import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../src/analysis/analysis.ts';
import { MissingBytes } from '../../../src/bytes/missing-bytes.ts';
import { ShardRoutes } from '../../../src/opensearch/query/shard-routes.ts';
import { Statistics } from '../../../src/opensearch/query/statistics.ts';
import { ClusterConnection } from '../../../src/opensearch/transport/answers.ts';
import type { ClusterRequest } from '../../../src/opensearch/transport/request.ts';
import { unitsFromString } from '../../../src/text/units.ts';

const sizes = { title: { mean: 0, longestWord: 0 }, body: { mean: 9, longestWord: 12 } };

/** A cluster of one shard that holds some words. */
function createStatistics(frequencies: Readonly<Record<string, number>>) {
  const asked: string[] = [];
  const request: ClusterRequest = async (_, path, body) => {
    if (path.endsWith('_settings'))
      return { status: 200, body: { site: { settings: { index: { number_of_shards: '1' } } } } };
    if (path.includes('_search_shards')) return { status: 200, body: { shards: [[{ shard: 0 }]] } };
    asked.push(body!);
    const terms = Object.fromEntries(Object.entries(frequencies).map(([term, count]) => [term, { doc_freq: count }]));
    return { status: 200, body: { docs: [{ term_vectors: { 't.body.i': { terms }, 't.body.w': { terms } } }] } };
  };
  const connection = new ClusterConnection(request);
  const known = {
    summary: { index: 'a-1', shards: 1, lastOrder: 0, documents: 9, sizes },
    frequencies: new Map(),
    counts: new Map(),
    termCount: 0,
  };
  const statistics = new Statistics(connection, 'site', new ShardRoutes(connection, 'site'), known);
  const frequencyOf = (field: string, text: string, start: number, end: number) =>
    statistics.documentFrequency(field, { kind: TermKind.InnerWord, units: unitsFromString(text), start, end });
  return { statistics, asked, frequencyOf };
}

describe('Statistics', () => {
  it('asks for no word that is longer than the longest of its field, or has a blank', () => {
    const { frequencyOf } = createStatistics({});
    expect(frequencyOf('title', '石桥', 0, 2)).toBe(0);
    expect(frequencyOf('body', '石桥 通车', 0, 5)).toBe(0);
    expect(frequencyOf('body', '石桥'.repeat(7), 0, 13)).toBe(0);
  });

  it('asks together for all long spans of a text, its beginning included', async () => {
    const { statistics, asked, frequencyOf } = createStatistics({ 石桥: 3 });
    const text = '石桥村的新桥今天上午十点通车了';
    expect(() => frequencyOf('body', text, 0, 11)).toThrow(MissingBytes);
    await statistics.loadWanted(undefined);
    expect(frequencyOf('body', text, 0, 11)).toBe(0);
    expect(frequencyOf('body', text, 0, 12)).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('remembers what the cluster told', async () => {
    const { statistics, frequencyOf } = createStatistics({ 石桥: 3 });
    expect(() => frequencyOf('body', '石桥', 0, 2)).toThrow(MissingBytes);
    await statistics.loadWanted(undefined);
    expect(frequencyOf('body', '石桥', 0, 2)).toBe(3 + 3);
  });
});
