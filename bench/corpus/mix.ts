import { Random } from '../queries/random.ts';
import type { BenchDocument } from '../subjects/subject.ts';
import { sentencesOf } from './sentences.ts';

/**
 * Endless synthetic documents for sizes beyond the real ones: each has the length of a real document and is made of
 * sentences of three real documents, in a new order. Words, sentences and lengths are real, the mixture is not: there
 * are no new words, so the dictionary of an index grows less than it would. The same for the same documents and seed.
 */
export function* mixDocuments(documents: readonly BenchDocument[], seed: number): Generator<BenchDocument> {
  const random = new Random(seed);
  const sentences: (string[] | undefined)[] = [];
  const sentencesAt = (i: number) => (sentences[i] ??= sentencesOf(documents[i].text));
  while (true) {
    const length = documents[random.below(documents.length)].text.length;
    const pools = Array.from({ length: 3 }, () => sentencesAt(random.below(documents.length)));
    let text = '';
    // A document may consist of one endless sentence: the number of draws is bounded too.
    for (let draws = 0; text.length < length && draws < 1000; draws++) text += random.of(random.of(pools)) ?? '';
    yield { title: documents[random.below(documents.length)].title, text };
  }
}
