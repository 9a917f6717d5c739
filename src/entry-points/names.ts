/**
 * The entry point `hansou/names`: names of a corpus, and words for an index that exists. Apart from `hansou`, so that no page loads it.
 *
 * @module hansou/names
 */

export { type AddedWords, type AddWordsOptions, addWords } from '../add-words.ts';
export { type DiscoverOptions, discoverNames } from '../names/discover-names.ts';
export type { NameCandidate, NameContext, NameKind } from '../names/name-candidate.ts';
export { applyNameList, formatNameList, type NameDecisions, parseNameList } from '../names/name-list.ts';
