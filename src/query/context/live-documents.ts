/** Which documents are there, when nothing else is asked for? */
import type { IndexReader } from '../../index/index-reader.ts';
import { DocumentSet } from './document-set.ts';

/** All live documents. */
export function collectLiveDocuments(index: IndexReader): DocumentSet {
  const set = new DocumentSet(index.documentLimit).fill();
  if (index.documentCount < index.documentLimit)
    for (let document = 0; document < set.limit; document++) if (!index.isLive(document)) set.delete(document);
  return set;
}
