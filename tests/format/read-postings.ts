import type { TermKind } from '../../src/analysis/analysis.ts';
import type { LiveIndex } from '../../src/index/live/live-index.ts';
import { PostingList } from '../../src/index/posting-list.ts';

/** The postings of a term in the field `body`: document numbers and frequencies. */
export function readPostings(index: LiveIndex, kind: TermKind, term: string): [document: number, frequency: number][] {
  const list = new PostingList();
  const units = Uint16Array.from({ length: term.length }, (_, i) => term.charCodeAt(i));
  index.reader().getTextReader('body').readPostings({ kind, units, start: 0, end: units.length }, list);
  return Array.from({ length: list.count }, (_, i) => [list.documents[i], list.frequencies[i]]);
}
