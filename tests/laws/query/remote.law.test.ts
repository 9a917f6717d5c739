import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPaperIndex } from '../../../bench/demo/paper-index.ts';
import { MemoryOutput } from '../../../src/bytes/memory-output.ts';
import { text } from '../../../src/fields.ts';
import { SectionKind } from '../../../src/index/section-kinds.ts';
import { mergeInto } from '../../../src/index/segment/merge-segments.ts';
import { Segment } from '../../../src/index/segment/segment.ts';
import { openRemote, type RangeSource } from '../../../src/remote/index.ts';
import { openingBytes } from '../../../src/remote/range-source.ts';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';
import type { SearchOptions } from '../../../src/search-options.ts';
import type { Hit, SearchResult } from '../../../src/search-result.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, buildTestIndex, type Fields, fields, lexicon, type TestDocument } from '../test-index.ts';

/** Reads from memory, later; checks that each range is inside the file. */
function createSource(bytes: Uint8Array): RangeSource & { reads: number; bytesRead: number; ranges: number[][] } {
  return {
    size: bytes.length,
    reads: 0,
    bytesRead: 0,
    ranges: [],
    async read(start, end) {
      if (!(start >= 0 && start < end && end <= bytes.length)) throw new Error(`range ${start} to ${end}`);
      this.reads++;
      this.bytesRead += end - start;
      this.ranges.push([start, end]);
      await Promise.resolve();
      return bytes.slice(start, end);
    },
  };
}

/** Files in which the ids of later ones are partly those of earlier ones. @param isChain whether they say what they replace */
function buildFiles(lists: readonly (readonly TestDocument[])[], isChain: boolean): Uint8Array[] {
  const files: Uint8Array[] = [];
  const checksums: number[] = [];
  const known = new Set<string>();
  lists.forEach((documents, n) => {
    const index = createIndex({ fields, lexicon });
    documents.forEach((document, i) => {
      index.add({ id: `${n * 7 + i}`, ...document });
    });
    const { segment, liveDocuments } = openWhole(index.toBytes());
    const ids = [...liveDocuments].map(document => segment.ids.idOf(document));
    // The first document of all is removed by the last file.
    const replaced = [
      ...ids.filter(id => known.has(id)),
      ...(n === lists.length - 1 && !ids.includes('0') ? ['0'] : []),
    ];
    const output = new MemoryOutput(1 << 16);
    const earlier = n === 0 ? undefined : { ids: replaced, ...(isChain && { checksums: [...checksums] }) };
    mergeInto([{ segment, liveDocuments }], output, { earlier });
    files.push(output.finish());
    checksums.push(openWhole(files[n]).segment.container.checksum);
    for (const id of ids) known.add(id);
  });
  return files;
}

/** One index of the documents of these files, those that later files replace or remove left out. */
function buildWhole(lists: readonly (readonly TestDocument[])[]): SearchIndex<Fields> {
  const index = createIndex({ fields, lexicon });
  lists.forEach((documents, n) => {
    documents.forEach((document, i) => {
      index.update({ id: `${n * 7 + i}`, ...document });
    });
  });
  // What the last file removes; the ids of a file begin with 7 times its place.
  index.remove('0');
  return openIndex<Fields>(index.toBytes());
}

/** What of a hit does not depend on lower tiers, whose words its snippets may mark too. */
function withoutPassages({ snippets, words, sections, ...hit }: Hit): object {
  return hit;
}

function openWhole(bytes: Uint8Array) {
  const segment = Segment.fromBytes(bytes);
  return { segment, liveDocuments: Uint32Array.from({ length: segment.documentCount }, (_, i) => i) };
}

