/** What to mark in a text: the words and quoted pieces of a query that a reader would look for. */
import { TermKind } from '../analysis/analysis.ts';
import { foldedText, isOneCharacter, type QueryText } from '../query/cut/cut-query.ts';
import { isFunctionWord } from '../query/cut/function-words.ts';
import type { ScoredText } from '../query/match/match-query.ts';
import { characterAt, classOfCharacter, isGram } from '../text/characters.ts';
import { NeedleMatcher } from '../text/needle-matcher.ts';
import type { Span } from '../text/span.ts';

/**
 * Needles with what each is worth in a passage: its rarity, and a word that holds others theirs as well, so that 招商引资
 * in one place is worth more than 招商 in one and 引资 in another.
 */
export class Needles {
  readonly matcher: NeedleMatcher;
  readonly weights: Float64Array;
  /** Pairs of characters, for documents that hold no word of the query whole; undefined when there are none. */
  readonly bigrams: Needles | undefined;

  private constructor(weights: ReadonlyMap<string, number>, openEnds: ReadonlySet<string>, pairs?: Needles) {
    const texts = [...weights.keys()];
    this.matcher = new NeedleMatcher(texts, needle => openEnds.has(texts[needle]));
    this.weights = Float64Array.from(weights.values());
    this.bigrams = pairs;
  }

  /** @param documentCount documents of the index, for how rare a word is */
  static fromTexts(texts: readonly ScoredText[], documentCount: number): Needles {
    const weights = new Map<string, number>();
    const openEnds = new Set<string>();
    const bigrams = new Map<string, number>();
    for (const { text, literal, openEnd, fields } of texts) {
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
        let worth = rarity(span);
        // Those inside that share no character, from the left, the longest at each place.
        let end = span.start;
        for (let at = i + 1; at < spans.length && spans[at].start < span.end; at++) {
          if (spans[at].start < end || spans[at].end > span.end || isSameSpan(spans[at], span)) continue;
          worth += rarity(spans[at]);
          end = spans[at].end;
        }
        weights.set(foldedText(text, span), worth);
      });
      const { kinds, starts, ends, count } = text.analysis;
      for (let i = 0; i < count; i++)
        if (kinds[i] === TermKind.Bigram) bigrams.set(foldedText(text, { start: starts[i], end: ends[i] }), 1);
    }
    return new Needles(weights, openEnds, bigrams.size ? new Needles(bigrams, new Set()) : undefined);
  }
}

/**
 * The words of a text that are marked where they stand: words of the cut and those inside them or made of them, runs of
 * letters and digits, stretches that the reader typed between blanks or signs, names that no dictionary knows. A single
 * character is marked only when the reader typed it by itself; a word across words of the cut is none that was meant.
 */
function findHighlightSpans(text: QueryText): Span[] {
  const { units, length } = text.analysis;
  const spans = text.known.filter(span => !crossesWord(span, text.words));
  let stretch: { start: number; end: number } | undefined;
  for (const word of text.words) {
    if (!isOneCharacter(units, word) || !isGram(classOfCharacter(characterAt(units, word.start, length))))
      spans.push(word);
    if (stretch && stretch.end === word.start) stretch.end = word.end;
    else {
      if (stretch) spans.push(stretch);
      stretch = { start: word.start, end: word.end };
    }
  }
  if (stretch) spans.push(stretch);
  let singles: { start: number; end: number } | undefined;
  const flush = () => {
    if (singles && !isOneCharacter(units, singles)) spans.push(singles);
    singles = undefined;
  };
  for (const word of text.words) {
    if (!isOneCharacter(units, word) || isFunctionWord(units, word.start, word.end)) flush();
    else if (singles && singles.end === word.start) singles.end = word.end;
    else {
      flush();
      singles = { start: word.start, end: word.end };
    }
  }
  flush();
  return spans;
}

function isSameSpan(span: Span, other: Span): boolean {
  return span.start === other.start && span.end === other.end;
}

/** Whether a word takes some of the characters of another one, but neither holds the other. */
function crossesWord(span: Span, words: readonly Span[]): boolean {
  return words.some(
    word =>
      (word.start < span.start && span.start < word.end && word.end < span.end) ||
      (span.start < word.start && word.start < span.end && span.end < word.end),
  );
}
