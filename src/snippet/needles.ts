/** Chooses what is highlighted in a text: the words and phrases of a query that a reader looks for. */
import { TermKind } from '../analysis/analysis.ts';
import { foldedText, isOneCharacter, type QueryText } from '../query/cut/cut-query.ts';
import { isFunctionWord } from '../query/cut/function-words.ts';
import type { ScoredText } from '../query/match/match-query.ts';
import { characterAt, classOfCharacter, isGramClass } from '../text/characters.ts';
import { NeedleMatcher } from '../text/needle-matcher.ts';
import type { Span } from '../text/span.ts';

/**
 * Needles and their weights in a passage. The weight of a word is its rarity plus that of the words it contains, so that
 * 招商引资 in one place counts more than 招商 in one place and 引资 in another.
 */
export class Needles {
  readonly matcher: NeedleMatcher;
  readonly weights: Float64Array;
  /** Bigrams, for documents that contain no whole word of the query; undefined when there are none. */
  readonly bigrams: Needles | undefined;

  private constructor(weights: ReadonlyMap<string, number>, openEnds: ReadonlySet<string>, pairs?: Needles) {
    const texts = [...weights.keys()];
    this.matcher = new NeedleMatcher(texts, needle => openEnds.has(texts[needle]));
    this.weights = Float64Array.from(weights.values());
    this.bigrams = pairs;
  }

  /** @param documentCount number of documents in the index, from which the rarity of words is computed */
  static fromTexts(texts: readonly ScoredText[], documentCount: number): Needles {
    const weights = new Map<string, number>();
    const openEnds = new Set<string>();
    const bigrams = new Map<string, number>();
    for (const { text, isPhrase: literal, isPrefix: openEnd, fields } of texts) {
      const rarity = (span: Span) => {
        const word = { kind: TermKind.InnerWord, units: text.analysis.units, start: span.start, end: span.end };
        let documents = 0;
        for (const { reader } of fields) documents += reader.documentFrequency(word);
        return Math.log(2 + documentCount / (1 + documents));
      };
      const whole = { start: 0, end: text.analysis.length };
      if (literal) {
        weights.set(foldedText(text, whole), 2 * rarity(whole));
        if (openEnd) openEnds.add(foldedText(text, whole));
        continue;
      }
      const spans = findHighlightSpans(text).sort((a, b) => a.start - b.start || b.end - a.end);
      spans.forEach((span, i) => {
        let weight = rarity(span);
        // The longest disjoint words inside, from left to right.
        let end = span.start;
        for (let at = i + 1; at < spans.length && spans[at].start < span.end; at++) {
          if (spans[at].start < end || spans[at].end > span.end || isSameSpan(spans[at], span)) continue;
          weight += rarity(spans[at]);
          end = spans[at].end;
        }
        weights.set(foldedText(text, span), weight);
      });
      const { kinds, starts, ends, count } = text.analysis;
      for (let i = 0; i < count; i++)
        if (kinds[i] === TermKind.Bigram) bigrams.set(foldedText(text, { start: starts[i], end: ends[i] }), 1);
    }
    return new Needles(weights, openEnds, bigrams.size ? new Needles(bigrams, new Set()) : undefined);
  }
}

/**
 * The words of a query text that are highlighted: the words of its segmentation, words inside them or composed of them,
 * runs of letters and digits, whatever the reader typed between spaces or punctuation, and runs of single characters,
 * which may be names that are not in the dictionary. A single Han character is highlighted only when it was typed alone. A
 * word that crosses the boundaries of the segmentation was not meant.
 */
function findHighlightSpans(text: QueryText): Span[] {
  const { units, length } = text.analysis;
  const spans = text.indexWords.filter(span => !crossesWord(span, text.words));
  let typedRun: { start: number; end: number } | undefined;
  for (const word of text.words) {
    if (!isOneCharacter(units, word) || !isGramClass(classOfCharacter(characterAt(units, word.start, length))))
      spans.push(word);
    if (typedRun && typedRun.end === word.start) typedRun.end = word.end;
    else {
      if (typedRun) spans.push(typedRun);
      typedRun = { start: word.start, end: word.end };
    }
  }
  if (typedRun) spans.push(typedRun);
  let singleCharacters: { start: number; end: number } | undefined;
  const flush = () => {
    if (singleCharacters && !isOneCharacter(units, singleCharacters)) spans.push(singleCharacters);
    singleCharacters = undefined;
  };
  for (const word of text.words) {
    if (!isOneCharacter(units, word) || isFunctionWord(units, word.start, word.end)) flush();
    else if (singleCharacters && singleCharacters.end === word.start) singleCharacters.end = word.end;
    else {
      flush();
      singleCharacters = { start: word.start, end: word.end };
    }
  }
  flush();
  return spans;
}

function isSameSpan(span: Span, other: Span): boolean {
  return span.start === other.start && span.end === other.end;
}

/** Whether a span partly overlaps a word without one containing the other. */
function crossesWord(span: Span, words: readonly Span[]): boolean {
  return words.some(
    word =>
      (word.start < span.start && span.start < word.end && word.end < span.end) ||
      (span.start < word.start && word.start < span.end && span.end < word.end),
  );
}
