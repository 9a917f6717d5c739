/** Intersects decoded posting lists with ascending candidates. (Encoded lists: ../../index/postings/intersect-postings.ts.) */
import { findNextAtLeast } from '../../index/ascending.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';

/** When so many candidates come on one document of a list, most of them are skipped without a look. */
const minSkipped = 8;

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

/** Writes the candidates with a frequency above 0 in any field. @param fields their frequencies, by document number */
export function uniteDense(fields: readonly Uint8Array[], candidates: PostingList, out: PostingList): void {
  out.count = 0;
  out.reserve(candidates.count);
  const { documents } = out;
  let count = 0;
  for (let i = 0; i < candidates.count; i++) {
    const document = candidates.documents[i];
    documents[count] = document;
    let sum = 0;
    for (let field = 0; field < fields.length; field++) sum += fields[field][document];
    if (sum !== 0) count++;
  }
  out.count = count;
}

/** Adds a share to the sums of the candidates with a frequency above 0 in any field: `uniteDense` without a list. */
export function addShareDense(
  fields: readonly Uint8Array[],
  { documents, count }: PostingList,
  share: number,
  sums: Float64Array,
): void {
  const [first, second] = fields;
  if (fields.length === 2)
    for (let i = 0; i < count; i++) {
      const document = documents[i];
      if ((first[document] | second[document]) !== 0) sums[document] += share;
    }
  else
    for (let i = 0; i < count; i++) {
      const document = documents[i];
      let sum = 0;
      for (let field = 0; field < fields.length; field++) sum += fields[field][document];
      if (sum !== 0) sums[document] += share;
    }
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
  const skips = wantedCount > count * minSkipped;
  let to = 0;
  for (let i = 0, j = 0; i < count; i++) {
    const document = documents[i];
    if (skips) j = findNextAtLeast(wanted, document, j, wantedCount);
    else while (j < wantedCount && wanted[j] < document) j++;
    if (j === wantedCount) break;
    if (wanted[j] !== document) continue;
    out.documents[to] = document;
    out.wordFrequencies[to] = wordFrequencies[i];
    out.frequencies[to++] = frequencies[i];
  }
  out.count = to;
}
