import { describe, expect, it } from 'vitest';
import { buildDoubleArray } from '../../../src/lexicon/build-double-array.ts';
import { findChild, findNode, listWords, payloadAt, rootNode } from '../../../src/lexicon/double-array.ts';

const unitsOf = (word: string) => Uint16Array.from({ length: word.length }, (_, i) => word.charCodeAt(i));

describe('the double-array trie', () => {
  it('is empty for no words', () => {
    const { trie } = buildDoubleArray([], []);
    expect(findChild(trie, rootNode, 0x4e00)).toBe(-1);
    expect([...listWords(trie, 64)]).toEqual([]);
  });

  it('keeps the last payload of equal words', () => {
    const { trie, nodes } = buildDoubleArray(['监利', '监利'], [5, 9]);
    expect(nodes[0]).toBe(nodes[1]);
    expect(payloadAt(trie, nodes[0])).toBe(9);
  });

  it('finds each of many words and distinguishes prefixes from words', () => {
    const words = Array.from({ length: 20_000 }, (_, i) =>
      String.fromCharCode(0x4e00 + (i % 977), 0x4e00 + ((i * 31) % 1009), ...(i % 3 ? [0x4e00 + (i % 101)] : [])),
    );
    const unique = [...new Set(words)];
    const { trie } = buildDoubleArray(
      unique,
      unique.map((_, i) => (i % 0xffff) + 1),
    );
    unique.forEach((word, i) => {
      const node = findNode(trie, unitsOf(word), 0, word.length);
      expect(payloadAt(trie, node)).toBe((i % 0xffff) + 1);
    });
    const first = findNode(trie, unitsOf(unique[0]), 0, 1);
    expect(first).toBeGreaterThan(0);
    expect(payloadAt(trie, first)).toBe(0);
    expect([...listWords(trie, 64)].map(([word]) => word).sort()).toEqual(unique.sort());
  });
});
