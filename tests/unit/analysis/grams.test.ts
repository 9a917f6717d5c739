import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer, isWordTerm } from '../../../src/analysis/analyzer.ts';
import { flagGrams, GramFlag, maxRunUnits } from '../../../src/analysis/grams.ts';
import { CharacterClass, characterAt } from '../../../src/text/characters.ts';
import { tinySegmenter } from '../index/tiny-segmenter.ts';

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
  interface Item {
    readonly kind: 'gram' | 'run' | 'blank' | 'other';
    readonly start: number;
    readonly end: number;
    /** Of a run: where its last letter or digit stands. */
    readonly last: number;
    readonly isPictograph: boolean;
  }
  const items: Item[] = [];
  for (let at = 0; at < units.length; ) {
    const character = characterAt(units, at, units.length);
    const end = at + (character & 3);
    const is = (...classes: number[]) => classes.includes(character >> 2);
    const before = items[items.length - 1];
    const isInRun = is(CharacterClass.Letter, CharacterClass.Digit);
    const kind = isInRun
      ? 'run'
      : is(CharacterClass.Han, CharacterClass.Syllable)
        ? 'gram'
        : is(CharacterClass.Space)
          ? 'blank'
          : 'other';
    if (isInRun && before?.kind === 'run') items[items.length - 1] = { ...before, end, last: at };
    else items.push({ kind, start: at, end, last: at, isPictograph: is(CharacterClass.Pictograph) });
    at = end;
  }
  const terms: string[] = [];
  let size = 0;
  let apart = units.length;
  const firstEnd = ({ start }: Item) => start + (characterAt(units, start, units.length) & 3);
  items.forEach((item, i) => {
    const { kind, start, end, isPictograph } = item;
    if (kind === 'gram' || kind === 'run' || isPictograph) size++;
    if (kind === 'run' && end - start <= maxRunUnits) terms.push(`${TermKind.Word} ${start} ${end}`);
    if (kind === 'gram' || isPictograph) terms.push(`${TermKind.Character} ${start} ${end}`);
    if (kind !== 'gram' && kind !== 'run') return;
    const [first, second] = [items[i - 2], items[i - 1]];
    if (second?.kind === 'gram' || second?.kind === 'run')
      terms.push(`${TermKind.Bigram} ${second.last} ${firstEnd(item)}`);
    // A run and a character with one blank between them: behind the text.
    const meets = kind === 'run' ? 'gram' : 'run';
    if (second?.kind !== 'blank' || first?.kind !== meets) return;
    const pair = (characterAt(units, first.last, units.length) & 3) + firstEnd(item) - start;
    terms.push(`${TermKind.Bigram} ${apart} ${apart + pair}`);
    apart += pair;
  });
  return { terms, size };
}

function termsOf({ kinds, starts, ends, count }: Analysis): string[] {
  return Array.from({ length: count }, (_, i) => `${kinds[i]} ${starts[i]} ${ends[i]}`);
}

/** The runs of an analysed document, as `termsOf` writes them. */
function runsOf({ runs }: Analysis): string[] {
  return runs.flatMap((start, i) => (i % 2 === 0 ? [`${TermKind.Word} ${start} ${runs[i + 1]}`] : []));
}

/** The same of its words. */
function wordsOf(analysis: Analysis): string[] {
  const { starts, ends, pathCount, count } = analysis.tokens;
  return Array.from({ length: count }, (_, i) => i)
    .filter(i => isWordTerm(analysis, i))
    .map(i => `${i < pathCount ? TermKind.Word : TermKind.InnerWord} ${starts[i]} ${ends[i]}`);
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
        expect(query.fieldLength).toBe(size);
        analyzer.analyzeDocument(any, document);
        expect(document.fieldLength).toBe(size);
        expect(document.gramFlags.slice(0, any.length)).toEqual(query.gramFlags.slice(0, any.length));
        expect(runsOf(document)).toEqual(terms.filter(term => term.startsWith(`${TermKind.Word} `)));
        const marked = Array.from(document.gramFlags.slice(0, any.length), (mark, at) => ({ mark, at }));
        const starts = (kind: number) =>
          terms.filter(term => term.startsWith(`${kind} `)).map(term => +term.split(' ')[1]);
        expect(marked.filter(({ mark }) => mark & GramFlag.Character).map(({ at }) => at)).toEqual(
          starts(TermKind.Character),
        );
        expect(marked.filter(({ mark }) => mark & GramFlag.Bigram)).toHaveLength(starts(TermKind.Bigram).length);
        expect(marked.filter(({ mark }) => mark & GramFlag.Run).map(({ at }) => at)).toEqual(starts(TermKind.Word));
      }),
      { numRuns: 500 },
    );
  });

  it('are all there where the text before had pairs behind it', () => {
    const analyzer = new Analyzer();
    const [used, fresh] = [new Analysis(1), new Analysis(1)];
    analyzer.analyze('9 月 9 日', used);
    const length = used.units.length;
    expect(length).toBeGreaterThan(used.gramFlags.length);
    const text = '桥'.repeat(length);
    analyzer.analyze(text, used);
    analyzer.analyze(text, fresh);
    expect(termsOf(used)).toEqual(termsOf(fresh));
    expect(termsOf(used)).toHaveLength(2 * length - 1);
  });

  it('words of a segmenter come behind them, the same for both', () => {
    const analyzer = new Analyzer(tinySegmenter(['石桥', '石桥村', 'gdp2022']));
    const [query, document] = [new Analysis(), new Analysis()];
    analyzer.analyze('石桥村 gdp2022，石桥', query);
    analyzer.analyzeDocument('石桥村 gdp2022，石桥', document);
    const words = [...runsOf(document), ...wordsOf(document)];
    expect(words).toEqual(termsOf(query).filter(term => !/^[01] /.test(term)));
    expect(words.length).toBeGreaterThan(3);
  });

  it('leave no mark of the text before', () => {
    const marks = new Uint8Array(4).fill(0xff);
    flagGrams(Uint16Array.from([0x20, 0xd842, 0xdfb7, 0x20]), 4, marks, []);
    expect([...marks]).toEqual([0, GramFlag.Character, 0, 0]);
  });
});
