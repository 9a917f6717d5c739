/** Documents that are searched for by their own headline. */
import { splitSentences } from '../../corpus/sentences.ts';
import type { BenchDocument } from '../../engines/engine.ts';

/** A document without its headline, and the query that should find it. */
export interface KnownItem {
  readonly document: BenchDocument;
  /** The headline; undefined when the document has none, and is indexed whole but not searched for. */
  readonly query?: string;
}

/** Minimum and maximum length of a headline, in UTF-16 units. */
const minHeadlineUnits = 8;
const maxSentenceUnits = 80;

/** Takes the title away from a document, or its first sentence when it has no title. */
export function takeHeadline({ title, text }: BenchDocument): KnownItem {
  if (title.length >= minHeadlineUnits) return { document: { title: '', text }, query: title };
  const [first, ...rest] = splitSentences(text);
  const query = first?.trim() ?? '';
  if (query.length < minHeadlineUnits || query.length > maxSentenceUnits || rest.length === 0)
    return { document: { title, text } };
  return { document: { title, text: rest.join('').trimStart() }, query };
}
