/**
 * The late part of the page's script: code that the first hits mostly do not need, with all that only it uses. The build of
 * the script (tsup.late-code.ts) puts functions of the same names in the place of these, which load the part when they are
 * called (late-code.ts). Whatever calls one is run again when the part is there, so only code that may be run twice can be
 * named here, and nothing that is called while modules are loaded.
 */
export { PinyinReader } from '../../index/pinyin/pinyin-reader.ts';
export { SegmentPinyin } from '../../index/pinyin/segment-pinyin.ts';
export { SegmentVocabulary } from '../../index/termdict/segment-vocabulary.ts';
export { HalfMatcher } from '../../query/match/match-half.ts';
export { SomeWordsMatcher } from '../../query/match/match-some-words.ts';
export { ProximityScorer } from '../../query/rank/proximity.ts';
export { QueryRewriter } from '../../query/rewrite/rewrite.ts';
export { unquotePhrases } from '../../query/rewrite/rewrite-words.ts';
export { ShortForms } from '../../query/rewrite/short-forms.ts';
export {
  findContinuedHanWords,
  findLongerHanWords,
  findWordsOneCharacterAway,
} from '../../query/rewrite/similar/similar-han-words.ts';
export { applyReplacements } from '../../query/rewrite/synonyms/synonym-table.ts';
export { loadCommonSynonyms, parseSynonyms } from '../../query/rewrite/synonyms/synonyms.ts';
export { measureList } from '../../query/run/measure-list.ts';
export { suggestWords } from '../../suggest/suggest.ts';
