/** Law (query/context/budget.ts): a search that is ended early finds a part of what it would have found, and leaves nothing behind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRemote, type RangeSource } from '../../../src/remote/index.ts';
import { fold } from '../../../src/text/folding.ts';
import { anyInputs, fuzzRuns, inputsPerIndex } from '../../fuzz-runs.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, anyTextOfParts, buildTestIndex, type Fields } from '../test-index.ts';

/** A signal that becomes aborted when it was looked at so often: the same place in every run, whatever the machine. */
function abortAfter(looks: number): { readonly aborted: boolean; looks: number } {
  return {
    looks: 0,
    get aborted() {
      return this.looks++ >= looks;
    },
  };
}

const leaf = fc.oneof(
  anyTextOfParts(3).map(words => ({ words })),
  anyTextOfParts(2).map(phrase => ({ phrase })),
  fc.constantFrom('监', 'c', '1').map(prefix => ({ prefix })),
  fc.constant({ field: 'page', from: 0 }),
  fc.constant({ words: '李', field: 'author' }),
);
const anyQuery = fc.oneof(
  leaf,
  fc.letrec(tie => ({
    query: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.array(tie('query'), { maxLength: 4 }).map(all => ({ all })),
      fc.array(tie('query'), { maxLength: 4 }).map(any => ({ any })),
      tie('query').map(not => ({ not })),
    ),
  })).query,
  { arbitrary: anyTyped, weight: 4 },
) as fc.Arbitrary<string>;

describe('a search that ends early', () => {
  it('gives hits that the whole search gives, in the same tier and as relevant, counts no more, and leaves no trace', () => {
    let partial = 0;
    let withHits = 0;
    let partialRelevance = 0;
    fc.assert(
      fc.property(
        fc.array(anyDocument, { minLength: 1, maxLength: 40 }),
        anyInputs(fc.tuple(anyQuery, anyOptions, fc.nat({ max: 60 }))),
        (documents, searches) => {
          const index = buildTestIndex(documents);
          for (const [query, options, looks] of searches) {
            const everything = { ...options, limit: documents.length, exactTotal: true };
            const whole = index.search(query, everything);
            const hits = new Map(whole.hits.map(({ id, tier, relevance }) => [id, { tier, relevance }]));
            const asked = { ...options, limit: documents.length };
            const ended = index.search(query, { ...asked, signal: abortAfter(looks) });
            if (!ended.partial) expect(ended).toEqual(index.search(query, asked));
            else {
              partial++;
              if (ended.hits.length > 0) withHits++;
              for (const { id, tier, relevance } of ended.hits) {
                expect({ tier, relevance }, `hit ${id}`).toEqual(hits.get(id));
                if (relevance < 1) partialRelevance++;
              }
              expect(new Set(ended.hits.map(({ id }) => id)).size).toBe(ended.hits.length);
              expect(ended.total).toBeGreaterThanOrEqual(ended.hits.length);
              expect(ended.totalIsExact).toBe(false);
              const counts = new Map(whole.facets?.author?.map(({ value, count }) => [value, count]));
              for (const { value, count } of ended.facets?.author ?? [])
                expect(count).toBeLessThanOrEqual(counts.get(value) ?? 0);
            }
            expect(index.search(query, everything)).toEqual(whole);
          }
        },
      ),
      { numRuns: fuzzRuns(80, inputsPerIndex) },
    );
    expect(partial).toBeGreaterThan(40);
    expect(withHits).toBeGreaterThan(5);
    expect(partialRelevance).toBeGreaterThan(5);
  });

  it('keeps nothing half-made of what later searches share', () => {
    const document = { title: '', body: '', author: [], date: '' };
    const index = buildTestIndex([
      { ...document, body: '石桥水务集团有限公司（以下简称“石水”）今天通车' },
      { ...document, body: '石桥水务集团有限公司通车' },
      ...Array.from({ length: 3 }, () => ({ ...document, body: '其他公司（以下简称“其他”）' })),
    ]);
    const whole = index.search('石水');
    expect(whole.total).toBe(2);
    for (let looks = 0; looks < 60; looks++) {
      const ended = index.search('石水', { signal: abortAfter(looks) });
      if (ended.partial) expect(index.search('石水'), `${looks} looks`).toEqual(whole);
      index.add({ id: 'x', body: '' });
      index.remove('x');
    }
  });

  it('suggests only what it would have suggested', () => {
    let partial = 0;
    fc.assert(
      fc.property(
        fc.array(anyDocument, { minLength: 1, maxLength: 40 }),
        anyInputs(
          fc.tuple(
            fc.constantFrom('监', '监利 疫', 'jian', '疫情监', '软', '监利市 h', 'cov', '视频会议 监利hx'),
            fc.nat({ max: 20 }),
          ),
        ),
        (documents, inputs) => {
          const index = buildTestIndex(documents);
          for (const [typed, looks] of inputs) {
            const options = { limit: 1000, titles: 'title' } as const;
            const whole = index.suggest(typed, options);
            const ended = index.suggest(typed, { ...options, signal: abortAfter(looks) });
            if (!ended.partial) {
              expect(ended).toEqual(whole);
              continue;
            }
            partial++;
            const texts = whole.suggestions.map(({ text }) => text);
            for (const { text } of ended.suggestions) expect(texts).toContain(text);
            const titles = whole.titles!.map(({ text }) => fold(text).trim());
            for (const { text } of ended.titles!) expect(titles).toContain(fold(text).trim());
            expect(index.suggest(typed, options)).toEqual(whole);
          }
        },
      ),
      { numRuns: fuzzRuns(60, inputsPerIndex) },
    );
    expect(partial).toBeGreaterThan(20);
  });

  it('says so when there was no time at all, and not when there was enough', () => {
    const index = buildTestIndex([{ title: '监利', body: '监利疫情防控', author: ['李超'], date: '2022' }]);
    expect(index.search('监利', { timeLimit: 0 })).toEqual({
      total: 0,
      tiers: [],
      totalIsExact: false,
      hits: [],
      partial: true,
    });
    expect(index.suggest('监', { timeLimit: 0 })).toEqual({ suggestions: [], partial: true });
    expect(index.search('监利', { timeLimit: 1e9 })).toEqual(index.search('监利'));
    expect(index.suggest('监', { timeLimit: 1e9, signal: new AbortController().signal })).toEqual(index.suggest('监'));
    expect(index.search('监利', { signal: AbortSignal.abort() }).partial).toBe(true);
  });

  it('makes ten of the hits that it ranked, and no more', () => {
    const document = { title: '监利', body: '监利疫情防控', author: [], date: '' };
    const index = buildTestIndex(Array.from({ length: 100 }, () => document));
    const looks = abortAfter(Number.POSITIVE_INFINITY);
    index.search('监利', { limit: 100, signal: looks });
    const ended = index.search('监利', { limit: 100, signal: abortAfter(looks.looks - 90) });
    expect(ended).toMatchObject({ total: 100, partial: true });
    expect(ended.hits.length).toBe(10);
  });
});

