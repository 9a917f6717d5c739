import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { maxRunUnits } from '../../../src/analysis/grams.ts';
import { findSpellings, Joint, spellingSize } from '../../../src/analysis/spellings.ts';
import { fold } from '../../../src/text/folding.ts';
import { stringFromUnits } from '../../../src/text/units.ts';

const analyzer = new Analyzer();

interface Spelling {
  readonly text: string;
  /** What stands in the text. */
  readonly source: string;
  readonly joints: number;
}

function spellingsOf(text: string, isQuery = false): Spelling[] {
  const analysis = new Analysis(1);
  analyzer.analyzeDocument(text, analysis);
  if (isQuery) {
    analysis.spellings.length = 0;
    findSpellings(analysis, true);
  }
  const { units, spellings } = analysis;
  return Array.from({ length: spellings.length / spellingSize }, (_, i) => {
    const [start, end, textStart, textEnd, joints] = spellings.slice(i * spellingSize);
    return { text: stringFromUnits(units, start, end), source: stringFromUnits(units, textStart, textEnd), joints };
  });
}

const textsOf = (text: string, isQuery = false) => spellingsOf(text, isQuery).map(spelling => spelling.text);

describe('the spellings of a document', () => {
  it.each([
    // Parts of a run, but no single letters and digits.
    ['iPhone15', ['iphone', '15']],
    ['Mate60Pro', ['mate', 'mate60', '60', '60pro', 'pro']],
    ['A4', []],
    ['A12345', ['12345']],
    ['a1b2c3d4e5f6', []],
    ['100', []],
    // Joints between letters and digits.
    ['GPT-4', ['gpt4']],
    ['iPhone 15', ['iphone15']],
    ['iPhone 15 Pro', ['iphone15', 'iphone15pro', '15pro']],
    ['京A·12345', ['a12345']],
    ['H7 N9', ['h7n', 'h7n9', '7n', '7n9']],
    ['Galaxy S23', ['galaxys23', '23']],
    ['100，kg', []],
    ['100\nkg', []],
    ['100  kg', []],
    // Joints between letters.
    ['Wi-Fi', ['wifi']],
    ['state-of-the-art', ['stateoftheart']],
    ['node.js', ['nodejs']],
    ['U.S.A', ['usa']],
    ['www.people.com.cn', []],
    // Two words of letters beside which no other run stands.
    ['wi fi', ['wifi']],
    ['用VS Code写', ['vscode']],
    ['用 VS Code 写', ['vscode']],
    ['Go，VS Code，Vim', ['vscode']],
    ['use VS Code', []],
    ['VS Code-OSS', ['codeoss']],
    ['VS  Code', []],
    ['VS\nCode', []],
    ['a bc', []],
    ['power point', ['powerpoint']],
    ['international business', []],
    ['VS Code 2', ['code2']],
    ['.NET Core', ['.net']],
    // Decimal points stay, and other numbers are not joined.
    ['PM2.5', ['pm', 'pm2.5', '2.5']],
    ['PM 2.5', ['pm2.5', '2.5']],
    ['3.14', []],
    ['3-5', []],
    ['2022-09-05', []],
    // Telephone and card numbers.
    ['138-0013-8000', ['13800138000', '00138000']],
    ['138 0013 8000', ['13800138000', '00138000']],
    ['010-62345678', ['01062345678']],
    ['(0755)-1234567', ['07551234567']],
    ['(010) 6234-5678', ['01062345678', '62345678']],
    ['010-62345678-801', ['01062345678', '01062345678801', '62345678801']],
    ['+86 138 0013 8000', ['8613800138000', '13800138000', '00138000']],
    ['+8613800138000', ['13800138000']],
    ['008613800138000', ['13800138000']],
    ['8713800138000', []],
    ['6222 0202 0000 1234 567', expect.arrayContaining(['6222020200001234567'])],
    [`${'123 '.repeat(30)}`, []],
    // Signs.
    ['$100', ['$100']],
    ['￥1,000.50', ['¥1,000.50']],
    ['.NET', ['.net']],
    ['asp.net', ['aspnet']],
    ['...net', []],
    ['18+', ['18+']],
    ['C++11', ['c++']],
    ['C++', []],
    ['1+1', []],
    ['100 ℃', ['100℃']],
    ['$ 100', ['$100']],
  ])('of %j are %j', (text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  it('of a query also join letters that a space separates', () => {
    expect(textsOf('wi fi', true)).toEqual(['wifi']);
    expect(spellingsOf('wi fi', true)[0].joints).toBe(Joint.Space);
    expect(spellingsOf('wi-fi', true)[0].joints).toBe(Joint.Sign);
    expect(spellingsOf('138-0013-8000', true)[0].joints).toBe(Joint.Digits);
  });

  it('have the letters and digits of their place in the text, are no whole run, and are no longer than a run', () => {
    const piece = fc.constantFrom(
      'a',
      'bc',
      'é',
      '1',
      '23',
      '456',
      '7890',
      '-',
      ' ',
      '.',
      '·',
      '_',
      ')',
      '桥',
      '$',
      '+',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, isQuery) => {
        const text = fold(pieces.join(''));
        for (const { text: spelling, source, joints } of spellingsOf(text, isQuery)) {
          expect(spelling.length).toBeLessThanOrEqual(maxRunUnits);
          const bare = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
          expect(bare(spelling)).toBe(bare(source));
          if (joints === 0) expect(spelling).toBe(source);
          else expect(spelling).not.toMatch(/[ _桥)·-]/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
