import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { encodeSize, sizeByCode } from '../../src/index/columns/text-lengths.ts';
import { LiveIndex } from '../../src/index/live/live-index.ts';
import type { Schema } from '../../src/index/schema.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../src/lexicon/parse-lexicon.ts';
import { QuerySession } from '../../src/query/run/query-session.ts';
import { type RankedDocuments, runQuery } from '../../src/query/run/run-query.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { stringFromUnits } from '../../src/text/units.ts';
import { naiveIndex } from './naive-index.ts';
import { slowProximity } from './slow-proximity.ts';
import { slowScores } from './slow-search.ts';

const fields: Schema = {
  title: { type: 'text', weight: 3, repair: false },
  body: { type: 'text', weight: 1, repair: false },
};
const words = ['监利', '监利市', '疫情', '防控', '韩旭', '视频', '会议', '的话', '韩国', '旭日'];
const analyzer = new Analyzer(createSegmenter({ lexicon: Lexicon.fromEntries(parseLexicon(words.join('\n'))) }));
const parts = fc.constantFrom(...words, '监', '利', '的', '是', 'covid', '19', ' ', '，', '。', '𠮷', '監', '什么');
const text = (maxLength: number) => fc.array(parts, { maxLength }).map(list => list.join(''));
const documents = fc.array(fc.record({ title: text(4), body: text(40) }), { minLength: 1, maxLength: 60 });
const query = fc.array(parts, { minLength: 1, maxLength: 5 }).map(list => list.join(''));

function sizeOf(given: string): number {
  const analysis = new Analysis();
  analyzer.analyze(given, analysis);
  return sizeByCode[encodeSize(analysis.fieldLength)];
}

function liveIndex(given: readonly { title: string; body: string }[], by = analyzer) {
  const index = new LiveIndex(fields, by);
  given.forEach((document, i) => {
    index.add({ id: String(i), ...document });
  });
  return index.reader();
}

type Weights = Readonly<Partial<Record<'title' | 'body', number>>>;
const weights: fc.Arbitrary<Weights> = fc.constantFrom<Weights[]>(
  {},
  { title: 1 },
  { body: 7 },
  { title: 0.2, body: 4 },
  { title: 1000, body: 1e-9 },
);

function slow(
  given: readonly { title: string; body: string }[],
  typed: string,
  ranked: RankedDocuments,
  weights: Weights = {},
): number[] {
  const asked = (['title', 'body'] as const).map(name => ({
    name,
    weight: weights[name] ?? (name === 'title' ? 3 : 1),
    isTitle: name === 'title',
    sizeOf: (document: number) => sizeOf(given[document][name]),
  }));
  const { text: cut } = ranked.texts[0];
  return slowScores(
    given,
    asked,
    analyzer,
    typed,
    cut.words,
    cut.spellings.map(({ term: { units, start, end } }) => stringFromUnits(units, start, end)),
  );
}

/** Whether the bodies have more text than the titles, so that the body is the field with the most text. */
const usable = (given: readonly { title: string; body: string }[]) =>
  given.reduce((sum, each) => sum + sizeOf(each.body) - sizeOf(each.title), 0) > 0;

