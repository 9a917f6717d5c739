const noDocuments = new Uint32Array(0);

/**
 * The candidates that lie in one segment: `documents[from … to)`, ascending, numbered as in the whole index. `first` is
 * the number of the segment's first document. Set again and again, so that reading a list allocates nothing.
 */
export class CandidateSlice {
  documents: Uint32Array = noDocuments;
  from = 0;
  to = 0;
  first = 0;

  set(documents: Uint32Array, from: number, to: number, first: number): this {
    this.documents = documents;
    this.from = from;
    this.to = to;
    this.first = first;
    return this;
  }
}
