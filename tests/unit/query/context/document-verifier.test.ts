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

const all = Array.from({ length: 20_000 }, (_, i) => 3 * i);

describe('a verifier of documents', () => {
  it('is told once, in order, of all documents that it is asked for but the first', () => {
    const expected: number[] = [];
    const asked: number[] = [];
    const verify = createVerifier(
      document => {
        // Whatever was expected is asked for before more is.
        if (asked.length >= 256 && expected[asked.length - 256] !== document)
          throw new Error(`${document} was not expected`);
        asked.push(document);
        return document % 2 === 0;
      },
      documents => {
        expect(expected.length === 0 || asked.length === 256 + expected.length).toBe(true);
        expected.push(...documents);
      },
    );
    const out = filterDocuments(listOf(all), verify, new PostingList());
    expect(asked).toEqual(all);
    expect(expected).toEqual(all.slice(256));
    expect(Array.from(out.documents.subarray(0, out.count))).toEqual(all.filter(document => document % 2 === 0));
  });

  it('is told of nothing when few documents are asked for', () => {
    const verify = createVerifier(
      () => true,
      () => expect.unreachable(),
    );
    expect(filterDocuments(listOf(all.slice(0, 256)), verify, new PostingList()).count).toBe(256);
  });

  it('of several tells all of them, and those that want nothing are left out', () => {
    let told = 0;
    const verifiers = [
      createVerifier(
        () => true,
        documents => void (told += documents.length),
      ),
      (document: number) => document % 2 === 0,
      createVerifier(
        () => true,
        documents => void (told += documents.length),
      ),
    ];
    const out = filterDocuments(listOf(all), combineVerifiers(verifiers)!, new PostingList());
    expect(told).toBe(2 * (all.length - 256));
    expect(out.count).toBe(all.length / 2);
  });
});
