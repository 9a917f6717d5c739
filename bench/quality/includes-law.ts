/** How far an engine keeps the law of quotes: every document that holds the piece is found, and no other. */
export interface LawFigures {
  /** Pieces that were answered exactly. */
  readonly exact: number;
  readonly pieces: number;
  /** Documents that hold a piece and were not found, over all pieces; and how many hold one. */
  readonly misses: number;
  readonly expected: number;
  /** Documents that were found and do not hold the piece. */
  readonly falseHits: number;
}

/**
 * Compares what was found with what `includes` says.
 * @param truth by piece: the documents that hold it, ascending
 */
export function lawFigures(truth: readonly (readonly number[])[], found: readonly (readonly number[])[]): LawFigures {
  let exact = 0;
  let misses = 0;
  let expected = 0;
  let falseHits = 0;
  truth.forEach((right, piece) => {
    const given = new Set(found[piece]);
    const missed = right.filter(document => !given.has(document)).length;
    const wrong = given.size - (right.length - missed);
    misses += missed;
    expected += right.length;
    falseHits += wrong;
    if (missed === 0 && wrong === 0) exact++;
  });
  return { exact, pieces: truth.length, misses, expected, falseHits };
}
