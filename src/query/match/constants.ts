/** Limits that decide which documents a query matches, with the measurements that chose them. */

/** With fewer documents than this in the tiers above, the next one is tried. */
export const enoughDocuments = 10;

/**
 * In no more documents than this the numbers of a query are looked for in the texts: 5 ms. Where more hold their pairs,
 * ten hold them whole, or nearly so.
 */
export const maxVerified = 1000;
/**
 * A query of more words than this, or of more than this typed apart, is a question: few documents hold all of it, and
 * the best need not. Short help-page queries lose .011 with three words together, .000 with two.
 */
export const maxWordsTogether = 2;
export const maxWordsApart = 5;
