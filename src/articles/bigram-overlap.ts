/** How much of a headline's words articles have. */

/** Articles before and behind that a headline is compared with: a page does not throw it farther. */
const reach = 6;

/** For each article near the slot, the share of the headline's character pairs that the article has, rare ones counting more. */
export function bigramOverlap(words: string, texts: readonly string[], slot: number): Map<number, number> {
  const pairs = pairsOf(words);
  const from = Math.max(0, slot - reach);
  const to = Math.min(texts.length, slot + reach);
  const shares = new Map<number, number>();
  if (pairs.length === 0 || from >= to) return shares;
  const has = new Uint8Array(pairs.length * (to - from));
  const weights = new Float64Array(pairs.length);
  let all = 0;
  for (let p = 0; p < pairs.length; p++) {
    let documents = 0;
    for (let article = from; article < to; article++)
      if (texts[article].includes(pairs[p])) {
        has[p * (to - from) + article - from] = 1;
        documents++;
      }
    weights[p] = 0.3 + Math.log((to - from + 1) / Math.max(1, documents));
    all += weights[p];
  }
  for (let article = from; article < to; article++) {
    let share = 0;
    for (let p = 0; p < pairs.length; p++) if (has[p * (to - from) + article - from] === 1) share += weights[p];
    shares.set(article, share / all);
  }
  return shares;
}

function pairsOf(words: string): string[] {
  const pairs = new Set<string>();
  for (const run of words.match(/[\p{L}\p{N}]+/gu) ?? [])
    for (let i = 0; i + 2 <= run.length; i++) pairs.add(run.slice(i, i + 2));
  return [...pairs];
}
