/** Finds the segment of a document: the documents of all segments are numbered consecutively. */

/** One segment's share of the documents of an index. */
export interface Slice {
  /** Number of its first document in the whole index. */
  readonly first: number;
  /** Number of documents, deleted ones included. */
  readonly documentCount: number;
}

/** The slice that a document belongs to, by binary search; undefined when there is none. */
export function findSlice<S extends Slice>(slices: readonly S[], document: number): S | undefined {
  let low = 0;
  let high = slices.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slices[middle].first <= document) low = middle + 1;
    else high = middle;
  }
  const slice = slices[low - 1];
  return slice && document < slice.first + slice.documentCount ? slice : undefined;
}
