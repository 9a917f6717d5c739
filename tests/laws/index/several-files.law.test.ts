import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';
import type { SearchOptions } from '../../../src/search-options.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, type Fields, fields, lexicon, type TestDocument } from '../test-index.ts';

/** A document whose id may be that of another one. */
const anyNamedDocument = fc.tuple(fc.integer({ min: 0, max: 40 }), anyDocument);
type NamedDocument = readonly [number, TestDocument];

/** A file of these documents; of those with one id, the last. */
function buildFile(documents: readonly NamedDocument[]): Uint8Array {
  const index = createIndex({ fields, lexicon });
  for (const [id, document] of documents) index.update({ id: `${id}`, ...document });
  return index.toBytes();
}

/** Compares everything that two indexes answer. */
function expectSameAnswers(
  index: SearchIndex<Fields>,
  expected: SearchIndex<Fields>,
  queries: readonly (readonly [string, SearchOptions<Fields>])[],
): void {
  expect(index.size).toBe(expected.size);
  for (const [query, options] of queries) {
    const result = expected.search(query, options);
    expect(index.search(query, options)).toEqual(result);
    const titles = { titles: 'title', filter: { page: { from: 0 } } } as const;
    for (const options of [{}, titles]) expect(index.suggest(query, options)).toEqual(expected.suggest(query, options));
    const id = result.hits[0]?.id ?? '0';
    expect(index.explain(query, id)).toEqual(expected.explain(query, id));
    expect(index.get(id)).toEqual(expected.get(id));
  }
}

describe('several files that are opened as one index', () => {
  it('give the hits, scores, totals, facets, snippets, suggestions and explanations of one file of all documents', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyNamedDocument, { maxLength: 14 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(anyTyped, anyOptions), { minLength: 1, maxLength: 4 }),
        (files, queries) => {
          const several = openIndex<Fields>(files.map(buildFile));
          const whole = openIndex<Fields>(buildFile(files.flat()));
          expectSameAnswers(several, whole, queries);
          several.compact();
          expect(several.toBytes()).toEqual(whole.toBytes());
        },
      ),
      { numRuns: 80 },
    );
  });

  it('give them also after documents were replaced, added and removed between the queries', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyNamedDocument, { minLength: 1, maxLength: 8 }), { minLength: 5, maxLength: 8 }),
        fc.array(
          fc.tuple(fc.array(anyNamedDocument, { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 40 })),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        fc.array(fc.tuple(anyTyped, anyOptions), { minLength: 1, maxLength: 3 }),
        (files, changes, queries) => {
          const several = openIndex<Fields>(files.map(buildFile), { lexicon });
          const whole = createIndex({ fields, lexicon });
          const change = (index: SearchIndex<Fields>, [documents, removed]: (typeof changes)[number]) => {
            for (const [id, document] of documents) index.update({ id: `${id}`, ...document });
            index.remove(`${removed}`);
          };
          for (const [id, document] of files.flat()) whole.update({ id: `${id}`, ...document });
          // The same queries each time: what was remembered of the files before must not be told again.
          expectSameAnswers(several, openIndex<Fields>(whole.toBytes()), queries);
          for (const each of changes) {
            change(several, each);
            change(whole, each);
            expectSameAnswers(several, openIndex<Fields>(whole.toBytes()), queries);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
