/** Chooses what is highlighted in a text: the words and phrases of a query that a reader looks for. */
import { TermKind } from '../analysis/analysis.ts';
import { foldedText, isOneCharacter, type QueryText } from '../query/cut/cut-query.ts';
import { isFunctionWord } from '../query/cut/function-words.ts';
import { joinHalfWords } from '../query/cut/half-words.ts';
import { findSpelling } from '../query/cut/query-spellings.ts';
import type { RankedDocuments } from '../query/run/run-query.ts';
import { characterAt, classOfCharacter, isAlphanumericAt, isGramClass } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import { joinSpelling } from '../text/joints.ts';
import type { NeedleMatcher } from '../text/needle-matcher.ts';
import { normalize } from '../text/normal-form.ts';
import type { Span } from '../text/span.ts';
import { stringFromUnits } from '../text/units.ts';

/** Matchers for the words of a query and for its bigrams, for one query after the other. */
export interface NeedleMatchers {
  readonly words: NeedleMatcher;
  readonly pairs: NeedleMatcher;
}

/**
 * Needles and their weights in a passage. The weight of a word is its rarity plus that of the words it contains, so that
 * 招商引资 in one place counts more than 招商 in one place and 引资 in another.
 */
export class Needles {
  readonly matcher: NeedleMatcher;
  /** What is looked for, folded. */
  readonly texts: readonly string[];
  readonly weights: readonly number[];
  private createdBigrams: Needles | undefined;

  private constructor(
    weights: ReadonlyMap<string, number>,
    openEnds: ReadonlySet<string>,
    spellings: ReadonlySet<string>,
    private readonly pairs: ReadonlyMap<string, number>,
    private readonly matchers: NeedleMatchers,
  ) {
    const texts = [...weights.keys()];
    this.texts = texts;
    this.matcher = matchers.words.clear().addAll(texts, {
      isPrefix: needle => openEnds.has(texts[needle]),
      hasSpellings: needle => spellings.has(texts[needle]),
    });
    this.weights = [...weights.values()];
  }

  /** Bigrams, for documents that contain no whole word of the query; undefined when there are none. */
  get bigrams(): Needles | undefined {
    if (this.pairs.size > 0) {
      const { pairs } = this.matchers;
      this.createdBigrams ??= new Needles(this.pairs, none, none, noPairs, { words: pairs, pairs });
    }
    return this.createdBigrams;
  }

  /**
   * What is highlighted of a query's texts.
   * @param documentCount number of documents in the index, from which the rarity of words is computed
   * @param matchers what they are found with, until the matchers are used for others
   */
  static fromTexts(
    { texts, documentFrequency }: Pick<RankedDocuments, 'texts' | 'documentFrequency'>,
    documentCount: number,
    matchers: NeedleMatchers,
  ): Needles {
    const weights = new Map<string, number>();
    const openEnds = new Set<string>();
    const spellings = new Set<string>();
    const bigrams = new Map<string, number>();
    for (const { text, isPhrase: literal, isPrefix: openEnd, fields } of texts) {
      const rarity = (span: Span) => {
        const word = { kind: TermKind.InnerWord, units: text.analysis.units, start: span.start, end: span.end };
        let documents = 0;
        for (const { reader } of fields) documents += documentFrequency(reader, word);
        return Math.log(2 + documentCount / (1 + documents));
      };
      const whole = { start: 0, end: text.analysis.length };
      if (literal) {
        for (const phrase of new Set([foldedText(text, whole), fold(normalize(text.typed))])) {
          weights.set(phrase, 2 * rarity(whole));
          if (openEnd) openEnds.add(phrase);
        }
        continue;
      }
      const joined = joinHalfWords(text, joinSingleCharacters(text), ({ start, end }) => {
        const bigram = { kind: TermKind.Bigram, units: text.analysis.units, start, end };
        return fields.reduce((sum, { reader }) => sum + documentFrequency(reader, bigram), 0);
      });
      const spans = findHighlightSpans(text, joined).sort((a, b) => a.start - b.start || b.end - a.end);
      spans.forEach((span, i) => {
        let weight = rarity(span);
        // The longest disjoint words inside, from left to right.
        let end = span.start;
        for (let at = i + 1; at < spans.length && spans[at].start < span.end; at++) {
          if (spans[at].start < end || spans[at].end > span.end || isSameSpan(spans[at], span)) continue;
          weight += rarity(spans[at]);
          end = spans[at].end;
        }
        const needle = needleOf(text, span);
        weights.set(needle, weight);
        if (containsRun(text, span)) spellings.add(needle);
      });
      const { kinds, starts, ends, count } = text.analysis;
      for (let i = 0; i < count; i++)
        if (kinds[i] === TermKind.Bigram) bigrams.set(foldedText(text, { start: starts[i], end: ends[i] }), 1);
    }
    return new Needles(weights, openEnds, spellings, bigrams, matchers);
  }
}

