/** Generates synthetic articles for a run without texts. */
import type { BenchDocument } from '../engines/engine.ts';
import { Random } from '../random.ts';

/** A word and its frequency in a large corpus. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
}

/** Chooses words by weight, with binary search in cumulative sums. */
class WeightedChoice {
  private readonly sums: Float64Array;

  constructor(private readonly words: readonly WeightedWord[]) {
    this.sums = new Float64Array(words.length);
    let sum = 0;
    for (let i = 0; i < words.length; i++) this.sums[i] = sum += words[i].weight;
  }

  choose(random: Random): string {
    const target = random.next() * this.sums[this.sums.length - 1];
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle] > target) high = middle;
      else low = middle + 1;
    }
    return this.words[low].word;
  }
}

/** Exponent of the weight of topic words. Below 1, so that rarer words are topics more often than they occur in general. */
const topicExponent = 0.85;
/** Share of the words that are topic words of their article. */
const topicShare = 0.3;
/** Share of the sentences that people wrote. */
const writtenShare = 0.15;

/**
 * Generates synthetic articles without end. Words come from a real lexicon with their real frequencies, so the few
 * frequent and the many rare ones are as in real text. Each article has 40 rarer topic words that recur, and every
 * seventh sentence is a real one. Such text cannot show the quality of a ranking, because nobody can ask it a question.
 * The result is the same for the same words, sentences and seed.
 */
export function* generateDocuments(
  words: readonly WeightedWord[],
  sentences: readonly string[],
  seed: number,
): Generator<BenchDocument> {
  const random = new Random(seed);
  const allWords = new WeightedChoice(words);
  const topicWords = new WeightedChoice(
    words.filter(({ word }) => word.length >= 2).map(({ word, weight }) => ({ word, weight: weight ** topicExponent })),
  );
  while (true) {
    const topic = Array.from({ length: 40 }, () => topicWords.choose(random));
    const chooseWord = () =>
      random.next() < topicShare ? topic[random.below(random.below(topic.length) + 1)] : allWords.choose(random);
    const title = Array.from({ length: random.between(4, 8) }, chooseWord).join('');
    // Lengths as in news: most articles have a few hundred characters, some a few thousand.
    const length = Math.round(200 * Math.exp(random.next() * 2.2));
    let text = '';
    while (text.length < length) {
      if (sentences.length > 0 && random.next() < writtenShare) {
        text += random.pick(sentences);
        continue;
      }
      const clauses = random.between(1, 4);
      for (let clause = 1; clause <= clauses; clause++) {
        for (let words = random.between(3, 9); words > 0; words--) text += chooseWord();
        text += clause < clauses ? '，' : '。';
      }
      if (random.next() < 0.15) text += '\n';
    }
    yield { title, text };
  }
}
