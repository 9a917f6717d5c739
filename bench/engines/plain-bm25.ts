/**
 * Plain BM25 (Robertson & Walker 1994; k1 1.2, b .75) over the terms of hansou's analyzer, in Maps: the reference that a
 * ranking has to beat. It shares nothing with hansou's search but the terms.
 *
 *     score(d) = Σ_t weight(kind of t) · count of t in the query · idf(t) · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length(d) / mean length))
 *
 * Title and text are one text. Words are those of the best path; lengths count characters and runs of letters and digits.
 */
import { Analysis, TermKind } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { stringFromUnits } from '../../src/text/units.ts';
import { projectFile } from '../project-file.ts';
import { type Engine, type EngineInfo, titleAndText } from './engine.ts';

const k1 = 1.2;
const b = 0.75;

/** The weights of the kinds of terms in a formula. */
export interface Mixture {
  readonly name: string;
  readonly title: string;
  readonly word: number;
  readonly bigram: number;
  readonly character: number;
}

export const mixtures: readonly Mixture[] = [
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
  /** Length of each document. */
  readonly lengths: readonly number[];
  readonly meanLength: number;
}

export function plainBm25(mixture: Mixture): Engine {
  const info: EngineInfo = {
    name: mixture.name,
    title: mixture.title,
    words: 'own',
    configuration: 'k1 1.2, b .75, over hansou’s terms, title and text as one text.',
    documentation: 'bench/engines/plain-bm25.ts',
    modes: ['any', 'question'],
    hasSnippets: false,
    includesTexts: false,
  };
  let analyzer: Analyzer | undefined;
  let index: PlainIndex | undefined;

  /** Finds the terms of a text that have a weight. A run of letters and digits has the largest weight of the formula. */
  function findTerms(text: string, analysis: Analysis): Map<string, { weight: number; count: number }> {
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
      const lengths: number[] = [];
      const analysis = new Analysis();
      documents.forEach((document, number) => {
        for (const [term, { count }] of findTerms(titleAndText(document), analysis)) {
          const list = postings.get(term);
          if (list) list.set(number, count);
          else postings.set(term, new Map([[number, count]]));
        }
        lengths.push(analysis.fieldLength);
      });
      const meanLength = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1) || 1;
      index = { postings, lengths, meanLength };
    },
    async load() {
      return {
        async open() {
          if (!index) throw new Error('plain BM25 can only be searched in the process that built it');
          const { postings, lengths, meanLength } = index;
          const analysis = new Analysis();
          return {
            search(query, _mode, { limit }) {
              const scores = new Map<number, number>();
              for (const [term, { weight, count }] of findTerms(query, analysis)) {
                const list = postings.get(term);
                if (!list) continue;
                const idf = Math.log(1 + (lengths.length - list.size + 0.5) / (list.size + 0.5));
                for (const [document, frequency] of list) {
                  const saturation = k1 * (1 - b + (b * lengths[document]) / meanLength);
                  const share = (weight * count * idf * frequency * (k1 + 1)) / (frequency + saturation);
                  scores.set(document, (scores.get(document) ?? 0) + share);
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
