/** The sentences of a cut text. */
import type { NameSpans } from '../../lexicon/name-source.ts';
import { createUnitSet } from '../../text/units.ts';
import { maxSentenceUnits } from './name-features.ts';

const ends = createUnitSet('。!?\n');

/**
 * Yields the first and the last token (exclusive) of each sentence. A sentence ends behind 。 ！ ？ or a line break, or before it would
 * have more than `maxSentenceUnits` units; a token that is longer than that is in none.
 */
export function* listSentences(units: Uint16Array, tokens: NameSpans): Generator<[first: number, last: number]> {
  let first = 0;
  for (let token = 0; token < tokens.count; token++) {
    const size = tokens.ends[token] - tokens.starts[first];
    if (size > maxSentenceUnits) {
      if (token > first) yield [first, token];
      first = tokens.ends[token] - tokens.starts[token] > maxSentenceUnits ? token + 1 : token;
    }
    if (first <= token && ends.has(units[tokens.ends[token] - 1])) {
      yield [first, token + 1];
      first = token + 1;
    }
  }
  if (first < tokens.count) yield [first, tokens.count];
}
