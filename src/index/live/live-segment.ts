import type { Segment } from '../segment/segment.ts';
import { isInterim } from '../store/text-store-writer.ts';

/** A segment of a live index and what was deleted of it since it was frozen. */
export class LiveSegment {
  /** By document: 1 for deleted. Undefined while none is. */
  deleted: Uint8Array | undefined;
  deletedCount = 0;
  /** Whether a reader holds on to `deleted`: it keeps what it saw, so the next deletion takes a copy. */
  isShared = false;

  /** Whether texts were kept as they are that are to be coded in the file: it is still to be merged. */
  readonly isInterim: boolean;

  /** @param mayBeDraft whether it was made to be merged with others */
  constructor(
    readonly segment: Segment,
    mayBeDraft = false,
  ) {
    this.isInterim = mayBeDraft && segment.textFields.some(field => field !== undefined && isInterim(field.store));
  }

  get liveCount(): number {
    return this.segment.documentCount - this.deletedCount;
  }

  /** The number of the live document with an id; -1 when there is none. */
  findDocument(id: string): number {
    const document = this.segment.ids.documentOf(id);
    return document >= 0 && this.deleted?.[document] !== 1 ? document : -1;
  }

  delete(document: number): void {
    this.deleted ??= new Uint8Array(this.segment.documentCount);
    if (this.isShared) this.deleted = this.deleted.slice();
    this.isShared = false;
    this.deleted[document] = 1;
    this.deletedCount++;
  }

  /** Numbers of the live documents. */
  listLiveDocuments(): Uint32Array {
    const kept = new Uint32Array(this.liveCount);
    let count = 0;
    for (let document = 0; document < this.segment.documentCount; document++)
      if (this.deleted?.[document] !== 1) kept[count++] = document;
    return kept;
  }
}
