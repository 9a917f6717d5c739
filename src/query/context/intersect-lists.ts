/** Intersects decoded posting lists with ascending candidates. (Encoded lists: ../../index/postings/intersect-postings.ts.) */
import type { BigramList, PostingList } from '../../index/posting-list.ts';

/** Removes the documents of a list that are not candidates. Frequencies are left as they are. */
export function intersectDocuments(list: PostingList, candidates: PostingList): void {
  const { documents, count } = list;
  const wanted = candidates.documents;
  const wantedCount = candidates.count;
  let to = 0;
  for (let i = 0, j = 0; i < count && j < wantedCount; i++) {
    const document = documents[i];
    while (j < wantedCount && wanted[j] < document) j++;
    documents[to] = document;
    if (j < wantedCount && wanted[j] === document) to++;
  }
  list.count = to;
}

/** Writes the candidates with a frequency above 0 to `out`. @param counts frequencies by document number */
export function intersectDense(counts: Uint8Array, candidates: PostingList, out: PostingList): void {
  out.count = 0;
  out.reserve(candidates.count);
  const { documents, frequencies } = out;
  let count = 0;
  for (let i = 0; i < candidates.count; i++) {
    const document = candidates.documents[i];
    documents[count] = document;
    frequencies[count] = counts[document];
    if (counts[document] !== 0) count++;
  }
  out.count = count;
}

/** Writes the postings of a list whose documents are candidates to `out`, which may be the list itself. */
export function intersectPostings(list: BigramList, candidates: PostingList, out: BigramList): void {
  if (out !== list) {
    out.count = 0;
    out.reserve(Math.min(list.count, candidates.count));
  }
  const { documents, frequencies, wordFrequencies, count } = list;
  const wanted = candidates.documents;
  const wantedCount = candidates.count;
  let to = 0;
  for (let i = 0, j = 0; i < count; i++) {
    const document = documents[i];
    while (j < wantedCount && wanted[j] < document) j++;
    if (j === wantedCount) break;
    if (wanted[j] !== document) continue;
    out.documents[to] = document;
    out.wordFrequencies[to] = wordFrequencies[i];
    out.frequencies[to++] = frequencies[i];
  }
  out.count = to;
}
