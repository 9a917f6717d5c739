/**
 * Every number that ranking rests on, with the measurement that chose it. Figures are the mean nDCG@10 of four sets
 * (paragraphs in both scripts, help pages, web pages), and of pseudo-sets made of titles and first sentences. Plain
 * BM25 (words 1, pairs .3, characters .6, title and body as one text) has .836, all of this together .860.
 */

/** Saturation and length of BM25. The usual ones; neither moved the mean over nine sets by more than noise. */
export const k1 = 1.2;
export const b = 0.75;

/**
 * How much each granularity counts. 1/.3/.6 beat each alone and thirteen others on nine sets; with titles asked apart
 * pairs at .5 add .001, and .002 on the pseudo-sets.
 */
export const granularityWeight = { word: 1, bigram: 0.5, character: 0.6 } as const;

/** A run of letters and digits has no grams: it counts as a word and what two characters would add. */
export const runWeight = granularityWeight.word + granularityWeight.bigram + granularityWeight.character;

/** What a query character that stands in the title adds, in idf: +.007 (+.026 on help pages); .5 to 1.2 are alike. */
export const titleWeight = 0.8;

/**
 * How much the query's whole mass (Σ idf of its distinct characters and runs) counts when the text of a document holds
 * all of it as said. Together +.003, each of the first three about +.001; the opening is worth +.005 on the pseudo-sets.
 * Read for questions only: for short queries it gained .001 and would take more than all the rest.
 */
export const proximityWeight = {
  /** Share of the characters' idf inside the best window of 20 units … */
  near: 0.3,
  /** … of 80 units. */
  around: 0.3,
  /** Share of the words' idf inside the best window of 20 units. */
  words: 0.3,
  /** Share of the characters' idf in the first 60 units. */
  opening: 0.5,
} as const;
export const nearWindow = 20;
export const aroundWindow = 80;
export const openingWindow = 60;

/** So many documents are read again, always the first of the base order whatever the limit, so that pages join. */
export const rerankedDocuments = 30;
