/** Arbitrary queries and options for the test index, shared by laws that compare what two searches give. */
import fc from 'fast-check';
import type { SearchOptions } from '../../src/search-options.ts';
import { anyTextOfParts, type Fields } from './test-index.ts';

/** What a person may type: words, questions, phrases, and for every rule that replaces words some that it replaces. */
export const anyTyped: fc.Arbitrary<string> = fc.oneof(
  anyTextOfParts(4),
  anyTextOfParts(4).map(typed => `${typed}监利疫情怎么样？`),
  anyTextOfParts(2).map(typed => `"${typed.replaceAll('"', '')}"`),
  fc.constantFrom(
    ...[
      '监利 疫情',
      '监利市疫情防控怎么样？',
      '监利 疫情 covid',
      '监*',
      '监利 -疫情',
      '韩旭|软件',
      'date:2022-09.. 监利',
    ],
    ...['韩续', 'hanxu', 'jian li', 'covib', '2022年9月5日', '软体', '李超'],
  ),
);

/** Any options that change what is found, in which order and with what. */
export const anyOptions = fc.record(
  {
    match: fc.constantFrom('smart', 'all', 'any'),
    limit: fc.constantFrom(0, 1, 3, 10, 50),
    filter: fc.constantFrom(
      { author: '李超' },
      { date: { from: '2022-09' } },
      { not: { author: ['x', '沈东林'] } },
      { not: { not: { or: [{ date: { from: '2022-09' } }, { page: [0, 7] }] } } },
      { or: [{ page: { to: 0 } }, { author: 'x' }] },
    ),
    sort: fc.constantFrom('score', { field: 'date' }, { field: 'page', order: 'asc' }),
    freshness: fc.constant({ field: 'date', halfLifeDays: 10, today: '2023-02-01' }),
    facets: fc.constant({ author: 3 }),
    exactTotal: fc.boolean(),
    minRelevance: fc.constantFrom(0, 0.2, 0.5, 1),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Omit<SearchOptions<Fields>, 'signal'>>;
