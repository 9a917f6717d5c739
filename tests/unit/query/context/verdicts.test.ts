import { describe, expect, it, vi } from 'vitest';
import type { TextReader } from '../../../../src/index/index-reader.ts';
import { Budget, unlimited } from '../../../../src/query/context/budget.ts';
import { Verdicts } from '../../../../src/query/context/verdicts.ts';

const title = {} as TextReader;
const body = {} as TextReader;

describe('verdicts', () => {
  it('ask a verifier once for each document of a query, whoever made it', () => {
    const verdicts = new Verdicts();
    verdicts.beginQuery(10, unlimited);
    const isOdd = vi.fn((document: number) => document % 2 === 1);
    const first = verdicts.remember('odd', [title, body], isOdd);
    const second = verdicts.remember('odd', [title, body], isOdd);
    for (const verify of [first, second, first]) expect([1, 2, 3].map(verify)).toEqual([true, false, true]);
    expect(isOdd).toHaveBeenCalledTimes(3);
    verdicts.beginQuery(10, unlimited);
    expect(verdicts.remember('odd', [title, body], isOdd)(1)).toBe(true);
    expect(isOdd).toHaveBeenCalledTimes(4);
  });

  it('keep other names and other fields apart', () => {
    const verdicts = new Verdicts();
    verdicts.beginQuery(10, unlimited);
    expect(verdicts.remember('a', [title], () => true)(1)).toBe(true);
    expect(verdicts.remember('a', [body], () => false)(1)).toBe(false);
    expect(verdicts.remember('a', [title, body], () => false)(1)).toBe(false);
    expect(verdicts.remember('b', [title], () => false)(1)).toBe(false);
  });

  it('know nothing of a document that was passed over when the budget was spent', () => {
    const verdicts = new Verdicts();
    const signal = { aborted: true };
    const budget = new Budget({ signal });
    verdicts.beginQuery(10, budget);
    const verify = verdicts.remember('a', [title], document => !budget.isSpent && document === 1);
    expect(verify(1)).toBe(false);
    signal.aborted = false;
    budget.beginRanking();
    expect(verify(1)).toBe(true);
  });
});
