/** The candidates that a posting list of one segment is intersected with. */
const noDocuments = new Uint32Array(0);

/**
 * The candidate documents that lie in one segment: `documents[from … to)`, ascending, numbered as in the whole index. Set
 * again for each segment, so that intersecting allocates nothing.
 */
export class CandidateSlice {
  documents: Uint32Array = noDocuments;
  from = 0;
  to = 0;
  /** The number of the segment's first document in the whole index. */
  firstDocument = 0;

  set(documents: Uint32Array, from: number, to: number, firstDocument: number): this {
    this.documents = documents;
    this.from = from;
    this.to = to;
    this.firstDocument = firstDocument;
    return this;
  }
}
