/** Limits that decide which documents match a query, with the measurements that chose them. */

/** When the tiers above found fewer documents than this, the next tier is tried. */
export const enoughDocuments = 10;

/**
 * Numbers are verified in the texts of at most this many documents, which takes 5 ms. When more documents contain their
 * bigrams, at least ten contain the numbers as typed, or nearly ten.
 */
export const maxVerified = 1000;

/**
 * The other spellings of numbers are looked for in the texts of at most this many documents, the best by score first: the
 * parts of some (9 and 5 of 9-5) stand in thousands. 9月5日 over 20,000 articles took 70 ms without a limit.
 */
export const maxVerifiedSpellings = 500;

/**
 * A query with more words than this in running text, or typed apart, is a question: few documents contain all of them,
 * and the best ones need not. Three words in running text instead of two cost short help-page queries .011 of nDCG@10.
 */
export const maxWordsTogether = 2;
export const maxWordsApart = 5;

/** A word of a question in more than this share of the documents is not discriminative. */
export const maxDiscriminativeShare = 0.25;
