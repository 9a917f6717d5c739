import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BigramList, PostingList } from '../../../../src/index/posting-list.ts';
import { intersectPostings, uniteDense } from '../../../../src/query/context/intersect-lists.ts';

const documentLimit = 3000;
const ascending = (maxLength: number) =>
  fc
    .uniqueArray(fc.nat({ max: documentLimit - 1 }), { maxLength, size: 'max' })
    .map(numbers => numbers.sort((a, b) => a - b));
/** Both lists long, or one of them far shorter than the other. */
const anyLists = fc.oneof(
  fc.tuple(ascending(400), ascending(400)),
  fc.tuple(ascending(4), ascending(900)),
  fc.tuple(ascending(900), ascending(4)),
);

function fill<L extends PostingList>(list: L, documents: readonly number[]): L {
  list.reserve(documents.length);
  list.documents.set(documents);
  list.count = documents.length;
  return list;
}

function bigrams(documents: readonly number[]): BigramList {
  const list = fill(new BigramList(), documents);
  documents.forEach((document, i) => {
    list.frequencies[i] = document + 1;
    list.wordFrequencies[i] = document + 2;
  });
  return list;
}

it('an intersection has the documents of both lists, with the frequencies of the first', () => {
  fc.assert(
    fc.property(anyLists, fc.boolean(), ([documents, wanted], isInPlace) => {
      const list = bigrams(documents);
      const out = isInPlace ? list : new BigramList();
      intersectPostings(list, fill(new PostingList(), wanted), out);
      const found = Array.from({ length: out.count }, (_, i) => [
        out.documents[i],
        out.frequencies[i],
        out.wordFrequencies[i],
      ]);
      const both = documents.filter(document => wanted.includes(document));
      expect(found).toEqual(both.map(document => [document, document + 1, document + 2]));
    }),
    { numRuns: 300 },
  );
});

it('a union of dense fields has the candidates that are in any of them', () => {
  fc.assert(
    fc.property(fc.array(ascending(300), { maxLength: 3 }), ascending(300), (fields, wanted) => {
      const dense = fields.map(documents => {
        const frequencies = new Uint8Array(documentLimit);
        // 255 + 1 would be 0 in a byte.
        for (const document of documents) frequencies[document] = document % 2 ? 255 : 1;
        return frequencies;
      });
      const out = new PostingList();
      uniteDense(dense, fill(new PostingList(), wanted), out);
      expect([...out.documents.subarray(0, out.count)]).toEqual(
        wanted.filter(document => fields.some(documents => documents.includes(document))),
      );
    }),
    { numRuns: 200 },
  );
});
