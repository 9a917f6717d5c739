import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../../src/base-lexicon.ts';
import type { Lexicon } from '../../../../src/lexicon/lexicon.ts';
import { TrieLookahead } from '../../../../src/segment/lattice/trie-lookahead.ts';
import { Window, windowCapacity } from '../../../../src/segment/lattice/window.ts';
import { LookaheadWords } from '../../../../src/segment/lattice/words-beside.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
});

describe('the words beside a place', () => {
  it('are the longest words of two to five units that end and begin there', () => {
    const words = [...lexicon.words()].map(({ word }) => word).filter(word => /^\p{Script=Han}{2,6}$/u.test(word));
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.nat() },
      fc.constantFrom('，', '的', '㑇', '中华人民共和国', '龘'),
    );
    const text = fc
      .array(piece, { maxLength: 30 })
      .map(parts => parts.map(part => (typeof part === 'number' ? words[part % words.length] : part)).join(''));
    const window = new Window(lexicon);
    const lookahead = new TrieLookahead(lexicon.base, window.codes, windowCapacity);
    const beside = new LookaheadWords(lexicon.base, window, lookahead);
    const longest = (wordOf: (length: number) => string): number =>
      [5, 4, 3, 2].find(length => wordOf(length).length === length && lexicon.has(wordOf(length))) ?? 0;
    fc.assert(
      fc.property(text, fc.nat(3), (text, start) => {
        // The window begins somewhere in the text.
        const from = Math.min(start, text.length);
        window.begin(from);
        window.feedHanAndPunctuation(unitsFromString(text), from, text.length);
        lookahead.read(window.length);
        for (let at = from; at <= text.length; at++) {
          expect(beside.longestBefore(at)).toBe(longest(length => text.slice(Math.max(from, at - length), at)));
          if (at === text.length) break;
          expect(beside.longestBehind(at)).toBe(longest(length => text.slice(at, at + length)));
        }
      }),
      { numRuns: 300 },
    );
  });
});
