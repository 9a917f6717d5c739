import { Random } from '../queries/random.ts';
import type { BenchDocument } from '../subjects/subject.ts';

/** A word and how often it stands in a large corpus. */
export interface WeighedWord {
  readonly word: string;
  readonly weight: number;
}

/** Chooses words by weight: binary search in running sums. */
class WordChoice {
  private readonly sums: Float64Array;

  constructor(private readonly words: readonly WeighedWord[]) {
    this.sums = new Float64Array(words.length);
    let sum = 0;
    for (let i = 0; i < words.length; i++) this.sums[i] = sum += words[i].weight;
  }

  choose(random: Random): string {
    const wanted = random.next() * this.sums[this.sums.length - 1];
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return this.words[low].word;
  }
}

/** Below 1: rarer words come up more often as subjects than they do in general. */
const subjectPower = 0.85;

/** Shares of a text's words: from its own few subjects, and from sentences that people wrote. */
const topicShare = 0.3;
const writtenShare = 0.15;

/**
 * Endless synthetic articles for those who bring no text of their own. Words come from a real lexicon with their real
 * frequencies (so the few frequent and the many rare ones are as in any text); each article has some forty rare words
 * of its own that return again and again, as subjects do; and every seventh sentence is one that people wrote. What such
 * text cannot show is ranking: nobody can ask it a question. The same for the same words, sentences and seed.
 */
export function* generateDocuments(
  words: readonly WeighedWord[],
  sentences: readonly string[],
  seed: number,
): Generator<BenchDocument> {
  const random = new Random(seed);
  const common = new WordChoice(words);
  // Subjects are rarer words: the power flattens the distribution, a little.
  const rarer = new WordChoice(
    words.filter(({ word }) => word.length >= 2).map(({ word, weight }) => ({ word, weight: weight ** subjectPower })),
  );
  while (true) {
    const topic = Array.from({ length: 40 }, () => rarer.choose(random));
    const word = () =>
      random.next() < topicShare ? topic[random.below(random.below(topic.length) + 1)] : common.choose(random);
    const title = Array.from({ length: random.between(4, 8) }, word).join('');
    // Lengths of news: most a few hundred characters, some a few thousand.
    const length = Math.round(200 * Math.exp(random.next() * 2.2));
    let text = '';
    while (text.length < length) {
      if (sentences.length > 0 && random.next() < writtenShare) {
        text += random.of(sentences);
        continue;
      }
      const clauses = random.between(1, 4);
      for (let clause = 1; clause <= clauses; clause++) {
        for (let words = random.between(3, 9); words > 0; words--) text += word();
        text += clause < clauses ? '，' : '。';
      }
      if (random.next() < 0.15) text += '\n';
    }
    yield { title, text };
  }
}
