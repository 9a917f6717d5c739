import { describe, expect, it } from 'vitest';
import { buildDoubleArray } from '../../../src/lexicon/build-double-array.ts';
import { findChild, rootNode } from '../../../src/lexicon/double-array.ts';
import { buildPrefixFilter, prefixBit, prefixBitShift } from '../../../src/lexicon/prefix-filter.ts';

const han = (i: number): string => String.fromCharCode(0x4e00 + i);
const words = Array.from(
  { length: 5000 },
  (_, i) => han(i % 301) + han((i * 7) % 211) + (i % 4 ? han((i * 31) % 503) : '') + (i % 3 ? '' : han(i % 17)),
);

describe('the filter of three-unit prefixes', () => {
  const { trie } = buildDoubleArray(
    words,
    words.map(() => 1),
  );
  const filter = buildPrefixFilter(trie);
  const passes = (text: string): boolean => {
    const node = findChild(trie, findChild(trie, rootNode, text.charCodeAt(0)), text.charCodeAt(1));
    const bit = prefixBit(node, trie.codes[text.charCodeAt(2)], prefixBitShift(filter));
    return ((filter[bit >>> 3] >>> (bit & 7)) & 1) === 1;
  };

  it('passes every three-unit prefix of the trie', () => {
    const prefixes = [...new Set(words.filter(word => word.length > 2).map(word => word.slice(0, 3)))];
    expect(prefixes.filter(text => !passes(text))).toEqual([]);
  });

  it('stops nearly all other prefixes', () => {
    const prefixes = new Set(words.map(word => word.slice(0, 3)));
    const others = words.flatMap(word => [1, 2, 3].map(i => word.slice(0, 2) + han(i * 101)));
    const absent = others.filter(text => !prefixes.has(text));
    expect(absent.filter(passes).length / absent.length).toBeLessThan(0.2);
  });

  it('is one byte that stops everything if no word has three units', () => {
    expect(buildPrefixFilter(buildDoubleArray(['人', '我们'], [1, 1]).trie)).toEqual(Uint8Array.of(0));
  });
});
