/**
 * Was a word mistyped? Finds words of a query that are hardly words of the index, beside a similar word that is far more
 * frequent: 审请 stands by accident in 评审请…, 申请 is meant. Entry point: `findCorrections`, called by `findDidYouMean`
 * (../../run/did-you-mean.ts).
 */
import { TermKind } from '../../../analysis/analysis.ts';
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import type { Span } from '../../../text/span.ts';
import type { QueryContext } from '../../context/query-context.ts';
import { foldedText, isOneCharacter, type QueryText } from '../../cut/cut-query.ts';
import { isFunctionWord } from '../../cut/function-words.ts';
import type { RequiredTerms } from '../../match/required-terms.ts';
import {
  type CorrectionMemory,
  findContinuedHanWords,
  findLongerHanWords,
  findWordsOneCharacterAway,
  type SimilarHanWord,
} from './similar-han-words.ts';

/** A part of a query text, and a word that may be meant instead. */
export interface Correction {
  /** Where the mistyped word stands, in UTF-16 units of the text. */
  readonly span: Span;
  /** Folded. */
  readonly word: string;
  /** Number of documents with this word, summed over the searched fields. */
  readonly documents: number;
  /**
   * Whether the typed part is no word of any document, and this one stands in many times more documents: what holds the
   * typed characters side by side holds them by accident (审请 in 评审请).
   */
  readonly isCertain: boolean;
}

/** Maximum number of corrections of a text. */
const maxCorrections = 3;
/** Maximum number of similar words that are looked at for one span. */
const maxSimilarWords = 16;
/** Spans of at most this many characters are looked at, and at most this many spans: each takes .1 to .3 ms. */
const maxSpanUnits = 5;
const maxSpans = 6;

/**
 * A span is doubtful if it is a word in at most this share of the documents that contain it. Of 2,100 rare words and names
 * of crud-20k that are right, .3 corrects 6 and .5 corrects 23.
 */
const maxWordShare = 0.3;
/** A word that is meant stands in at least this share of all documents. */
const minMeantShare = 0.0005;
/**
 * A word that is meant stands in at least this many times the documents that contain what was typed, and in a few more:
 * what stands in one or two documents is often a name. A word with a character that the typed one lacks must be more
 * frequent, since every word has many of these.
 */
const minRatio = 2;
const minRatioOfLonger = 5;
const minMargin = 8;
/** A word that continues the typed one by a character stands in at least this share of the documents that may contain it. */
const minShareOfContinued = 0.3;
/** A correction is certain from this many times the documents on. */
const minCertainRatio = 10;

/** Length from which the documents with the terms of a span are read, in characters: a span of two is one bigram. */
const minEstimatedUnits = 3;

/**
 * What may be meant instead of parts of a query text, the most frequent first; at most three.
 *
 * Law: a word stands in no more documents than each of its characters, so words with a character that is too rare are not looked up.
 * @param estimateDocuments about how many documents contain a text as it was typed
 */
export function findCorrections(
  text: QueryText,
  terms: RequiredTerms,
  documentCount: number,
  context: QueryContext,
  memory: CorrectionMemory,
  estimateDocuments: (typed: string) => number,
): Correction[] {
  const found: Correction[] = [];
  const spans = findSpans(text);
  const searched = { fields: terms.fields, context, memory };
  const minMeant = Math.max(1, minMeantShare * documentCount);
  gatherMissing(spans.length, i => {
    const span = spans[i];
    const maxDocuments = terms.maxDocuments(text, span);
    const wordDocuments = countWordDocuments(text, span, terms, context);
    if (wordDocuments > maxWordShare * maxDocuments) return;
    const typed = foldedText(text, span);
    if (!/^\p{Script=Han}+$/u.test(typed)) return;
    // Documents that hold 南北 and 北调 need not hold 南北调.
    let estimated: number | undefined;
    const estimate = () =>
      (estimated ??= maxDocuments > 0 && typed.length >= minEstimatedUnits ? estimateDocuments(typed) : maxDocuments);
    const add = (
      enough: (documents: number) => number,
      candidates: readonly SimilarHanWord[],
      canBeCertain: boolean,
    ) => {
      for (const candidate of candidates) {
        if (candidate.documents < minMeant) continue;
        if (candidate.documents < enough(maxDocuments) && candidate.documents < enough(estimate())) continue;
        const isCertain = canBeCertain && wordDocuments === 0 && candidate.documents >= minCertainRatio * maxDocuments;
        found.push({ span, ...candidate, isCertain });
      }
    };
    const margin = maxDocuments > 0 ? minMargin : 0;
    gatherMissing(3, kind => {
      if (kind < 2) {
        const ratio = kind === 0 ? minRatio : minRatioOfLonger;
        const enough = (documents: number) => ratio * documents + margin;
        // What is estimated of a longer one may be less than `maxDocuments`.
        const least = typed.length < minEstimatedUnits ? Math.max(minMeant, enough(maxDocuments)) : minMeant;
        const findWords = kind === 0 ? findWordsOneCharacterAway : findLongerHanWords;
        add(enough, findWords(searched, typed, maxSimilarWords, least, minMeant), kind === 0);
      } else if (maxDocuments >= minMeant)
        add(
          documents => minShareOfContinued * documents,
          findContinuedHanWords(terms.fields, typed, maxSimilarWords),
          false,
        );
    });
  });
  return found.sort((a, b) => b.documents - a.documents).slice(0, maxCorrections);
}

/** The number of documents in which the span is a word, summed over the searched fields. */
function countWordDocuments(
  text: QueryText,
  { start, end }: Span,
  { fields }: RequiredTerms,
  { scratchTerm, termLists }: QueryContext,
): number {
  const term = scratchTerm.set(TermKind.InnerWord, text.analysis.units, start, end);
  let documents = 0;
  for (const field of fields) documents += termLists.documentFrequency(field, term);
  return documents;
}

/**
 * The spans that may be a mistyped word: words of the index, single characters side by side (审请), a single character
 * together with the word before or after it (图书管), and a text of up to four characters with a single one.
 */
function findSpans(text: QueryText): Span[] {
  const { units } = text.analysis;
  const { words } = text;
  const spans: Span[] = [];
  const add = (start: number, end: number) => {
    if (end - start < 2 || end - start > maxSpanUnits || spans.length === maxSpans) return;
    if (!spans.some(span => span.start === start && span.end === end)) spans.push({ start, end });
  };
  const isOne = (word: Span) => isOneCharacter(units, word);
  const isOpen = (word: Span) => isOne(word) && !isFunctionWord(units, word.start, word.end);
  for (let i = 0; i < words.length; ) {
    const first = i;
    let hasOne = isOne(words[i]);
    let end = i + 1;
    for (; end < words.length && words[end].start === words[end - 1].end; end++) hasOne ||= isOne(words[end]);
    if (hasOne && words[end - 1].end - words[first].start < maxSpanUnits) add(words[first].start, words[end - 1].end);
    for (; i < end; i++) {
      let last = i;
      while (last + 1 < end && isOpen(words[i]) && isOpen(words[last + 1])) last++;
      if (last === i && isOpen(words[i])) {
        if (i > first) add(words[i - 1].start, words[i].end);
        if (i + 1 < end) add(words[i].start, words[i + 1].end);
      } else add(words[i].start, words[last].end);
      i = last;
    }
  }
  return spans;
}
