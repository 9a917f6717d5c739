/** The options of `chinese`, for whichever engine. */
import { checkLexicon, type Lexicon } from '../lexicon/lexicon.ts';
import { checkOptions, type OptionRules } from '../validate.ts';
import { ChineseTerms } from './chinese-terms.ts';

/** Options of `chinese`. */
export interface ChineseOptions {
  /** The words to cut by: `await baseLexicon()` of hansou/lexicon, with your own added by `extend`. */
  readonly lexicon: Lexicon;
}

const rules: OptionRules<ChineseOptions> = {
  owner: 'chinese',
  checks: { lexicon: checkLexicon },
  required: ['lexicon'],
  example: '{ lexicon: await baseLexicon() }',
};

/** Creates what cuts documents and queries, as the options say. @throws HansouError BAD_ARGUMENT */
export function createTerms(options: ChineseOptions): ChineseTerms {
  checkOptions(rules, options, undefined);
  return new ChineseTerms(options.lexicon);
}
