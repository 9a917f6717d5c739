import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWords } from '../../../src/add-words.ts';
import { date, keyword, stored, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';
import { repairText } from '../../../src/text/repair-text.ts';

const base = Lexicon.fromEntries(
  ['桐坡', '社区', '居民', '石桥', '石桥村', '说说'].map((word, i) => ({ word, weight: 10 + i })),
);
const fields = {
  title: text({ weight: 3 }),
  body: text({ repair: true }),
  author: keyword(),
  date: date(),
  more: stored(),
};

const piece = fc.constantFrom(
  ...[
    '桐坡',
    '社区',
    '社區',
    '居民',
    '石桥',
    '村',
    '说',
    '。',
    ' ',
    '-',
    '\n',
    'C++',
    'ABC',
    '１２',
    '𠮷野',
    '乾',
    '干',
    '说︀',
    '㎡',
    '5',
  ],
);
const body = fc.array(piece, { maxLength: 14 }).map(pieces => pieces.join(''));
const word = fc.oneof(
  fc.constantFrom(
    '桐坡社区',
    '社区居民',
    '石桥',
    '村',
    '干居',
    '𠮷野',
    'abc',
    'c++说',
    '平方米',
    '说居民',
    '5平方',
    '社 区',
    '12石',
  ),
  fc
    .array(fc.constantFrom('桐', '坡', '社', '区', '居', '民', '干', 'c'), { minLength: 1, maxLength: 4 })
    .map(all => all.join('')),
);
const entry = fc.record({
  word,
  weight: fc.option(fc.constantFrom(0, 5, 1000), { nil: undefined }),
  tag: fc.constant('ns'),
});

describe('law of added words', () => {
  it('an index with added words answers as one that was built with them from its documents in their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(body, body, fc.boolean()), { maxLength: 8 }),
        fc.array(entry, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (bodies, entries, isReopened) => {
          const documents = bodies.map(([title, body, isRepaired], i) => ({
            id: String(i),
            title,
            body: isRepaired ? repairText(body) : body,
            author: ['何田'],
            date: '2022-09',
            more: { page: i },
          }));
          const index = createIndex({ fields, lexicon: base });
          index.addAll(documents);
          const changed: SearchIndex<typeof fields> = isReopened
            ? openIndex<typeof fields>(index.toBytes(), { lexicon: base })
            : index;
          const { lexicon, documents: count } = addWords(changed, entries, { lexicon: base });
          // Document frequencies count what was replaced until it is merged away.
          changed.compact();
          const order = listIds(changed, documents.length);
          const fresh = createIndex({ fields, lexicon });
          for (const id of order) fresh.add(documents[Number(id)]);
          expect(describeIndex(changed)).toEqual(describeIndex(fresh));
          // Documents that hold no word keep their places.
          const untouched = documents.map(({ id }) => id).filter(id => !order.slice(order.length - count).includes(id));
          expect(order.slice(0, order.length - count)).toEqual(untouched);
          changed.verify();
          // The new lexicon is the one to add documents with from now on.
          const reopened = openIndex<typeof fields>(changed.toBytes(), { lexicon });
          reopened.add({ id: 'new', body: '桐坡社区' });
          expect(reopened.size).toBe(documents.length + 1);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** The ids in the order of the documents: all have the same date, so equal values keep their order. */
function listIds(index: SearchIndex<typeof fields>, count: number): string[] {
  return index
    .search({ field: 'date', from: '2022' }, { limit: count + 1, sort: { field: 'date' } })
    .hits.map(({ id }) => id);
}

function describeIndex(index: SearchIndex<typeof fields>): object {
  const { analysis, documents, words } = index.describe();
  const answers = ['桐坡社区', '社区居民', '石桥', '干居', '说居民', '"社区"', '桐*'].map(query =>
    index.search(query, { limit: 20 }).hits.map(({ id, score, tier, snippets }) => ({ id, score, tier, snippets })),
  );
  return { analysis, documents, words, answers };
}
