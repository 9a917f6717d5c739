import { describe, expect, it } from 'vitest';
import { buildDoubleArray } from '../../../src/lexicon/build-double-array.ts';
import { findChild, rootNode } from '../../../src/lexicon/double-array.ts';
import { buildPrefixFilter, prefixBit, prefixBitShift } from '../../../src/lexicon/prefix-filter.ts';

const han = (i: number): string => String.fromCharCode(0x4e00 + i);
const words = Array.from(
  { length: 5000 },
  (_, i) => han(i % 301) + han((i * 7) % 211) + (i % 4 ? han((i * 31) % 503) : '') + (i % 3 ? '' : han(i % 17)),
);

describe('the filter of rows of three units', () => {
  const { trie } = buildDoubleArray(
    words,
    words.map(() => 1),
  );
  const threes = buildPrefixFilter(trie);
  const passes = (text: string): boolean => {
    const node = findChild(trie, findChild(trie, rootNode, text.charCodeAt(0)), text.charCodeAt(1));
    const bit = prefixBit(node, trie.codes[text.charCodeAt(2)], prefixBitShift(threes));
    return ((threes[bit >>> 3] >>> (bit & 7)) & 1) === 1;
  };

  it('passes what the trie has', () => {
    const beginnings = [...new Set(words.filter(word => word.length > 2).map(word => word.slice(0, 3)))];
    expect(beginnings.filter(text => !passes(text))).toEqual([]);
  });

  it('keeps nearly all else', () => {
    const beginnings = new Set(words.map(word => word.slice(0, 3)));
    const others = words.flatMap(word => [1, 2, 3].map(i => word.slice(0, 2) + han(i * 101)));
    const strange = others.filter(text => !beginnings.has(text));
    expect(strange.filter(passes).length / strange.length).toBeLessThan(0.2);
  });

  it('of no words passes nothing, in one byte', () => {
    expect(buildPrefixFilter(buildDoubleArray(['人', '我们'], [1, 1]).trie)).toEqual(Uint8Array.of(0));
  });
});
