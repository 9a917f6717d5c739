/** What an index is created or opened with: the options, their checks, and what is made of them. */
import { Analyzer } from './analysis/analyzer.ts';
import { checkFields } from './fields.ts';
import type { Schema } from './index/schema.ts';
import { checkLexicon, type Lexicon } from './lexicon/lexicon.ts';
import { createSegmenter } from './segment/dictionary-segmenter.ts';
import type { Segmenter } from './segment/segmenter.ts';
import { type SynonymOptions, synonymChecks } from './synonym-options.ts';
import { invalid, type OptionRules } from './validate.ts';

/**
 * Where the words of an index come from. Adding documents needs the lexicon or segmenter that the index was made with;
 * searching needs neither. When both are given, the segmenter is used.
 */
export interface AnalysisOptions extends SynonymOptions {
  /** The words that texts are segmented with: `await baseLexicon()` of `hansou/lexicon`, with your own added by `extend`. */
  readonly lexicon?: Lexicon;
  /** An engine to segment texts instead of the lexicon: `createNodejiebaSegmenter` of `hansou/nodejieba`. */
  readonly segmenter?: Segmenter;
}

/** What an index is created with. */
export interface IndexOptions<S extends Schema> extends AnalysisOptions {
  /** The fields by name, such as `{ title: text({ weight: 3 }), body: text(), date: date() }`. `id` is not one of them. */
  readonly fields: S;
}

/** The checks of `AnalysisOptions`, for every call that takes them. */
export const analysisChecks: OptionRules<AnalysisOptions>['checks'] = {
  lexicon: checkLexicon,
  segmenter: (name, value) => {
    const { fingerprint, termsInto } = (value ?? {}) as Partial<Segmenter>;
    if (typeof fingerprint === 'string' && typeof termsInto === 'function') return;
    const hint =
      'Pass createSegmenter({ lexicon }), or a segmenter of hansou/nodejieba; or a lexicon and no segmenter.';
    throw invalid(name, 'a Segmenter', value, hint);
  },
  ...synonymChecks,
};

/** The analyzer of checked options; undefined when they name neither a segmenter nor a lexicon. */
export function createAnalyzer({ segmenter, lexicon }: AnalysisOptions): Analyzer | undefined {
  if (segmenter !== undefined) return new Analyzer(segmenter);
  return lexicon === undefined ? undefined : new Analyzer(createSegmenter({ lexicon }));
}

/** The options of `createIndex`. */
export const createIndexRules: OptionRules<IndexOptions<Schema>> = {
  owner: 'createIndex',
  checks: /* @__PURE__ */ Object.assign({ fields: checkFields }, analysisChecks),
  required: ['fields'],
  example: '{ fields: { title: text({ weight: 3 }), body: text() } }',
};

/** The options of `openIndex`. */
export const openIndexRules: OptionRules<AnalysisOptions> = {
  owner: 'openIndex',
  checks: analysisChecks,
  example: '{ lexicon: await baseLexicon() }',
};