describe('an index that is read by ranges', () => {
  it('gives the hits, scores, snippets, suggestions and explanations that the same bytes give in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDocument, { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(anyTyped, anyOptions), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0, 1 << 16, 1 << 24),
        async (documents, queries, cacheBytes) => {
          const bytes = buildTestIndex(documents).toBytes();
          const memory = openIndex<Fields>(bytes);
          const remote = await openRemote<Fields>(createSource(bytes), { cacheBytes });
          for (const [query, options] of queries) {
            const expected = memory.search(query, options);
            expect(await remote.search(query, options)).toEqual(expected);
            // Both at once: what is suggested waits for the hits, and gives the same.
            for (const asked of [{}, { titles: 'title', filter: { page: { from: 0 } } } as const]) {
              const [, suggested] = await Promise.all([remote.search(query, options), remote.suggest(query, asked)]);
              expect(suggested).toEqual(memory.suggest(query, asked));
            }
            await remote.warmUp(query);
            const id = expected.hits[0]?.id ?? '0';
            expect(await remote.explain(query, id)).toEqual(memory.explain(query, id));
            expect(await remote.get(id)).toEqual(memory.get(id));
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 180_000);

  it('gives of several files what one file of their documents gives, whether or not they say what they replace', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyDocument, { maxLength: 15 }), { minLength: 2, maxLength: 4 }),
        fc.array(fc.tuple(anyTyped, anyOptions), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom(0, 1 << 24),
        async (lists, queries, isChain, cacheBytes) => {
          const files = buildFiles(lists, isChain);
          const whole = buildWhole(lists);
          const memory = openIndex<Fields>(files);
          const remote = await openRemote<Fields>(files.map(createSource), { cacheBytes });
          expect([remote.size, memory.size]).toEqual([whole.size, whole.size]);
          for (const [query, options] of queries) {
            const expected = whole.search(query, options);
            expect(memory.search(query, options)).toEqual(expected);
            expect(await remote.search(query, options)).toEqual(expected);
            expect(await remote.suggest(query)).toEqual(whole.suggest(query));
            const id = expected.hits[0]?.id ?? '0';
            expect(await remote.explain(query, id)).toEqual(whole.explain(query, id));
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 180_000);

  it('opens files that replace many documents of those before with few waits, and reads few ids of the first one', async () => {
    const build = (from: number, count: number, earlier?: { ids: string[]; checksums?: number[] }) => {
      const index = createIndex({ fields: { body: text() } });
      for (let i = from; i < from + count; i++) index.add({ id: `第${(i * 7919) % 4001}号`, body: '新桥' });
      const output = new MemoryOutput(1 << 16);
      mergeInto([openWhole(index.toBytes())], output, { earlier });
      return output.finish();
    };
    const checksumOf = (file: Uint8Array) => openWhole(file).segment.container.checksum;
    const first = build(0, 4000);
    const sizeOfIds = openWhole(first).segment.container.getSection(SectionKind.Ids).length;
    const ids = Array.from({ length: 60 }, (_, i) => `第${i * 60 + 1}号`);
    const second = build(0, 3, { ids, checksums: [checksumOf(first)] });
    const chain = [first, second, build(3000, 4, { ids, checksums: [checksumOf(first), checksumOf(second)] })];
    const apart = [first, build(0, 60)];
    // Sixty ids all over the file take as many blocks of it; those of the first documents few.
    for (const [files, shareOfIds] of [
      [chain, 1],
      [apart, 1 / 4],
    ] as const) {
      const sources = files.map(createSource);
      const remote = await openRemote(sources);
      expect(remote.size).toBe(openIndex(files).size);
      const { waits, bytes, requests } = remote.stats;
      expect(waits).toBeLessThanOrEqual(6);
      expect(requests).toBe(sources.reduce((sum, { reads }) => sum + reads, 0));
      expect(bytes).toBe(sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0));
      const idRanges = sources[0].ranges.filter(([start]) => start < first.length - openingBytes);
      expect(idRanges.reduce((sum, [start, end]) => sum + end - start, 0)).toBeLessThan(sizeOfIds * shareOfIds);
    }
  });

  it('refuses several files that do not belong together, and names the one', async () => {
    const other = createIndex({ fields: { body: text() } }).toBytes();
    const sources = [buildTestIndex([]).toBytes(), other].map(createSource);
    await expect(openRemote(sources)).rejects.toMatchObject({
      code: 'SCHEMA_MISMATCH',
      message: expect.stringContaining('file 2 has other fields than file 1'),
    });
  });

  it('gives the same of a file whose lengths are loaded by pages, also when a later file replaces documents of it', async () => {
    const build = (from: number, count: number) => {
      const index = createIndex({ fields: { body: text() } });
      for (let i = from; i < from + count; i++)
        index.add({
          id: `${i}`,
          body: `${'桥塘荷监利'[i % 5]}${'村中有鱼塘与荷花，'.repeat(4).slice(0, (i * 7) % 32)}`,
        });
      return index.toBytes();
    };
    const files = [build(0, 70_000), build(69_000, 40)];
    for (const some of [files.slice(0, 1), files]) {
      const memory = openIndex(some);
      const source = createSource(files[0]);
      const remote = await openRemote([source, ...some.slice(1).map(createSource)]);
      for (const query of ['桥 荷花', '监利', '鱼塘']) expect(await remote.search(query)).toEqual(memory.search(query));
    }
  }, 120_000);

  describe('of the sample newspaper', () => {
    let bytes: Uint8Array;
    let memory: SearchIndex;
    const { queries } = JSON.parse(
      readFileSync(new URL('../../ranking/paper-queries.json', import.meta.url), 'utf8'),
    ) as {
      readonly queries: readonly { readonly query: string }[];
    };

    beforeAll(async () => {
      bytes = (await buildPaperIndex()).index.toBytes();
      memory = openIndex(bytes);
    });

    it('answers every query of the ranking tests as in memory, whichever queries were asked before', async () => {
      const remote = await openRemote(createSource(bytes));
      expect(queries.length).toBeGreaterThan(20);
      for (const { query } of queries) expect(await remote.search(query), query).toEqual(memory.search(query));
      for (const { query } of queries.slice(0, 20).reverse()) {
        const alone = await openRemote(createSource(bytes));
        expect(await alone.search(query), query).toEqual(memory.search(query));
      }
    });

    it('gives first hits that are the first ones of the answer, once and before it, and the same answer', async () => {
      let told = 0;
      const anyPaperQuery = fc.oneof(
        fc.constantFrom(...queries.map(({ query }) => query)),
        fc
          .array(
            fc.tuple(fc.constantFrom(...queries.map(({ query }) => query)), fc.nat(8), fc.integer({ min: 1, max: 4 })),
            {
              minLength: 1,
              maxLength: 3,
            },
          )
          .map(parts => parts.map(([query, start, length]) => query.slice(start, start + length)).join(' ')),
      );
      const anyPaperOptions = fc.record(
        {
          limit: fc.constantFrom(3, 10, 30),
          offset: fc.constantFrom(0, 0, 1),
          facets: fc.constant({ author: 3 }),
          minRelevance: fc.constantFrom(0, 0.3, 0.8),
          timeLimit: fc.constantFrom(60_000),
        },
        { requiredKeys: [] },
      ) as fc.Arbitrary<Omit<SearchOptions, 'signal'>>;
      await fc.assert(
        fc.asyncProperty(anyPaperQuery, anyPaperOptions, async (query, options) => {
          const remote = await openRemote(createSource(bytes));
          const firsts: SearchResult[] = [];
          let isAnswered = false;
          const answer = await remote.search(query, {
            ...options,
            onFirstHits: first => {
              expect(isAnswered).toBe(false);
              firsts.push(first);
            },
          });
          isAnswered = true;
          expect(answer).toEqual(memory.search(query, options));
          expect(firsts.length).toBeLessThanOrEqual(1);
          for (const { hits, total, tiers } of firsts) {
            told++;
            expect(hits.length).toBeGreaterThan(0);
            expect(hits.map(withoutPassages)).toEqual(answer.hits.slice(0, hits.length).map(withoutPassages));
            for (const [i, { snippets }] of hits.entries())
              expect(Object.keys(snippets)).toEqual(Object.keys(answer.hits[i].snippets));
            expect(answer.tiers.slice(0, tiers.length).map(({ tier }) => tier)).toEqual(tiers.map(({ tier }) => tier));
            expect(total).toBeLessThanOrEqual(answer.total);
          }
        }),
        { numRuns: 40 },
      );
      expect(told).toBeGreaterThan(3);
    }, 120_000);

    it('answers queries that run at the same time as if they ran one after the other', async () => {
      const remote = await openRemote(createSource(bytes), { cacheBytes: 0 });
      const some = queries.slice(0, 12).map(({ query }) => query);
      const results = await Promise.all(some.map(query => remote.search(query)));
      expect(results).toEqual(some.map(query => memory.search(query)));
    });

    it('reads bytes once: the same query again takes no request', async () => {
      const source = createSource(bytes);
      const remote = await openRemote(source);
      await remote.search('监利疫情');
      const { reads } = source;
      expect(remote.stats).toMatchObject({ requests: reads });
      await remote.search('监利疫情');
      expect(source.reads).toBe(reads);
    });

    it('is abandoned when its signal is aborted, and answers the next query all the same', async () => {
      const remote = await openRemote(createSource(bytes));
      const controller = new AbortController();
      const search = remote.search('云亭 疫情防控', { signal: controller.signal });
      controller.abort(new Error('no longer wanted'));
      await expect(search).rejects.toThrow('no longer wanted');
      expect(await remote.search('云亭 疫情防控')).toEqual(memory.search('云亭 疫情防控'));
    });

    it('suggests nothing when it is aborted, or its time is over, while a search runs that the bytes wait for', async () => {
      const source = createSource(bytes);
      const remote = await openRemote(source);
      const { read } = source;
      let goOn = () => {};
      const stopped = new Promise<void>(resolve => (goOn = resolve));
      source.read = async (start, end, options) => stopped.then(() => read.call(source, start, end, options));
      const search = remote.search('疫情');
      const controller = new AbortController();
      const aborted = remote.suggest('监利', { signal: controller.signal });
      await Promise.resolve();
      controller.abort(new Error('typed on'));
      await expect(aborted).rejects.toThrow('typed on');
      expect(await remote.suggest('监利', { timeLimit: 5 })).toEqual({ suggestions: [], partial: true });
      const suggested = remote.suggest('监利');
      goOn();
      expect(await search).toEqual(memory.search('疫情'));
      expect(await suggested).toEqual(memory.suggest('监利'));
    });

    it('passes on what the source throws, and tries again at the next call', async () => {
      const source = createSource(bytes);
      const remote = await openRemote(source);
      const { read } = source;
      source.read = () => Promise.reject(new Error('no connection'));
      await expect(remote.search('疫情')).rejects.toThrow('no connection');
      source.read = read;
      expect(await remote.search('疫情')).toEqual(memory.search('疫情'));
    });
  });
});
