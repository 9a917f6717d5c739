import { beforeAll, describe, expect, it } from 'vitest';
import type { ByteRange } from '../../../src/bytes/range-cache.ts';
import { text } from '../../../src/fields.ts';
import { openRemote, type RangeSource, type RemoteStats } from '../../../src/remote/index.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

/** Draws numbers below a bound, small ones more often, always the same ones. */
function createDraw(): (bound: number) => number {
  let state = 7;
  return bound => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const share = state / 2 ** 32;
    return Math.floor(share * share * bound);
  };
}

/** Texts of invented words, of which a few are in many texts and most in few, as in real ones. */
function buildCorpus(count: number): Uint8Array {
  const draw = createDraw();
  const words = Array.from({ length: 6000 }, () =>
    String.fromCharCode(...Array.from({ length: 2 + draw(2) }, () => 0x4e00 + draw(2500))),
  );
  const write = (length: number) => Array.from({ length }, () => words[draw(words.length)]);
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
  for (let i = 0; i < count; i++) {
    const sentences = Array.from({ length: 12 }, () => `${write(9).join('')}。`);
    index.add({ id: `${i}`, title: write(5).join(''), body: sentences.join('') });
  }
  return index.toBytes();
}

/** A file in memory that is read by ranges; `several` in one request, where it can be asked so. */
function createSource(bytes: Uint8Array, several: boolean): RangeSource {
  const read = async (start: number, end: number) => bytes.slice(start, end);
  if (!several) return { size: bytes.length, read };
  const readSeveral = async (ranges: readonly ByteRange[]) => ({
    parts: ranges.map(({ start, end }) => bytes.slice(start, end)),
    loaded: ranges.reduce((sum, { start, end }) => sum + end - start, 0),
    requests: 1,
  });
  return { size: bytes.length, read, readSeveral };
}

describe('what a page loads', () => {
  let bytes: Uint8Array;
  let queries: readonly string[];
  beforeAll(() => {
    bytes = buildCorpus(2000);
    const [first, third] = ['1', '3'].map(id => String(openIndex(bytes).get(id)!['body']));
    // A piece of a text, two pieces, and a name that no text has.
    queries = [first.slice(9, 12), `${third.slice(0, 2)} ${third.slice(30, 33)}`, '丁上丈'];
  });

  /** Requests, waits and bytes of the opening with the first query, then of each further one. */
  const measure = async (several: boolean) => {
    const remote = await openRemote(createSource(bytes, several));
    const memory = openIndex(bytes);
    const loaded: RemoteStats[] = [];
    let before: RemoteStats = { requests: 0, bytes: 0, waits: 0 };
    for (const query of queries) {
      expect(await remote.search(query)).toEqual(memory.search(query));
      const { stats } = remote;
      loaded.push({
        requests: stats.requests - before.requests,
        bytes: stats.bytes - before.bytes,
        waits: stats.waits - before.waits,
      });
      before = stats;
    }
    return loaded;
  };

  /**
   * What was measured when this was written. Lower counts belong here too. A change of what stands before a list moves it among the
   * blocks that are loaded: a wait or a kilobyte more or less, of which other numbers of texts show whether it is chance.
   */
  const expected = [
    { waits: 10, requestsAtOnce: 10, bytesAtOnce: 43_200, requests: 45, bytes: 45_696 },
    { waits: 7, requestsAtOnce: 7, bytesAtOnce: 22_656, requests: 92, bytes: 26_752 },
    { waits: 7, requestsAtOnce: 7, bytesAtOnce: 12_352, requests: 37, bytes: 12_608 },
  ];

  it.each([
    true,
    false,
  ])('takes no more requests, waits and bytes than it did, several ranges in one: %s', async several => {
    const loaded = await measure(several);
    loaded.forEach(({ waits, requests, bytes }, i) => {
      const most = expected[i];
      expect(waits).toBeLessThanOrEqual(most.waits);
      expect(requests).toBeLessThanOrEqual(several ? most.requestsAtOnce : most.requests);
      expect(bytes).toBeLessThanOrEqual(several ? most.bytesAtOnce : most.bytes);
    });
  });
});
