/** A text field of one segment of an index. */
import type { TermKind } from '../../analysis/analysis.ts';
import { PostingList } from '../posting-list.ts';
import { CandidateSlice } from '../postings/candidate-slice.ts';
import type { SegmentText } from '../segment/segment.ts';
import { TermEntry } from '../termdict/term-entry.ts';
import type { Slice } from './find-slice.ts';

export interface TextSlice extends Slice {
  readonly text: SegmentText;
  /** By document of the segment: 1 for deleted; undefined when none is. */
  readonly deleted: Uint8Array | undefined;
  /** The numbers of the deleted documents in the segment, ascending; undefined when none are. */
  readonly deletedDocuments: Uint32Array | undefined;
}

/** All documents of a segment, numbered as there. */
const withoutDeletions = { first: 0, deleted: undefined } as const;

/** Counts deleted documents. */
export class DeletionCounter {
  private readonly candidates = new CandidateSlice();
  private readonly entry = new TermEntry();
  private readonly found = new PostingList();

  /** The number of deleted documents of a segment that hold the term that its dictionary has found. */
  count(kind: TermKind, { text, deletedDocuments }: TextSlice): number {
    if (!deletedDocuments) return 0;
    const { candidates, entry, found } = this;
    found.count = 0;
    candidates.set(deletedDocuments, 0, deletedDocuments.length, 0);
    text.dictionary.readPostingsIn(kind, withoutDeletions, candidates, entry, found);
    return found.count;
  }
}