describe('scores', () => {
  it.each([
    ['the index', liveIndex],
    ['its slow twin', (given: readonly { title: string; body: string }[]) => naive(given)],
  ])('of %s are those of the formula, and documents are ordered by score, then by number', (_, indexOf) => {
    fc.assert(
      fc.property(documents, query, fc.constantFrom(3, 1000), weights, (given, typed, limit, weights) => {
        fc.pre(usable(given));
        const ranked = runQuery(
          indexOf(given),
          { words: typed },
          { offset: 0, limit, match: 'any', weights },
          new QuerySession(),
        );
        fc.pre(ranked.texts.length > 0);
        const scores = slow(given, typed, ranked, weights);
        ranked.documents.forEach((document, i) => {
          expect(ranked.scores[i]).toBeCloseTo(scores[document], 6);
        });
        // No document with any word that is not shown is better than the last one shown.
        const all = runQuery(
          indexOf(given),
          { words: typed },
          { offset: 0, limit: 1e4, match: 'any', weights },
          new QuerySession(),
        );
        expect(all.documents.length).toBe(all.total);
        const best = [...all.documents].sort((x, y) => scores[y] - scores[x] || x - y).slice(0, limit);
        expect(ranked.documents.length).toBe(best.length);
        ranked.documents.forEach((document, i) => {
          expect(scores[document]).toBeCloseTo(scores[best[i]], 6);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('are exact for the best documents when most are dropped before scoring characters', () => {
    const short = fc.array(fc.record({ title: fc.constant(''), body: text(6) }), { minLength: 70, maxLength: 150 });
    fc.assert(
      fc.property(short, query, weights, (given, typed, weights) => {
        fc.pre(usable(given));
        const index = liveIndex(given);
        const asked = (limit: number) =>
          runQuery(index, { words: typed }, { offset: 0, limit, match: 'any', weights }, new QuerySession());
        const all = asked(1000);
        const first = asked(30);
        expect(first.documents).toEqual(all.documents.slice(0, 30));
        const scores = slow(given, typed, all, weights);
        first.documents.forEach((document, i) => {
          expect(first.scores[i]).toBeCloseTo(scores[document], 6);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('are exact for the best documents when a frequent word is scored after the others', () => {
    // 的 is a word of one document in six, more or less often.
    const given = Array.from({ length: 240 }, (_, i) => ({
      title: '',
      body: `${i % 6 === 3 ? '的，'.repeat(1 + (i % 7)) : ''}${i % 3 === 0 ? '监利，' : ''}${i % 5 === 0 ? '疫情，防控' : '视频'}。`,
    }));
    const index = liveIndex(given);
    const asked = (limit: number) =>
      runQuery(index, { words: '监利的疫情' }, { offset: 0, limit, match: 'any' }, new QuerySession());
    const all = asked(1000);
    const first = asked(20);
    expect(all.total).toBeGreaterThan(100);
    expect(first.documents).toEqual(all.documents.slice(0, 20));
    const scores = slow(given, '监利的疫情', all);
    first.documents.forEach((document, i) => {
      expect(first.scores[i]).toBeCloseTo(scores[document], 6);
    });
  });

  it('are exact for documents that are behind by their words and ahead by their characters', () => {
    // Fifty documents contain the word three times; some contain it once, and the characters of the other word apart.
    const ahead = fc.array(fc.constantFrom('监利监利监利', '监利，监利，监利'), { minLength: 50, maxLength: 50 });
    const behind = fc.array(fc.constantFrom('监利，韩国，旭日', '旭日，监利，韩国'), {
      minLength: 15,
      maxLength: 20,
    });
    const others = fc.array(fc.constantFrom('会议', '防控，会议'), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(
        ahead,
        behind,
        others,
        fc.array(fc.nat(), { minLength: 270, maxLength: 270 }),
        (one, two, three, order) => {
          const given = [...one, ...two, ...three]
            .map((body, i) => ({ body, at: order[i] ?? 0 }))
            .sort((x, y) => x.at - y.at)
            .map(({ body }) => ({ title: '', body }));
          const index = liveIndex(given);
          const asked = (limit: number) =>
            runQuery(index, { words: '监利 韩旭' }, { offset: 0, limit, match: 'any' }, new QuerySession());
          const all = asked(1000);
          expect(asked(10).documents).toEqual(all.documents.slice(0, 10));
          expect(given[all.documents[0]].body).toContain('韩');
          const scores = slow(given, '监利 韩旭', all);
          all.documents.slice(0, 30).forEach((document, i) => {
            expect(all.scores[i]).toBeCloseTo(scores[document], 6);
          });
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('do not drop a document that gets nearly the maximum score of its characters', () => {
    // By its word it is so far behind that it needs two thirds of the maximum score of its characters to catch up.
    const ahead = Array.from({ length: 12 }, () => 'covid，covid');
    const behind = `covid，${'韩，旭，'.repeat(30)}`;
    const others = Array.from({ length: 300 }, () => '会议，防控');
    const given = [...ahead, behind, ...others].map(body => ({ title: '', body }));
    // Without a lexicon a character is not a word.
    const index = liveIndex(given, new Analyzer());
    const asked = (limit: number) =>
      runQuery(index, { words: 'covid 韩旭' }, { offset: 0, limit, match: 'any' }, new QuerySession());
    expect(asked(5).documents[0]).toBe(ahead.length);
    expect(asked(5).documents).toEqual(asked(1000).documents.slice(0, 5));
  });

  it('of the first thirty documents for a question include the proximity that the slow twin computes', () => {
    fc.assert(
      fc.property(documents, query, (given, typed) => {
        fc.pre(usable(given));
        const index = liveIndex(given);
        const asked = { words: `${typed} 什么` };
        const ranked = runQuery(index, asked, { offset: 0, limit: 1000, match: 'smart' }, new QuerySession());
        // The twin knows no other spellings of numbers.
        fc.pre(!ranked.texts.some(({ isSpelling }) => isSpelling));
        const base = slow(given, asked.words, ranked);
        const proximity = slowProximity(given, ranked.texts[0]);
        const order = [...ranked.documents].sort((x, y) => base[y] - base[x] || x - y);
        ranked.documents.forEach((document, i) => {
          if (ranked.tiers[i] !== 'any') return;
          const gain = order.indexOf(document) < 30 ? proximity(document) : 0;
          // Of documents with the same base score at the border, either may be reranked.
          const border = base[order[29]] ?? 0;
          if (Math.abs(base[document] - border) > 1e-9) expect(ranked.scores[i]).toBeCloseTo(base[document] + gain, 6);
        });
      }),
      {
        numRuns: 60,
        examples: [
          // 利 ends inside the window of twenty that begins with 韩国, and 监利市, in which it stands, does not.
          [
            [
              { title: '', body: '监利市监利韩旭。 韩旭，𠮷covid' },
              { title: '韩旭的话监利市covid', body: 'covid监利市' },
              { title: '19监利市韩国19', body: 'covid𠮷疫情 视频视频𠮷的话' },
              { title: '19，', body: '监什么 𠮷的话会议監' },
              { title: '的话', body: '是监利市。，。' },
              { title: '', body: '𠮷监利市什么' },
              { title: '的的利', body: '監𠮷 监利 19監防控19' },
              { title: '', body: '韩国旭日防控会议，会议19covid监利市' },
              { title: '监 ，', body: '旭日監。的監' },
            ],
            '监利市𠮷韩国利',
          ],
        ],
      },
    );
  });
});

function naive(given: readonly { title: string; body: string }[]) {
  return naiveIndex(
    fields,
    given.map((document, i) => ({ id: String(i), ...document })),
    analyzer,
  );
}
