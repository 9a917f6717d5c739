import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer, isWordTerm } from '../../../src/analysis/analyzer.ts';
import { flagGrams, GramFlag, maxRunUnits } from '../../../src/analysis/grams.ts';
import { spellingSize } from '../../../src/analysis/spellings.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../../../src/text/characters.ts';
import { isHyphen } from '../../../src/text/joints.ts';
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
  '-',
  '\ud842',
  '\udfb7',
  'x'.repeat(40),
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map(units => String.fromCharCode(...units)),
);

/** The rule written again, character by character: terms as `kind start end`, and the field length. */
function findTermsSlowly(units: Uint16Array): { terms: string[]; size: number } {
  interface Item {
    readonly kind: 'gram' | 'run' | 'joint' | 'other';
    readonly start: number;
    readonly end: number;
    /** Of a run: the position of its last letter or digit. */
    readonly last: number;
    readonly isPictograph: boolean;
  }
  const items: Item[] = [];
  for (let at = 0; at < units.length; ) {
    const character = characterAt(units, at, units.length);
    const end = at + unitsOfCharacter(character);
    const is = (...classes: number[]) => classes.includes(classOfCharacter(character));
    const before = items[items.length - 1];
    const isInRun = is(CharacterClass.Letter, CharacterClass.Digit);
    const kind = isInRun
      ? 'run'
      : is(CharacterClass.Han, CharacterClass.Syllable)
        ? 'gram'
        : is(CharacterClass.Space) || isHyphen(units[at])
          ? 'joint'
          : 'other';
    if (isInRun && before?.kind === 'run') items[items.length - 1] = { ...before, end, last: at };
    else items.push({ kind, start: at, end, last: at, isPictograph: is(CharacterClass.Pictograph) });
    at = end;
  }
  const terms: string[] = [];
  let size = 0;
  let separatedEnd = units.length;
  const firstEnd = ({ start }: Item) => start + unitsOfCharacter(characterAt(units, start, units.length));
  items.forEach((item, i) => {
    const { kind, start, end, isPictograph } = item;
    if (kind === 'gram' || kind === 'run' || isPictograph) size++;
    if (kind === 'run' && end - start <= maxRunUnits) terms.push(`${TermKind.Word} ${start} ${end}`);
    if (kind === 'gram' || isPictograph) terms.push(`${TermKind.Character} ${start} ${end}`);
    if (kind !== 'gram' && kind !== 'run') return;
    const [first, second] = [items[i - 2], items[i - 1]];
    if (second?.kind === 'gram' || second?.kind === 'run')
      terms.push(`${TermKind.Bigram} ${second.last} ${firstEnd(item)}`);
    // A run and a character with one space or hyphen between them: their bigram is copied behind the text.
    const other = kind === 'run' ? 'gram' : 'run';
    if (second?.kind !== 'joint' || first?.kind !== other) return;
    const length = unitsOfCharacter(characterAt(units, first.last, units.length)) + firstEnd(item) - start;
    terms.push(`${TermKind.Bigram} ${separatedEnd} ${separatedEnd + length}`);
    separatedEnd += length;
  });
  return { terms, size };
}

function termsOf({ kinds, starts, ends, count }: Analysis): string[] {
  return Array.from({ length: count }, (_, i) => `${kinds[i]} ${starts[i]} ${ends[i]}`);
}

/** The runs of an analysed document, in the form of `termsOf`. */
function runsOf({ runs }: Analysis): string[] {
  return runs.flatMap((start, i) => (i % 2 === 0 ? [`${TermKind.Word} ${start} ${runs[i + 1]}`] : []));
}

/** The other spellings of an analysed document, in the form of `termsOf`. */
function spellingsOf({ spellings }: Analysis): string[] {
  return spellings.flatMap((start, i) =>
    i % spellingSize === 0 ? [`${TermKind.InnerWord} ${start} ${spellings[i + 1]}`] : [],
  );
}

/** The words of an analysed document, in the form of `termsOf`. */
function wordsOf(analysis: Analysis): string[] {
  const { starts, ends, pathCount, count } = analysis.tokens;
  return Array.from({ length: count }, (_, i) => i)
    .filter(i => isWordTerm(analysis, i))
    .map(i => `${i < pathCount ? TermKind.Word : TermKind.InnerWord} ${starts[i]} ${ends[i]}`);
}

describe('terms without a dictionary', () => {
  it('are every character, bigram and run, as a list for queries and as flags for documents', () => {
    const analyzer = new Analyzer();
    const [query, document] = [new Analysis(1), new Analysis(1)];
    fc.assert(
      fc.property(text, any => {
        analyzer.analyze(any, query);
        // What is not in normal form stands behind the text once more.
        const both = query.units.slice(0, query.length);
        const { terms, size } = findTermsSlowly(both);
        const extra = findTermsSlowly(both.subarray(any.length)).size;
        expect(termsOf(query)).toEqual([...terms, ...spellingsOf(query)]);
        expect(query.fieldLength).toBe(size - extra);
        analyzer.analyzeDocument(any, document);
        expect(document.fieldLength).toBe(size - extra);
        expect(document.gramFlags.slice(0, both.length)).toEqual(query.gramFlags.slice(0, both.length));
        expect(runsOf(document)).toEqual(terms.filter(term => term.startsWith(`${TermKind.Word} `)));
        const flagged = Array.from(document.gramFlags.slice(0, both.length), (flags, at) => ({ flags, at }));
        const starts = (kind: number) =>
          terms.filter(term => term.startsWith(`${kind} `)).map(term => +term.split(' ')[1]);
        expect(flagged.filter(({ flags }) => flags & GramFlag.Character).map(({ at }) => at)).toEqual(
          starts(TermKind.Character),
        );
        expect(flagged.filter(({ flags }) => flags & GramFlag.Bigram)).toHaveLength(starts(TermKind.Bigram).length);
        expect(flagged.filter(({ flags }) => flags & GramFlag.Run).map(({ at }) => at)).toEqual(starts(TermKind.Word));
      }),
      { numRuns: 500 },
    );
  });

  it('are complete after a text whose bigrams were copied behind it', () => {
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

  it('are followed by the words of a segmenter, the same for queries and documents', () => {
    const analyzer = new Analyzer(tinySegmenter(['石桥', '石桥村', 'gdp2022']));
    const [query, document] = [new Analysis(), new Analysis()];
    analyzer.analyze('石桥村 gdp2022，石桥', query);
    analyzer.analyzeDocument('石桥村 gdp2022，石桥', document);
    const words = [...runsOf(document), ...wordsOf(document), ...spellingsOf(document)];
    expect(words).toEqual(termsOf(query).filter(term => !/^[01] /.test(term)));
    expect(words.length).toBeGreaterThan(3);
  });

  it('overwrite the flags of the text before', () => {
    const flags = new Uint8Array(4).fill(0xff);
    flagGrams(Uint16Array.from([0x20, 0xd842, 0xdfb7, 0x20]), 4, flags, []);
    expect([...flags]).toEqual([0, GramFlag.Character, 0, 0]);
  });
});
