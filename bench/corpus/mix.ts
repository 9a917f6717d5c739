/** Mixes real documents into more documents than there are. */
import type { BenchDocument } from '../engines/engine.ts';
import { Random } from '../random.ts';
import { splitSentences } from './sentences.ts';

/**
 * Generates synthetic documents without end, for sizes beyond the real ones: each has the length of a real document and
 * consists of sentences of three real documents, in a new order. Words, sentences and lengths are real, the mixture is
 * not: there are no new words, so the term dictionary of an index grows less than with real documents. The result is the
 * same for the same documents and seed.
 */
export function* mixDocuments(documents: readonly BenchDocument[], seed: number): Generator<BenchDocument> {
  const random = new Random(seed);
  const sentences: (string[] | undefined)[] = [];
  const sentencesAt = (i: number) => (sentences[i] ??= splitSentences(documents[i].text));
  while (true) {
    const length = documents[random.below(documents.length)].text.length;
    const pools = Array.from({ length: 3 }, () => sentencesAt(random.below(documents.length)));
    let text = '';
    // The number of draws has a limit because all three documents may be empty.
    for (let draws = 0; text.length < length && draws < 1000; draws++) text += random.pick(random.pick(pools)) ?? '';
    yield { title: documents[random.below(documents.length)].title, text };
  }
}
