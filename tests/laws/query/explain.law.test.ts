import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPaperIndex } from '../../../bench/demo/paper-index.ts';
import type { Filter } from '../../../src/query/match/columns/filter.ts';
import type { SearchOptions } from '../../../src/search-options.ts';
import { fold } from '../../../src/text/folding.ts';
import { anyDocument, anyTextOfParts, buildTestIndex, type Fields, type TestDocument } from '../test-index.ts';

const filters: readonly [Filter | undefined, (document: TestDocument) => boolean][] = [
  [undefined, () => true],
  [{ author: '李超' }, document => document.author.includes('李超')],
  [{ page: { from: 0 } }, document => (document.page ?? -1) >= 0],
];
const query = fc.oneof(
  anyTextOfParts(5),
  anyTextOfParts(4).map(text => `${text}怎么样？`),
  anyTextOfParts(2).map(text => `"${text.replaceAll('"', '')}"`),
  fc.constantFrom(
    ...[
      '监利 疫情',
      '监利市 防控 韩旭 视频会议 软件',
      '软件',
      '韩续',
      'hanxu',
      'covit',
      '监利 -疫情',
      '-监利',
      '韩旭|软件',
    ],
    ...['监*', 'date:2022-09.. 监利', 'author:李超', 'page:7 监利', '“监利”怎么样 疫情', '，', 'x|author:x', '-监|利'],
  ),
);

/** Whether a text contains a term; a letter or digit at its ends must be at the edge of its run. */
function containsTerm(text: string, term: string): boolean {
  const wordly = /[\p{L}\p{N}\p{M}]/u;
  const isHan = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text[at - 1] ?? '';
    const after = text[at + term.length] ?? '';
    const isEdge = (inside: string, outside: string) =>
      !wordly.test(inside) || isHan.test(inside) || !wordly.test(outside) || isHan.test(outside);
    if (isEdge(term[0], before) && isEdge(term.at(-1)!, after)) return true;
  }
  return false;
}

describe('explain', () => {
  it('returns parts that add up to the score of every hit, and what is missing in every other document', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(anyDocument, { minLength: 1, maxLength: 45 }),
        query,
        fc.constantFrom('smart', 'smart', 'all', 'any') as fc.Arbitrary<'smart' | 'all' | 'any'>,
        fc.constantFrom(...filters),
        fc.constantFrom(undefined, { field: 'date', halfLifeDays: 20 }),
        fc.constantFrom(undefined, undefined, ['title'] as const, ['body'] as const),
        (documents, typed, match, [filter, accepts], freshness, fields) => {
          const index = buildTestIndex(documents);
          const options: SearchOptions<Fields> = {
            match,
            ...(fields && { fields }),
            ...(filter && { filter: filter as NonNullable<SearchOptions<Fields>['filter']> }),
            ...(freshness && { freshness: freshness as NonNullable<SearchOptions<Fields>['freshness']> }),
          };
          const { hits } = index.search(typed, { ...options, limit: 1000, snippet: false });
          const found = new Map(hits.map(hit => [hit.id, hit]));
          documents.forEach((document, i) => {
            const explanation = index.explain(typed, `${i}`, options)!;
            const hit = found.get(`${i}`);
            expect([explanation.found, explanation.tier]).toEqual([hit !== undefined, hit?.tier]);
            if (hit) {
              const { terms, titleScore, proximityScore, freshnessScore } = explanation;
              expect(explanation.score).toBeCloseTo(hit.score, 9);
              expect(
                terms.reduce((sum, { score }) => sum + score, titleScore + proximityScore + freshnessScore),
              ).toBeCloseTo(hit.score, 9);
              expect(explanation.reason).toBeUndefined();
            } else {
              const { reason, missing } = explanation;
              expect(reason === 'filter').toBe(!accepts(document));
              if (reason === 'missing') expect(missing.length).toBeGreaterThan(0);
              if (reason === 'excluded') expect(typed).toMatch(/-/);
              if (reason === 'empty') expect(typed.replace(/[监-鿿ぁ-ヿ\w𠮷😀]/gu, '')).toBe(typed);
              seen.add(reason!);
            }
            const texts = (fields ?? (['title', 'body'] as const)).map(name => fold(document[name]));
            for (const { missingTerms } of explanation.missing)
              for (const term of missingTerms)
                expect(
                  texts.some(text => containsTerm(text, term)),
                  term,
                ).toBe(false);
          });
        },
      ),
      {
        numRuns: 150,
        // One of each reason that is seldom drawn.
        examples: [
          [[{ title: '监利', body: '', author: [], date: '' }], '。', 'smart', filters[0], undefined, undefined],
          [
            [{ title: '监利视频', body: '', author: [], date: '' }],
            '监利 -视频',
            'all',
            filters[0],
            undefined,
            undefined,
          ],
        ],
      },
    );
    expect([...seen].sort()).toEqual(['empty', 'excluded', 'filter', 'missing']);
  });

  it('returns parts that add up for queries on the sample newspaper, also beyond the first thirty hits', async () => {
    const { index } = await buildPaperIndex();
    const { queries } = JSON.parse(readFileSync(new URL('../../ranking/paper-queries.json', import.meta.url), 'utf8'));
    const typed = [
      ...queries.map((each: { query: string }) => each.query),
      '学校、医院、村民、老人、孩子、水稻、道路、桥梁、企业、工程、服务、比赛、天气怎么样？',
    ];
    let beyond = 0;
    for (const each of typed)
      index.search(each, { limit: 100, snippet: false }).hits.forEach((hit, i) => {
        const explanation = index.explain(each, hit.id)!;
        expect(explanation.score, `${each} ${i}`).toBeCloseTo(hit.score, 9);
        expect(explanation.tier).toBe(hit.tier);
        if (i >= 30 && explanation.proximityScore === 0) beyond++;
      });
    expect(beyond).toBeGreaterThan(0);
  });
});
