/** The public API of `hansou/names`: re-exports only. Apart from `hansou`, so that no page loads it. */

export { type DiscoverOptions, discoverNames } from './discover-names.ts';
export type { NameCandidate, NameContext, NameKind } from './name-candidate.ts';
export { formatNameList, type NameDecisions, parseNameList } from './name-list.ts';
