import { describe, expect, it } from 'vitest';
import type { PostingList } from '../../../../src/index/posting-list.ts';
import { createIndex, text } from '../../../../src/index.ts';
import { Budget, unlimited } from '../../../../src/query/context/budget.ts';
import { QueryContext } from '../../../../src/query/context/query-context.ts';
import { createTextVerifier } from '../../../../src/query/context/text-verifier.ts';
import { QuerySession } from '../../../../src/query/run/query-session.ts';

function createSample() {
  const index = createIndex({ fields: { body: text() } });
  for (const body of ['产量 876 吨', '产量 13,876 吨', '9 月 9 日', '9月1日，1月9日']) index.add({ id: body, body });
  return index.live.reader();
}

describe('a verifier of texts', () => {
  it('counts every text that it reads, and reads none when the budget is spent', () => {
    const reader = createSample();
    const budget = new Budget({}, 4);
    const context = new QueryContext().beginQuery(reader, budget);
    const read: number[] = [];
    const verify = createTextVerifier(context, [reader.getTextReader('body')], document => read.push(document) > 0);
    expect([0, 1, 2, 3].map(verify)).toEqual([true, true, true, false]);
    expect(read).toEqual([0, 1, 2]);
    expect(budget.isPartial).toBe(true);
  });

  it('rules out documents together only where all bytes are there', () => {
    const reader = createSample();
    const seen: Uint32Array[] = [];
    const batches = {
      keepPossible: (list: PostingList) => list,
      lookAhead: (documents: Uint32Array) => void seen.push(documents),
    };
    const create = (loadsBytes: boolean) => {
      const context = new QueryContext().beginQuery(loadsBytes ? { ...reader, loadsBytes } : reader, unlimited);
      return createTextVerifier(context, [], () => true, batches);
    };
    expect(create(false).keepPossible).toBe(batches.keepPossible);
    const ahead = Uint32Array.of(0, 2);
    create(false).lookAhead!(ahead);
    expect(seen).toEqual([ahead]);
    expect(create(true).keepPossible).toBeUndefined();
    expect(create(true).lookAhead).toBeUndefined();
  });

  it.each([
    ['876', [true, false, true, true]],
    ['9月9日', [false, false, true, false]],
  ])('of the number %s is one', (words, expected) => {
    const reader = createSample();
    const verifierWith = (budget: Budget) =>
      new QuerySession().beginQuery(reader, undefined, budget).matcher.createVerifier({ words })!;
    expect([0, 1, 2, 3].map(verifierWith(unlimited))).toEqual(expected);
    // Three quarters of the texts are for finding documents.
    const budget = new Budget({}, 4);
    const verify = verifierWith(budget);
    expect(budget.isSpent).toBe(false);
    for (const document of [0, 1, 2]) verify(document);
    expect(budget.isSpent).toBe(true);
    expect(verify(3)).toBe(false);
  });
});
