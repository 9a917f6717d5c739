/**
 * Plain BM25 (Robertson & Walker 1994; k1 1.2, b .75) over the terms that hansou’s analysis gives, in Maps: what a
 * ranking has to beat before it may call itself one. It shares nothing with the engine but the terms.
 *
 *     score(d) = Σ_t weight(kind of t) · count of t in the query · idf(t) · tf · (k1 + 1) / (tf + k1 · (1 − b + b · size(d) / mean size))
 *
 * Title and text are one text. Words are those of the best path; sizes count characters and runs of letters and digits.
 */

import { Analysis, TermKind } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { stringFromUnits } from '../../src/text/units.ts';

import { projectFile } from '../measure/project-file.ts';
import { type Subject, type SubjectInfo, wholeText } from './subject.ts';

const k1 = 1.2;
const b = 0.75;

export interface Mixture {
  readonly name: string;
  readonly title: string;
  readonly word: number;
  readonly bigram: number;
  readonly character: number;
}

export const plainMixtures: readonly Mixture[] = [
  {
    name: 'plain-mixture',
    title: 'plain BM25: words 1 + bigrams .3 + characters .6',
    word: 1,
    bigram: 0.3,
    character: 0.6,
  },
  { name: 'plain-words', title: 'plain BM25: words', word: 1, bigram: 0, character: 0 },
  { name: 'plain-bigrams', title: 'plain BM25: bigrams', word: 0, bigram: 1, character: 0 },
  { name: 'plain-characters', title: 'plain BM25: characters', word: 0, bigram: 0, character: 1 },
];

interface PlainIndex {
  readonly postings: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly sizes: readonly number[];
  readonly meanSize: number;
}

export function plainBm25(mixture: Mixture): Subject {
  const info: SubjectInfo = {
    name: mixture.name,
    title: mixture.title,
    words: 'own',
    configuration: 'k1 1.2, b .75, over hansou’s terms, title and text as one.',
    documentation: 'bench/subjects/plain-bm25.ts',
    modes: ['any', 'question'],
    hasSnippets: false,
    holdsTexts: false,
  };
  let analyzer: Analyzer | undefined;
  let index: PlainIndex | undefined;

  /** The terms of a text that count, with how much; a run of letters and digits counts wherever there is any weight. */
  function termsOf(text: string, analysis: Analysis): Map<string, { weight: number; count: number }> {
    const terms = new Map<string, { weight: number; count: number }>();
    if (!analyzer) return terms;
    analyzer.analyze(text, analysis);
    for (let i = 0; i < analysis.count; i++) {
      const kind = analysis.kinds[i];
      const term = stringFromUnits(analysis.units, analysis.starts[i], analysis.ends[i]);
      const isRun = kind === TermKind.Word && /^[\p{L}\p{N}]+$/u.test(term) && !/\p{Script=Han}/u.test(term);
      const weight = isRun
        ? Math.max(mixture.word, mixture.bigram, mixture.character)
        : kind === TermKind.Word
          ? mixture.word
          : kind === TermKind.Bigram
            ? mixture.bigram
            : kind === TermKind.Character
              ? mixture.character
              : 0;
      if (weight === 0) continue;
      const key = `${kind} ${term}`;
      const known = terms.get(key);
      if (known) known.count++;
      else terms.set(key, { weight, count: 1 });
    }
    return terms;
  }

  return {
    info,
    async prepare() {
      const lexicon = await baseLexicon(projectFile('dict/base.lexicon.gz'));
      analyzer = new Analyzer(createSegmenter({ lexicon }));
    },
    async build(documents) {
      const postings = new Map<string, Map<number, number>>();
      const sizes: number[] = [];
      const analysis = new Analysis();
      documents.forEach((document, number) => {
        for (const [term, { count }] of termsOf(wholeText(document), analysis)) {
          const list = postings.get(term);
          if (list) list.set(number, count);
          else postings.set(term, new Map([[number, count]]));
        }
        sizes.push(analysis.fieldLength);
      });
      index = { postings, sizes, meanSize: sizes.reduce((sum, size) => sum + size, 0) / (sizes.length || 1) || 1 };
    },
    async load() {
      return {
        async open() {
          if (!index) throw new Error('plain BM25 is asked in the process that built it');
          const { postings, sizes, meanSize } = index;
          const analysis = new Analysis();
          return {
            search(query, _mode, limit) {
              const scores = new Map<number, number>();
              for (const [term, { weight, count }] of termsOf(query, analysis)) {
                const list = postings.get(term);
                if (!list) continue;
                const idf = Math.log(1 + (sizes.length - list.size + 0.5) / (list.size + 0.5));
                for (const [document, frequency] of list) {
                  const norm = k1 * (1 - b + (b * sizes[document]) / meanSize);
                  const part = (weight * count * idf * frequency * (k1 + 1)) / (frequency + norm);
                  scores.set(document, (scores.get(document) ?? 0) + part);
                }
              }
              const ranked = [...scores].sort((x, y) => y[1] - x[1] || x[0] - y[0]);
              return { documents: ranked.slice(0, limit).map(([document]) => document), total: ranked.length };
            },
          };
        },
      };
    },
  };
}
