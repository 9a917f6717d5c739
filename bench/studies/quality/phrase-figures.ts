/** How well an engine finds phrases: every document that includes the phrase, and no other. */
export interface PhraseFigures {
  readonly phrases: number;
  /** Phrases for which exactly the right documents were found. */
  readonly exact: number;
  /** Number of documents that include a phrase, over all phrases. */
  readonly expected: number;
  /** Of these, documents that were not found. */
  readonly misses: number;
  /** Documents that were found and do not include the phrase. */
  readonly falseHits: number;
}

/**
 * Compares the documents found with those that `includes` finds.
 * @param truth for each phrase, the documents that include it
 * @param found for each phrase, the documents found
 */
export function scorePhrases(
  truth: readonly (readonly number[])[],
  found: readonly (readonly number[])[],
): PhraseFigures {
  let exact = 0;
  let misses = 0;
  let expected = 0;
  let falseHits = 0;
  truth.forEach((right, phrase) => {
    const given = new Set(found[phrase]);
    const missed = right.filter(document => !given.has(document)).length;
    const wrong = given.size - (right.length - missed);
    misses += missed;
    expected += right.length;
    falseHits += wrong;
    if (missed === 0 && wrong === 0) exact++;
  });
  return { phrases: truth.length, exact, expected, misses, falseHits };
}
