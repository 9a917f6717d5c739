/** The synonyms that queries on an index use: the options, their checks, and the table made of them. */
import { SynonymTable } from './query/rewrite/synonyms/synonym-table.ts';
import { loadCommonSynonyms, parseSynonyms } from './query/rewrite/synonyms/synonyms.ts';
import { checkBoolean, checkString, type OptionRules } from './validate.ts';

/** Which synonyms queries use. */
export interface SynonymOptions {
  /**
   * Words with the same meaning, one group per line: `土豆, 马铃薯`; `市纪委 => 监利市纪委监委` for one direction only. They
   * are used for queries and not stored in the index, so they can differ each time it is opened.
   */
  readonly synonyms?: string;
  /**
   * Whether queries also match some 420 everyday and office synonyms and spelling variants (医生 大夫, 其它 其他), when few
   * documents match as typed (default true). They are listed in dict/synonyms.txt.
   */
  readonly commonSynonyms?: boolean;
}

/** The checks of `SynonymOptions`, for every call that takes them. */
export const synonymChecks: OptionRules<SynonymOptions>['checks'] = {
  synonyms: checkString,
  commonSynonyms: checkBoolean,
};

/** The synonyms of checked options. @throws HansouError BAD_DICTIONARY */
export function createSynonyms({ synonyms, commonSynonyms = true }: SynonymOptions): SynonymTable | undefined {
  if (synonyms === undefined && !commonSynonyms) return undefined;
  const table = new SynonymTable(commonSynonyms ? loadCommonSynonyms : undefined);
  return synonyms === undefined ? table : parseSynonyms(synonyms, table);
}
