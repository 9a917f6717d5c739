/** How many texts may one query read? */
import { countTextParts, type Query } from '../language/query.ts';

/**
 * A query of several parts verifies at most this many documents by their texts, and this share of all documents. Phrases of
 * frequent characters joined by OR would read every text; what people type reads some hundreds.
 */
const minDocuments = 2000;
const shareOfDocuments = 1 / 8;
/** A query of more parts than this, which nobody types, verifies a quarter of them. */
const manyParts = 16;
const shareOfManyParts = 1 / 4;

/**
 * Maximum number of documents that a query verifies by their texts before its answer is partial. A query of one part has no
 * limit: every document that contains a phrase is found.
 */
export function maxVerifiedDocuments(query: Query, documentCount: number): number {
  const parts = countTextParts(query);
  if (parts <= 1) return Number.POSITIVE_INFINITY;
  const max = minDocuments + Math.ceil(documentCount * shareOfDocuments);
  return parts > manyParts ? Math.ceil(max * shareOfManyParts) : max;
}
