/** TextRank (Mihalcea & Tarau 2004): words are important that stand close to many important words. */

/** Words that are at most this far apart, counted in words, are neighbours. */
const windowWords = 5;
/** The share of a word's rank that comes from its neighbours. */
const damping = 0.85;
const rounds = 20;

/**
 * Ranks the words of a text.
 * @param path the words in their order; undefined keeps a place for a word that does not count
 * @returns by word, from 0 to 1
 */
export function rankByText(path: readonly (string | undefined)[]): Map<string, number> {
  const neighbours = countNeighbours(path);
  const strengths = new Map(
    Array.from(neighbours, ([word, counts]) => [word, [...counts.values()].reduce((sum, each) => sum + each, 0)]),
  );
  let ranks = new Map(Array.from(neighbours.keys(), word => [word, 1]));
  for (let round = 0; round < rounds; round++) {
    const next = new Map<string, number>();
    for (const [word, counts] of neighbours) {
      let sum = 0;
      for (const [other, count] of counts) sum += (count / strengths.get(other)!) * ranks.get(other)!;
      next.set(word, 1 - damping + damping * sum);
    }
    ranks = next;
  }
  let highest = 0;
  for (const rank of ranks.values()) highest = Math.max(highest, rank);
  return new Map(Array.from(ranks, ([word, rank]) => [word, highest === 0 ? 0 : rank / highest]));
}

/** By word: how often it stands close to each other word. */
function countNeighbours(path: readonly (string | undefined)[]): Map<string, Map<string, number>> {
  const neighbours = new Map<string, Map<string, number>>();
  const count = (word: string, other: string): void => {
    const counts = neighbours.get(word)!;
    counts.set(other, (counts.get(other) ?? 0) + 1);
  };
  path.forEach((word, at) => {
    if (word === undefined) return;
    if (!neighbours.has(word)) neighbours.set(word, new Map());
    for (let before = Math.max(0, at - windowWords + 1); before < at; before++) {
      const other = path[before];
      if (other === undefined || other === word) continue;
      count(word, other);
      count(other, word);
    }
  });
  return neighbours;
}
