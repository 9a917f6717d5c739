/** What an index is created or opened with: the options, their checks, and what is made of them. */
import { Analyzer } from './analysis/analyzer.ts';
import type { Schema } from './index/schema.ts';
import { Lexicon } from './lexicon/lexicon.ts';
import { SynonymTable } from './query/rewrite/synonym-table.ts';
import { loadCommonSynonyms, parseSynonyms } from './query/rewrite/synonyms.ts';
import { createSegmenter } from './segment/dictionary-segmenter.ts';
import type { Segmenter } from './segment/segmenter.ts';
import { checkBoolean, checkString, invalid, type OptionRules } from './validate.ts';

/**
 * Where the words of an index come from. Adding documents needs the lexicon or segmenter that the index was made with;
 * searching needs neither. When both are given, the segmenter is used.
 */
export interface AnalysisOptions {
  /** The words that texts are segmented with: `await baseLexicon()` of `hansou/lexicon`, with your own added by `extend`. */
  readonly lexicon?: Lexicon;
  /** An engine to segment texts instead of the lexicon: `createNodejiebaSegmenter` of `hansou/nodejieba`. */
  readonly segmenter?: Segmenter;
  /**
   * Words with the same meaning, one group per line: `土豆, 马铃薯`; `市纪委 => 监利市纪委监委` for one direction only. They
   * are used for queries and not stored in the index, so they can differ each time it is opened.
   */
  readonly synonyms?: string;
  /**
   * Whether queries also match some 350 everyday and office synonyms and spelling variants (医生 大夫, 其它 其他), when few
   * documents match as typed (default true). They are listed in dict/synonyms.txt.
   */
  readonly commonSynonyms?: boolean;
}

/** What an index is created with. */
export interface IndexOptions<S extends Schema> extends AnalysisOptions {
  /** The fields by name, such as `{ title: text({ weight: 3 }), body: text(), date: date() }`. `id` is not one of them. */
  readonly fields: S;
}

/** The checks of `AnalysisOptions`, for every call that takes them. */
export const analysisChecks: OptionRules<AnalysisOptions>['checks'] = {
  lexicon: (name, value) => {
    if (value instanceof Lexicon) return;
    const hint =
      'Pass await baseLexicon() of hansou/lexicon, or Lexicon.fromEntries(entries); if it is one, load hansou only once.';
    throw invalid(name, 'a Lexicon', value, hint);
  },
  segmenter: (name, value) => {
    const { fingerprint, termsInto } = (value ?? {}) as Partial<Segmenter>;
    if (typeof fingerprint === 'string' && typeof termsInto === 'function') return;
    const hint =
      'Pass createSegmenter({ lexicon }), or a segmenter of hansou/nodejieba; or a lexicon and no segmenter.';
    throw invalid(name, 'a Segmenter', value, hint);
  },
  synonyms: checkString,
  commonSynonyms: checkBoolean,
};

/** The synonyms of checked options. @throws HansouError BAD_DICTIONARY */
export function createSynonyms({ synonyms, commonSynonyms = true }: AnalysisOptions): SynonymTable | undefined {
  if (synonyms === undefined && !commonSynonyms) return undefined;
  const table = new SynonymTable(commonSynonyms ? loadCommonSynonyms : undefined);
  return synonyms === undefined ? table : parseSynonyms(synonyms, table);
}

/** The analyzer of checked options; undefined when they name neither a segmenter nor a lexicon. */
export function createAnalyzer({ segmenter, lexicon }: AnalysisOptions): Analyzer | undefined {
  if (segmenter !== undefined) return new Analyzer(segmenter);
  return lexicon === undefined ? undefined : new Analyzer(createSegmenter({ lexicon }));
}
