/**
 * All constants of ranking, with the measurements that chose them. Figures are the mean nDCG@10 of four judged sets
 * (paragraphs in both scripts, help pages, web pages), and of pseudo-sets made from titles and first sentences. Plain
 * BM25 (words 1, bigrams .3, characters .6, title and body as one text) has .831, all of this together .859.
 */

/** BM25's saturation. The usual value; no other moved the mean over nine sets by more than noise. */
export const k1 = 1.2;

/**
 * BM25's length normalization, over `relativeLength`. With the length itself, as in BM25, long documents lose too much:
 * help pages have .693 instead of .711, the mean .853 instead of .858. Of b from .2 to .9, of powers of the length and
 * of a cap at three times the mean, this has most, and loses least where documents are found by their first sentence.
 */
export const b = 0.8;

/**
 * How long a text counts, from its size in shares of the mean size: 1 for the mean, 2 for three times, 3 for seven times
 * the mean. A text that is many times longer than others usually says more, not the same in more words.
 */
export function relativeLength(share: number): number {
  return Math.log2(1 + share);
}

/**
 * Weight of each granularity. 1/.3/.6 beat each granularity alone and thirteen other combinations on nine sets; with
 * titles in a field of their own, bigrams at .5 add .001, and .002 on the pseudo-sets.
 */
export const granularityWeight = { word: 1, bigram: 0.5, character: 0.6 } as const;

/**
 * What function words (的, 什么) and asking phrases (多少钱) count of these weights beside other words: the mean is .8586 with it, .8572
 * without; each of the four sets gains. .5 and .1 gain less.
 */
export const functionWordShare = 0.3;

/** A run of letters and digits has no characters or bigrams: it counts as a word plus what two characters would add. */
export const runWeight = granularityWeight.word + granularityWeight.bigram + granularityWeight.character;

/**
 * A name of letters and digits in another spelling, or as a part of another one, counts as a word. A run that is written as
 * typed counts `runWeight` in all, so it comes first.
 */
export const spellingWeight = granularityWeight.word;

/** Share of its idf that a query character in the title adds: +.007 (+.026 on help pages); .5 to 1.2 are about equal. */
export const titleWeight = 0.8;

/**
 * Share of the query's idf sum (over its distinct characters and runs) that a document gets when its text contains all
 * of them near each other. Together +.003, each of the first three about +.001; the opening is worth +.005 on the
 * pseudo-sets. Used for questions only: for short queries it gained .001 and would cost more than everything else.
 */
export const proximityWeight = {
  /** Characters inside the best window of 20 units, by their share of the idf sum; */
  near: 0.3,
  /** characters inside the best window of 80 units; */
  around: 0.3,
  /** words inside the best window of 20 units; */
  words: 0.3,
  /** characters in the first 60 units. */
  opening: 0.5,
} as const;
/**
 * Share of the query's idf sum that a document gets when its title, or the heading of one of its sections, is the whole
 * query, and what it gets more when it is typed with the same spaces and signs; a title that begins with the query and goes on
 * counts as a section (生命周期钩子 by 生命周期). Of 568 headings that occur once in the Chinese
 * documentation of Vue, the page is first for 509 without it, 556 with 1.5 and 1, 566 with these and with 3.5 and 3; of
 * 801 with those in Latin letters 682, 775 without `asTyped`, 788 with it.
 */
export const headingWeight = { title: 2.5, titleBeginning: 2, section: 2, asTyped: 0.5 } as const;
/** Windows in UTF-16 units. */
export const nearWindow = 20;
export const aroundWindow = 80;
export const openingWindow = 60;

/** Number of documents that are reranked: always the first of the base order, whatever the limit, so that pages of results join. */
export const rerankedDocuments = 30;
