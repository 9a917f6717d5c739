import { sentencesOf } from '../corpus/sentences.ts';
import type { BenchDocument } from '../subjects/subject.ts';

/** A document whose title, or first sentence, was taken away, and what was taken. */
export interface KnownItem {
  readonly document: BenchDocument;
  /** Undefined when nothing could be taken: the document stays whole, and nobody asks for it. */
  readonly query?: string;
}

/** Lengths of a first sentence that can be asked, UTF-16 units. */
const shortest = 8;
const longest = 80;

/** Takes the title away, or of documents without one the first sentence. */
export function takeOut({ title, text }: BenchDocument): KnownItem {
  if (title !== '' && title.length >= shortest) return { document: { title: '', text }, query: title };
  const [first, ...rest] = sentencesOf(text);
  const query = first?.trim() ?? '';
  if (query.length < shortest || query.length > longest || rest.length === 0) return { document: { title, text } };
  return { document: { title, text: rest.join('').trimStart() }, query };
}
