/** Tells of one document after the other, by its text, whether it matches. */
import type { PostingList } from '../../index/posting-list.ts';

/** Tells whether a document matches. */
export interface DocumentVerifier {
  (document: number): boolean;
  /**
   * Writes the documents of a list that may match: those whose texts cannot are ruled out together, in a sixth of the time of
   * reading them. `out` must be another list.
   */
  readonly keepPossible?: ((list: PostingList, out: PostingList) => PostingList) | undefined;
}

/** Combines verifiers to one that requires all of them; undefined when there are none. */
export function combineVerifiers(verifiers: readonly DocumentVerifier[]): DocumentVerifier | undefined {
  if (verifiers.length < 2) return verifiers[0];
  // One of them leaves few documents; another one would look at all texts again.
  const filtering = verifiers.find(({ keepPossible }) => keepPossible !== undefined);
  return createVerifier(document => verifiers.every(verify => verify(document)), filtering?.keepPossible);
}

/** Creates a verifier of two functions. */
export function createVerifier(
  verify: (document: number) => boolean,
  keepPossible: DocumentVerifier['keepPossible'],
): DocumentVerifier {
  return Object.assign((document: number) => verify(document), { keepPossible });
}
