import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { GramMark, longestRun, markGrams } from '../../../src/analysis/grams.ts';
import { CharacterClass, characterAt } from '../../../src/text/characters.ts';
import { tinySegmenter } from '../inverted/tiny-segmenter.ts';

const pieces = [
  '石桥',
  '村',
  '𠮷',
  'か',
  '한국',
  'ไทย',
  'gdp',
  '2022',
  'é',
  '😀',
  '👍🏽',
  '，',
  ' ',
  '\ud842',
  '\udfb7',
  'x'.repeat(40),
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map(units => String.fromCharCode(...units)),
);

/** The rule once more, character by character: `kind start end`, and the size. */
function slowly(units: Uint16Array): { terms: string[]; size: number } {
  const terms: string[] = [];
  let size = 0;
  let before = -1;
  for (let at = 0; at < units.length; ) {
    const character = characterAt(units, at, units.length);
    const end = at + (character & 3);
    const characterClass = character >> 2;
    if (characterClass === CharacterClass.Letter || characterClass === CharacterClass.Digit) {
      let to = at;
      let last = at;
      while (to < units.length) {
        const next = characterAt(units, to, units.length);
        if (next >> 2 !== CharacterClass.Letter && next >> 2 !== CharacterClass.Digit) break;
        last = to;
        to += next & 3;
      }
      size++;
      if (to - at <= longestRun) terms.push(`${TermKind.Word} ${at} ${to}`);
      // With the character before it, and with the one behind it.
      if (before >= 0) terms.push(`${TermKind.Bigram} ${before} ${end}`);
      before = last;
      at = to;
      continue;
    }
    const isPairing = characterClass === CharacterClass.Han || characterClass === CharacterClass.Syllable;
    if (isPairing || characterClass === CharacterClass.Pictograph) {
      size++;
      terms.push(`${TermKind.Character} ${at} ${end}`);
    }
    if (isPairing && before >= 0) terms.push(`${TermKind.Bigram} ${before} ${end}`);
    before = isPairing ? at : -1;
    at = end;
  }
  return { terms, size };
}

function termsOf({ kinds, starts, ends, count }: Analysis): string[] {
  return Array.from({ length: count }, (_, i) => `${kinds[i]} ${starts[i]} ${ends[i]}`);
}

describe('terms without a dictionary', () => {
  it('are every character, pair and run, for queries as entries, for documents as marks', () => {
    const analyzer = new Analyzer();
    const [query, document] = [new Analysis(1), new Analysis(1)];
    fc.assert(
      fc.property(text, any => {
        analyzer.analyze(any, query);
        const { terms, size } = slowly(query.units.slice(0, any.length));
        expect(termsOf(query)).toEqual(terms);
        expect(query.size).toBe(size);
        analyzer.analyzeDocument(any, document);
        expect(document.size).toBe(size);
        expect(document.marks.slice(0, any.length)).toEqual(query.marks.slice(0, any.length));
        expect(termsOf(document)).toEqual(terms.filter(term => term.startsWith(`${TermKind.Word} `)));
        const marked = Array.from(document.marks.slice(0, any.length), (mark, at) => ({ mark, at }));
        const starts = (kind: number) =>
          terms.filter(term => term.startsWith(`${kind} `)).map(term => +term.split(' ')[1]);
        expect(marked.filter(({ mark }) => mark & GramMark.Character).map(({ at }) => at)).toEqual(
          starts(TermKind.Character),
        );
        expect(marked.filter(({ mark }) => mark & GramMark.Pair)).toHaveLength(starts(TermKind.Bigram).length);
        expect(marked.filter(({ mark }) => mark & GramMark.Run).map(({ at }) => at)).toEqual(starts(TermKind.Word));
      }),
      { numRuns: 500 },
    );
  });

  it('words of a segmenter come behind them, the same for both', () => {
    const analyzer = new Analyzer(tinySegmenter(['石桥', '石桥村', 'gdp2022']));
    const [query, document] = [new Analysis(), new Analysis()];
    analyzer.analyze('石桥村 gdp2022，石桥', query);
    analyzer.analyzeDocument('石桥村 gdp2022，石桥', document);
    const isWord = (term: string) => !/^[01] /.test(term);
    expect(termsOf(document).filter(isWord)).toEqual(termsOf(query).filter(isWord));
    expect(termsOf(document).length).toBeGreaterThan(3);
  });

  it('leave no mark of the text before', () => {
    const marks = new Uint8Array(4).fill(0xff);
    markGrams(Uint16Array.from([0x20, 0xd842, 0xdfb7, 0x20]), 4, marks, []);
    expect([...marks]).toEqual([0, GramMark.Character, 0, 0]);
  });
});
