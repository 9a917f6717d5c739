/** A segment of a live index, with the documents deleted from it since it was written. */
import type { Segment } from '../segment/segment.ts';

/** A segment of a live index and its deletions. */
export class LiveSegment {
  /** By document: 1 for deleted. Undefined while no document is deleted. */
  deleted: Uint8Array | undefined;
  deletedCount = 0;
  /** Whether a reader uses `deleted`. A reader does not see later changes, so the next deletion copies the array. */
  isShared = false;
  /** Whether texts were left uncompressed that the file must hold encoded: the segment is still to be merged. */
  hasTextsToEncode = false;
  private deletedList: Uint32Array | undefined;

  constructor(readonly segment: Segment) {}

  /** Number of documents that are not deleted. */
  get liveCount(): number {
    return this.segment.documentCount - this.deletedCount;
  }

  /** The numbers of the deleted documents, ascending; undefined while none is. */
  listDeletedDocuments(): Uint32Array | undefined {
    const { deleted } = this;
    if (!deleted || this.deletedList) return this.deletedList;
    const documents = new Uint32Array(this.deletedCount);
    let count = 0;
    for (let document = 0; document < deleted.length; document++)
      if (deleted[document] === 1) documents[count++] = document;
    return (this.deletedList = documents);
  }

  /** The number of the live document with this id; -1 when there is none. */
  findDocument(id: string): number {
    const document = this.segment.ids.documentOf(id);
    return document >= 0 && this.deleted?.[document] !== 1 ? document : -1;
  }

  /** Deletes a live document. */
  delete(document: number): void {
    this.deleted ??= new Uint8Array(this.segment.documentCount);
    if (this.isShared) this.deleted = this.deleted.slice();
    this.isShared = false;
    this.deletedList = undefined;
    this.deleted[document] = 1;
    this.deletedCount++;
  }

  /** The numbers of all live documents, ascending. */
  listLiveDocuments(): Uint32Array {
    const documents = new Uint32Array(this.liveCount);
    let count = 0;
    for (let document = 0; document < this.segment.documentCount; document++)
      if (this.deleted?.[document] !== 1) documents[count++] = document;
    return documents;
  }
}
