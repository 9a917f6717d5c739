/** Tells of one document after the other, by its text, whether it matches. */
import type { PostingList } from '../../index/posting-list.ts';
import type { DocumentSet } from './document-set.ts';

/** Tells whether a document matches. */
export interface DocumentVerifier {
  (document: number): boolean;
  /**
   * Writes the documents of a list that may match: those whose texts cannot are ruled out together, in a sixth of the time of
   * reading them. `out` must be another list.
   */
  readonly keepPossible?: ((list: PostingList, out: PostingList) => PostingList) | undefined;
  /**
   * Prepares for documents that are verified next, in any order: their texts are looked at together. It changes no
   * verdict and counts nothing.
   */
  readonly lookAhead?: ((documents: Uint32Array) => void) | undefined;
  /** Tells which documents of a list match for certain, in a fraction of the time of reading their texts. */
  readonly prove?: ((list: PostingList) => DocumentSet) | undefined;
}

/** What a verifier can do with many documents at once. */
export type VerifierBatches = Pick<DocumentVerifier, 'keepPossible' | 'lookAhead' | 'prove'>;

/** Of fewer documents than this, none is looked at ahead: what that needs takes as long to make as reading some 400 texts. */
const minLookedAhead = 400;
/** The number of documents that are looked at together first, and at most; each time twice as many. */
const minAhead = 32;
const maxAhead = 512;

/**
 * Creates a function that prepares a verifier for the document at a place of a list, and for some behind it.
 * @param count of the documents, which are verified one after the other
 */
export function createLookAhead(
  { lookAhead }: DocumentVerifier,
  documents: Uint32Array,
  count: number,
): (place: number) => void {
  let end = 0;
  let size = minAhead;
  return place => {
    if (!lookAhead || place < end || count < minLookedAhead) return;
    end = Math.min(place + size, count);
    lookAhead(documents.subarray(place, end));
    size = Math.min(2 * size, maxAhead);
  };
}

/** Combines verifiers to one that requires all of them; undefined when there are none. */
export function combineVerifiers(verifiers: readonly DocumentVerifier[]): DocumentVerifier | undefined {
  if (verifiers.length < 2) return verifiers[0];
  // One of them leaves few documents; another one would look at all texts again.
  const filtering = verifiers.find(({ keepPossible }) => keepPossible !== undefined);
  return createVerifier(document => verifiers.every(verify => verify(document)), {
    keepPossible: filtering?.keepPossible,
    lookAhead: verifiers[0].lookAhead,
  });
}

/** Creates a verifier of a function for one document and those for many. */
export function createVerifier(
  verify: (document: number) => boolean,
  { keepPossible, lookAhead, prove }: VerifierBatches,
): DocumentVerifier {
  return Object.assign((document: number) => verify(document), { keepPossible, lookAhead, prove });
}
