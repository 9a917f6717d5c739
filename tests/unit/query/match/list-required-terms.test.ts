import { expect, it } from 'vitest';
import { Analysis } from '../../../../src/analysis/analysis.ts';
import { ReusableTerm, type Term } from '../../../../src/index/term.ts';
import { analyzeQueryText, type QueryText } from '../../../../src/query/cut/cut-query.ts';
import { collectRequiredTerms, TermPlaces } from '../../../../src/query/match/list-required-terms.ts';

function analyze(typed: string): QueryText {
  const analysis = analyzeQueryText(typed, new Analysis(64));
  const terms = Array.from({ length: analysis.count }, (_, i) =>
    new ReusableTerm().set(analysis.kinds[i] as Term['kind'], analysis.units, analysis.starts[i], analysis.ends[i]),
  );
  return { typed, analysis, terms, words: [], indexWords: [], spellings: [], numbers: [] };
}

it('finds the same terms by their places as by a look at all terms, in every span', () => {
  for (const typed of [
    '石桥，水 田a1b2 c',
    '石 桥-水。𠮷田12',
    'a-b石，桥',
    '，石，',
    '石\n桥a',
    '于 9 月-9 日，a 石 b',
  ]) {
    const text = analyze(typed);
    const places = new TermPlaces(text);
    for (let start = 0; start < typed.length; start++)
      for (let end = start; end <= typed.length; end++) {
        const span = { start, end };
        const all: Term[] = [];
        const found: Term[] = [];
        all.length = collectRequiredTerms(text, span, all, []);
        found.length = collectRequiredTerms(text, span, found, [], places);
        expect(found, `${typed} ${start}…${end}`).toEqual(all);
      }
  }
});
