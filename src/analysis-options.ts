/** Where an index has its words from. */
import { Analyzer } from './analysis/analyzer.ts';
import { describeValue, HansouError } from './errors.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import type { SynonymTable } from './query/rewrite/synonym-table.ts';
import { parseSynonyms } from './query/rewrite/synonyms.ts';
import { createSegmenter } from './segment/dictionary-segmenter.ts';
import type { Segmenter } from './segment/segmenter.ts';

/** Where the words come from. Searching needs neither lexicon nor segmenter; a segmenter goes before a lexicon. */
export interface AnalysisOptions {
  /** Words to cut texts by: `await baseLexicon()` of `hansou/lexicon`, with your own laid over it by `extend`. */
  readonly lexicon?: Lexicon;
  /** An engine in the place of the lexicon: `createNodejiebaSegmenter` of `hansou/nodejieba`. */
  readonly segmenter?: Segmenter;
  /**
   * Words of one meaning, a line each: `土豆, 马铃薯`; `市纪委 => 监利市纪委监委` for one way only. They serve queries, are not
   * kept in the index, and can be others whenever it is opened.
   */
  readonly synonyms?: string;
}

export function createSynonyms(text: string | undefined): SynonymTable | undefined {
  return text === undefined ? undefined : parseSynonyms(text);
}

export function createAnalyzer(words: AnalysisOptions): Analyzer | undefined {
  const { segmenter, lexicon } = words;
  if (segmenter !== undefined) return new Analyzer(checkedSegmenter(segmenter));
  return lexicon === undefined ? undefined : new Analyzer(createSegmenter({ lexicon }));
}

function checkedSegmenter(segmenter: Segmenter): Segmenter {
  if (typeof segmenter?.fingerprint === 'string' && typeof segmenter.termsInto === 'function') return segmenter;
  throw new HansouError('BAD_ARGUMENT', 'this cannot be the segmenter of an index', {
    expected: 'a Segmenter',
    got: describeValue(segmenter),
    hint: 'Give createSegmenter({ lexicon }), or that of hansou/nodejieba; or a lexicon and no segmenter.',
  });
}
