import { describe, expect, it } from 'vitest';
import type { TextReader } from '../../../../src/index/index-reader.ts';
import { PostingList } from '../../../../src/index/posting-list.ts';
import { Budget, unlimited } from '../../../../src/query/context/budget.ts';
import { DocumentText } from '../../../../src/query/context/document-text.ts';
import { PhraseVerifier } from '../../../../src/query/match/phrase/verify-phrase.ts';

const documentCount = 10_000;

function copyTo(out: PostingList, from: PostingList): void {
  out.reserve(from.count);
  for (let i = 0; i < from.count; i++) out.documents[out.count++] = from.documents[i];
}

/** All documents, of which every third may contain the phrase; notes how many texts were looked at. */
function createSample() {
  const list = new PostingList();
  list.reserve(documentCount);
  for (let document = 0; document < documentCount; document++) list.documents[list.count++] = document;
  const sample = { list, looked: 0, field: {} as TextReader };
  sample.field = {
    markPossible(documents: Uint32Array, _: unknown, possible: Uint8Array) {
      sample.looked += documents.length;
      documents.forEach((document, i) => {
        if (document % 3 === 0) possible[i] = 1;
      });
    },
    readUnfollowed(_: unknown, from: PostingList, out: PostingList) {
      copyTo(out, from);
    },
    keepSigns(from: PostingList, _: unknown, out: PostingList) {
      copyTo(out, from);
    },
  } as unknown as TextReader;
  return sample;
}

describe('what the codes of texts rule out', () => {
  const keep = ({ list, field }: ReturnType<typeof createSample>, budget: Budget) => {
    const verifier = new PhraseVerifier([{ text: '。的', isPrefix: false }], new DocumentText());
    const { documents, count } = verifier.keepPossible([field, field], list, new PostingList(), budget);
    return Array.from(documents.subarray(0, count));
  };
  const multiples = (limit: number) => Array.from({ length: Math.ceil(limit / 3) }, (_, i) => 3 * i);

  it('is all that cannot contain a phrase, in any field', () => {
    const sample = createSample();
    expect(keep(sample, unlimited)).toEqual(multiples(documentCount));
    expect(sample.looked).toBe(2 * documentCount);
  });

  it('is a part of it when the budget is spent, and no texts are looked at after it', () => {
    const sample = createSample();
    let looks = 0;
    const signal = {
      get aborted() {
        return ++looks > 2;
      },
    };
    const kept = keep(sample, new Budget({ signal }));
    expect(sample.looked).toBeGreaterThan(0);
    expect(sample.looked).toBeLessThan(documentCount);
    expect(kept).toEqual(multiples(sample.looked));
  });

  it('is asked of a sign where letters and digits may have signs and blanks between them', () => {
    const canFilter = (text: string) =>
      new PhraseVerifier([{ text, isPrefix: false, hasSpellings: true }], new DocumentText()).canFilter;
    expect(['9℃', '3:25', '30%', '9月9日', 'gpt4'].filter(canFilter)).toEqual(['9℃', '3:25', '30%']);
  });
});
