import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { type DictionaryProblem, type LexiconEntry, parseLexicon } from '../../../src/lexicon/parse-lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import { fold } from '../../../src/text/folding.ts';

const characters = [...'监利南保村民委员会的一人市研究生命韩旭', ...'ab1９ +-.', '𠀀', '👍', 'ひ'];
const word = fc
  .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 8 })
  .map(parts => parts.join('').trim())
  .filter(text => text !== '');
const entry = fc.record(
  {
    word,
    weight: fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: 0, max: 9, noNaN: true })),
    tag: fc.constantFrom('n', 'ns', 'x'),
  },
  { requiredKeys: ['word'] },
) as fc.Arbitrary<LexiconEntry>;

let bases: Lexicon[];
beforeAll(async () => {
  bases = [await baseLexicon(), Lexicon.fromEntries([])];
});

describe('a lexicon', () => {
  it('cuts a word without a weight as one token where it stands alone between separators', () => {
    for (const base of bases)
      fc.assert(
        fc.property(fc.array(entry, { maxLength: 12 }), word, fc.boolean(), (others, word, isNested) => {
          // Often the word contains others that have no weight either.
          const parts = others.map(other => other.word).join('');
          const whole = (isNested ? `${parts}${word}`.slice(0, 40) : word).trim();
          const lexicon = base.extend([...others, { word: whole }]);
          const cut = createSegmenter({ lexicon }).cut(`\n${whole}\n${whole}。`);
          expect(cut).toEqual(['\n', whole, '\n', whole, '。']);
          // The same after more words are added.
          const later = lexicon.extend(others.filter(other => fold(other.word.trim()) !== fold(whole)));
          expect(createSegmenter({ lexicon: later }).cut(whole)).toEqual([whole]);
        }),
        { numRuns: 200 },
      );
  });

  it('cuts a split word into its parts where it stands alone', () => {
    for (const base of bases)
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...'监利南保村民的一人'), { minLength: 2, maxLength: 4 }), parts => {
          const lexicon = base.extend([{ word: parts.join('') }]).split(parts);
          expect(createSegmenter({ lexicon }).cut(parts.join(''))).toEqual(parts);
        }),
        { numRuns: 100 },
      );
  });

  it('is not changed by the lexicons derived from it', () => {
    for (const base of bases)
      fc.assert(
        fc.property(fc.array(entry, { maxLength: 8 }), fc.array(entry, { maxLength: 8 }), (first, second) => {
          const text = [...first, ...second].map(({ word }) => word).join('，');
          const state = (lexicon: Lexicon) => [
            lexicon.fingerprint,
            createSegmenter({ lexicon }).cut(text),
            [...first, ...second].map(({ word }) => lexicon.find(word)),
          ];
          const before = state(base);
          const one = base.extend(first);
          const oneBefore = state(one);
          const oneMore = one.extend([{ word: '一人', tag: 'x' }]).fingerprint;
          const other = base.extend(second).without(first.map(({ word }) => word));
          state(other);
          one.extend(second);
          expect(state(one)).toEqual(oneBefore);
          expect(one.extend([{ word: '一人', tag: 'x' }]).fingerprint).toBe(oneMore);
          expect(state(base)).toEqual(before);
        }),
        { numRuns: 60 },
      );
  });

  it('uses the last entry for a word, in one call or several', () => {
    for (const base of bases)
      fc.assert(
        fc.property(fc.array(entry, { minLength: 1, maxLength: 10 }), entries => {
          const atOnce = base.extend(entries);
          const last = new Map(entries.map(({ word, ...rest }) => [fold(word.trim()), { word, ...rest }]));
          const oneByOne = entries.reduce((lexicon, one) => lexicon.extend([one]), base);
          expect(oneByOne.fingerprint).toBe(atOnce.fingerprint);
          expect(base.extend([...last.values()].reverse()).fingerprint).toBe(atOnce.fingerprint);
          for (const { word, weight } of last.values()) {
            if (weight === 0) expect(atOnce.has(word)).toBe(false);
            else if (weight !== undefined) expect(atOnce.find(word)?.weight).toBe(weight);
          }
        }),
        { numRuns: 100 },
      );
  });

  it('has a different fingerprint for any difference in words, weights, tags or splits', () => {
    const base = bases[0];
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        const same =
          JSON.stringify([fold(one.word), one.weight, one.tag]) ===
          JSON.stringify([fold(other.word), other.weight, other.tag]);
        // An entry without effect is not a change: removing a missing word, or giving the tag of the base.
        const effect = (lexicon: Lexicon) => JSON.stringify([one, other].map(({ word }) => lexicon.find(word) ?? null));
        const first = base.extend([one]);
        const second = base.extend([other]);
        if (same) expect(first.fingerprint).toBe(second.fingerprint);
        else if (effect(first) !== effect(second)) expect(first.fingerprint).not.toBe(second.fingerprint);
      }),
      { numRuns: 200 },
    );
    const changes = [
      {},
      { weight: 0 },
      { weight: 5 },
      { weight: 5.5 },
      { tag: 'ns' },
      { tag: 'nsx' },
      { weight: 5, tag: 'ns' },
    ];
    const words = ['监利', '南保村', '南保村人'];
    const named = words.flatMap(word => changes.map(change => base.extend([{ word, ...change }]).fingerprint));
    // Removing a word that the base does not contain is not a change.
    expect(new Set(named).size).toBe(words.length * changes.length - 1);
    expect(base.split(['监', '利']).fingerprint).not.toBe(base.without(['监利']).fingerprint);
    expect(base.split(['南', '保村']).fingerprint).not.toBe(base.split(['南保', '村']).fingerprint);
  });
});

describe('a user dictionary', () => {
  it('reports every bad line by its number and parses what was written with tabs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const problems: DictionaryProblem[] = [];
        const entries = parseLexicon(text, { problems });
        const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r\u2028\u2029]/);
        expect(entries.length + problems.length).toBeLessThanOrEqual(lines.length);
        for (const problem of problems) expect(lines[problem.line - 1]).toBe(problem.text);
        Lexicon.fromEntries(entries);
      }),
      { numRuns: 500 },
    );
    const written = entry.filter(({ word }) => !word.startsWith('#'));
    fc.assert(
      fc.property(fc.array(written, { maxLength: 10 }), entries => {
        const whole = entries.map(one => ({ ...one, weight: Math.round(one.weight ?? 1), tag: one.tag ?? 'n' }));
        const text = whole.map(({ word, weight, tag }) => `${word}\t${weight}\t${tag}`).join('\r\n');
        expect(parseLexicon(text)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });
});
