import { describe, expect, it } from 'vitest';
import { PostingList } from '../../../../src/index/posting-list.ts';
import { filterDocuments } from '../../../../src/query/context/document-lists.ts';
import { combineVerifiers, createVerifier } from '../../../../src/query/context/document-verifier.ts';

function listOf(documents: readonly number[]): PostingList {
  const list = new PostingList();
  list.reserve(documents.length);
  list.documents.set(documents);
  list.count = documents.length;
  return list;
}

const show = ({ documents, count }: PostingList) => Array.from(documents.subarray(0, count));
const all = Array.from({ length: 2000 }, (_, i) => 3 * i);

/** Finds multiples of 5; it rules out odd numbers, and notes the documents that it is asked for. */
function createExample() {
  const asked: number[] = [];
  const verify = createVerifier(
    document => {
      asked.push(document);
      return document % 10 === 0;
    },
    {
      keepPossible: (list, out) => {
        out.count = 0;
        out.reserve(list.count);
        for (const document of show(list)) if (document % 2 === 0) out.documents[out.count++] = document;
        return out;
      },
    },
  );
  return { verify, asked };
}

describe('a verifier of documents', () => {
  it('is asked only for the documents of a long list that it does not rule out', () => {
    const { verify, asked } = createExample();
    const found = show(filterDocuments(listOf(all), verify, new PostingList()));
    expect(found).toEqual(all.filter(document => document % 10 === 0));
    expect(asked).toEqual(all.filter(document => document % 2 === 0));
  });

  it('is asked for all documents of a short list', () => {
    const { verify, asked } = createExample();
    const some = all.slice(0, 100);
    const found = show(filterDocuments(listOf(some), verify, new PostingList()));
    expect(found).toEqual(some.filter(document => document % 10 === 0));
    expect(asked).toEqual(some);
  });

  it.each([20, 128])('looks at none of %i documents ahead, which are read before a filter is made', count => {
    const batches: number[][] = [];
    const verify = createVerifier(document => document % 10 === 0, {
      lookAhead: documents => batches.push([...documents]),
    });
    const some = all.slice(0, count);
    expect(show(filterDocuments(listOf(some), verify, new PostingList()))).toEqual(
      some.filter(each => each % 10 === 0),
    );
    expect(batches).toEqual([]);
  });

  it.each([400, 2000])('looks ahead at each of %i documents once, at no more than 512 together', count => {
    const batches: number[][] = [];
    const verify = createVerifier(
      document => {
        expect(batches.at(-1)).toContain(document);
        return document % 10 === 0;
      },
      { lookAhead: documents => batches.push([...documents]) },
    );
    const some = all.slice(0, count);
    expect(show(filterDocuments(listOf(some), verify, new PostingList()))).toEqual(
      some.filter(each => each % 10 === 0),
    );
    expect(batches.flat()).toEqual(some);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(512);
  });

  it('made of several requires all, and rules out what one of them does', () => {
    const { verify, asked } = createExample();
    const both = combineVerifiers([document => document % 7 === 0, verify, verify])!;
    const found = show(filterDocuments(listOf(all), both, new PostingList()));
    expect(found).toEqual(all.filter(document => document % 70 === 0));
    expect(asked.every(document => document % 2 === 0)).toBe(true);
    expect(combineVerifiers([])).toBeUndefined();
  });
});