describe('a remote search', () => {
  const document = { title: '监利', body: '监利疫情防控', author: ['李超'], date: '2022' };
  const bytes = buildTestIndex(Array.from({ length: 2000 }, () => document)).toBytes();

  /** A source whose reads never end once `isStuck` is set. */
  function createSource(): RangeSource & { isStuck: boolean } {
    return {
      isStuck: false,
      size: bytes.length,
      read(start, end, { signal } = {}) {
        if (!this.isStuck) return Promise.resolve(bytes.slice(start, end));
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      },
    };
  }

  it('ends with an empty partial result when its bytes do not come in time, and works on when they do', async () => {
    const source = createSource();
    const remote = await openRemote<Fields>(source, { cacheBytes: 0 });
    source.isStuck = true;
    expect(await remote.search('疫情', { timeLimit: 20 })).toEqual({
      total: 0,
      tiers: [],
      totalIsExact: false,
      hits: [],
      partial: true,
    });
    expect(await remote.suggest('疫', { timeLimit: 20 })).toEqual({ suggestions: [], partial: true });
    source.isStuck = false;
    expect((await remote.search('疫情', { timeLimit: 1e6 })).total).toBe(2000);
  });

  it('rejects with the reason of its signal, also with a time limit', async () => {
    const source = createSource();
    const remote = await openRemote<Fields>(source);
    source.isStuck = true;
    for (const limits of [{}, { timeLimit: 1e6 }]) {
      const controller = new AbortController();
      const searching = remote.search('疫情', { ...limits, signal: controller.signal });
      controller.abort(new Error('left the page'));
      await expect(searching).rejects.toThrow('left the page');
    }
  });

  it('refuses a signal or limit of the wrong kind', async () => {
    const remote = await openRemote<Fields>(createSource());
    for (const options of [null, 5, { signal: {} }, { timeLimit: -1 }, { timeLimit: '5' }])
      for (const call of [remote.search('监', options as never), remote.suggest('监', options as never)])
        await expect(call).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});
