/** Law (posting-list.ts): a list is filled again and again, and reading allocates nothing once there is room. */
import { expect, it } from 'vitest';
import { BigramList, PostingList } from '../../../src/index/posting-list.ts';
import { TermPostings } from '../../../src/index/postings/term-postings.ts';

it.each([
  ['the frequencies of words', new BigramList(), 'wordFrequencies'],
  ['the codes of words', new TermPostings(), 'wordCodes'],
  ['places in whole lists', new TermPostings(), 'listIndexes'],
] as const)('a list allocates %s only for entries, not for arrays of a larger list that it was given', (_, list, name) => {
  const other = new PostingList();
  other.reserve(5000);
  list.swapArrays(other);
  const arrayOf = () => (list as unknown as Record<string, Uint32Array>)[name];
  const before = arrayOf();
  list.reserve(before.length);
  expect(arrayOf()).toBe(before);
  list.reserve(before.length + 1);
  const grown = arrayOf();
  expect(grown.length).toBeGreaterThan(before.length);
  list.reserve(5000);
  expect(arrayOf()).toBe(grown);
});