const none: ReadonlySet<string> = new Set();
const noPairs: ReadonlyMap<string, number> = new Map();

/** What is looked for: a name of letters and digits without the signs and spaces that it may have in a text. */
function needleOf(text: QueryText, span: Span): string {
  const spelling = findSpelling(text.spellings, span);
  if (spelling) return stringFromUnits(spelling.term.units, spelling.term.start, spelling.term.end);
  return containsRun(text, span) ? joinSpelling(foldedText(text, span)) : foldedText(text, span);
}

/** Whether a span contains letters or digits. */
function containsRun({ analysis: { units, runs } }: QueryText, span: Span): boolean {
  if (runs.length > 0)
    for (let at = span.start; at < span.end; at++) if (isAlphanumericAt(units, at, span.end)) return true;
  return false;
}

/**
 * The words of a query text that are highlighted: the words of its segmentation, words inside them or composed of them,
 * runs of letters and digits, whatever the reader typed between spaces or punctuation, and runs of single characters,
 * which may be names that are not in the dictionary. A single Han character is highlighted only when it was typed alone. A
 * word that crosses the boundaries of the segmentation was not meant; a word of two characters beside a single one
 * is highlighted together with it (小龙虾), not alone.
 * @param joined the words of the segmentation, single characters and halves of a word joined
 */
function findHighlightSpans(text: QueryText, joined: readonly Span[]): Span[] {
  const { units, length } = text.analysis;
  const isHalf = (span: Span) =>
    !joined.some(each => isSameSpan(each, span)) && text.words.some(each => isSameSpan(each, span));
  const spans = text.indexWords.filter(
    span => !crossesWord(span, text.words) && !crossesWord(span, joined) && !isHalf(span),
  );
  for (const span of joined) if (!text.words.some(word => isSameSpan(word, span))) spans.push(span);
  // Of a name with spaces inside, the parts alone may stand in a text.
  for (const { start, end, isApart } of text.spellings)
    if (isApart)
      for (const run of text.terms)
        if (run.kind === TermKind.Word && run.start >= start && run.end <= end) spans.push(run);
  let typedRun: { start: number; end: number } | undefined;
  for (const word of text.words) {
    if (
      !isHalf(word) &&
      (!isOneCharacter(units, word) || !isGramClass(classOfCharacter(characterAt(units, word.start, length))))
    )
      spans.push(word);
    if (typedRun && typedRun.end === word.start) typedRun.end = word.end;
    else {
      if (typedRun) spans.push(typedRun);
      typedRun = { start: word.start, end: word.end };
    }
  }
  if (typedRun) spans.push(typedRun);
  return spans;
}

/** The words of a text, where single characters side by side that are no function words are one. */
function joinSingleCharacters({ words, analysis: { units } }: QueryText): Span[] {
  const pieces: { start: number; end: number }[] = [];
  let canJoin = false;
  for (const word of words) {
    const isSingle = isOneCharacter(units, word) && !isFunctionWord(units, word.start, word.end);
    const before = pieces[pieces.length - 1];
    if (isSingle && canJoin && before.end === word.start) before.end = word.end;
    else pieces.push({ start: word.start, end: word.end });
    canJoin = isSingle;
  }
  return pieces;
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
