/** How many of a heading's words occur in the articles near it, measured by shared character bigrams. */

/** Number of articles before and after a slot that a heading is compared with: a page moves a headline no farther. */
const maxArticleDistance = 6;
/** Weight of a bigram that occurs in all the articles compared, before its rarity is added. */
const baseWeight = 0.3;

/**
 * The share of a heading's bigrams that each article near the slot contains, 0 to 1; a bigram that few of these articles
 * contain weighs more.
 *
 * @param texts the bodies of all articles of the page
 * @param slot the slot of the heading: after article `slot - 1`, before article `slot`
 * @returns shares by article index, only for articles within reach; empty if the heading has no bigram
 */
export function bigramOverlap(heading: string, texts: readonly string[], slot: number): Map<number, number> {
  const bigrams = bigramsIn(heading);
  const from = Math.max(0, slot - maxArticleDistance);
  const to = Math.min(texts.length, slot + maxArticleDistance);
  const count = to - from;
  const shares = new Map<number, number>();
  if (bigrams.length === 0 || count <= 0) return shares;
  /** 1 at `bigram * count + article - from` if the article contains the bigram. */
  const contains = new Uint8Array(bigrams.length * count);
  const weights = new Float64Array(bigrams.length);
  let totalWeight = 0;
  for (let i = 0; i < bigrams.length; i++) {
    let documents = 0;
    for (let article = from; article < to; article++)
      if (texts[article].includes(bigrams[i])) {
        contains[i * count + article - from] = 1;
        documents++;
      }
    weights[i] = baseWeight + Math.log((count + 1) / Math.max(1, documents));
    totalWeight += weights[i];
  }
  for (let article = from; article < to; article++) {
    let share = 0;
    for (let i = 0; i < bigrams.length; i++) if (contains[i * count + article - from] === 1) share += weights[i];
    shares.set(article, share / totalWeight);
  }
  return shares;
}

/** The distinct pairs of neighbouring UTF-16 units within runs of letters and digits. */
function bigramsIn(text: string): string[] {
  const bigrams = new Set<string>();
  for (const run of text.match(/[\p{L}\p{N}]+/gu) ?? [])
    for (let i = 0; i + 2 <= run.length; i++) bigrams.add(run.slice(i, i + 2));
  return [...bigrams];
}
