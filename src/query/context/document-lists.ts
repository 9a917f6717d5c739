/** Set operations on ascending lists of documents. Frequencies are not written; `out` must not be one of the arguments. */

import { gatherMissing } from '../../bytes/missing-bytes.ts';
import { findFirstAtLeast } from '../../index/ascending.ts';
import { PostingList } from '../../index/posting-list.ts';
import type { DocumentSet } from './document-set.ts';
import { createLookAhead, type DocumentVerifier } from './document-verifier.ts';

/** Fewer documents than this are verified one by one: a filter takes half a millisecond to make. */
const minFiltered = 128;

/** Writes the documents that are in either list. */
export function uniteLists(a: PostingList, b: PostingList, out: PostingList): PostingList {
  out.count = 0;
  out.reserve(a.count + b.count);
  const { documents } = out;
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.count && j < b.count) {
    const left = a.documents[i];
    const right = b.documents[j];
    documents[count++] = left < right ? left : right;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  while (i < a.count) documents[count++] = a.documents[i++];
  while (j < b.count) documents[count++] = b.documents[j++];
  out.count = count;
  return out;
}

/** Writes the documents that are in both lists. */
export function intersectLists(a: PostingList, b: PostingList, out: PostingList): PostingList {
  out.count = 0;
  out.reserve(Math.min(a.count, b.count));
  for (let i = 0, j = 0; i < a.count && j < b.count; i++) {
    while (j < b.count && b.documents[j] < a.documents[i]) j++;
    if (j < b.count && b.documents[j] === a.documents[i]) out.documents[out.count++] = a.documents[i];
  }
  return out;
}

/** Writes the documents of the first list that are not in the second. */
export function subtractList(a: PostingList, b: PostingList, out: PostingList): PostingList {
  out.count = 0;
  out.reserve(a.count);
  let count = 0;
  for (let i = 0, j = 0; i < a.count; i++) {
    const document = a.documents[i];
    while (j < b.count && b.documents[j] < document) j++;
    if (j < b.count && b.documents[j] === document) continue;
    out.documents[count++] = document;
  }
  out.count = count;
  return out;
}

/** Writes the documents of the list that match. */
export function filterDocuments(list: PostingList, verify: DocumentVerifier, out: PostingList): PostingList {
  const proved = list.count >= minFiltered ? verify.prove?.(list) : undefined;
  let from = proved ? subtractSet(list, proved, new PostingList()) : list;
  if (verify.keepPossible && from.count >= minFiltered) from = verify.keepPossible(from, new PostingList());
  if (proved) from = uniteLists(intersectWithSet(list, proved, new PostingList()), from, new PostingList());
  out.count = 0;
  out.reserve(from.count);
  const lookAhead = createLookAhead(verify, from.documents, from.count);
  gatherMissing(from.count, i => {
    lookAhead(i);
    if (proved?.has(from.documents[i]) || verify(from.documents[i])) out.documents[out.count++] = from.documents[i];
  });
  return out;
}

/** Writes the documents of the list that are in the set. */
export function intersectWithSet(list: PostingList, set: DocumentSet, out: PostingList): PostingList {
  return selectBySet(list, set, true, out);
}

/** Writes the documents of the list that are not in the set. */
export function subtractSet(list: PostingList, set: DocumentSet, out: PostingList): PostingList {
  return selectBySet(list, set, false, out);
}

function selectBySet(list: PostingList, set: DocumentSet, isIn: boolean, out: PostingList): PostingList {
  out.count = 0;
  out.reserve(list.count);
  const { documents } = out;
  let count = 0;
  for (let i = 0; i < list.count; i++) {
    documents[count] = list.documents[i];
    if (set.has(documents[count]) === isIn) count++;
  }
  out.count = count;
  return out;
}

/** Writes the documents of the set. */
export function listSet(set: DocumentSet, out: PostingList): PostingList {
  out.count = 0;
  out.reserve(set.size);
  out.count = set.copyTo(out.documents);
  return out;
}

/** Whether a document is in the list: for a few documents, which are not worth a set. */
export function holdsDocument({ documents, count }: PostingList, document: number): boolean {
  const at = findFirstAtLeast(documents, document, 0, count);
  return at < count && documents[at] === document;
}
