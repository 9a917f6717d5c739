/**
 * Which words does a query text consist of? It is cut by the words of the index, the same by which its documents were
 * cut, so that a query needs no lexicon and cannot disagree with the documents. Entry point: `cutQueryText`, called by
 * `QueryMatcher.cut`.
 */
import { Analysis, TermKind } from '../../analysis/analysis.ts';
import { analyzeGrams } from '../../analysis/analyzer.ts';
import { maxRunUnits } from '../../analysis/grams.ts';
import { findSpellings } from '../../analysis/spellings.ts';
import type { TextReader } from '../../index/index-reader.ts';
import type { Term } from '../../index/term.ts';
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isGramClass,
  isLowSurrogate,
  unitsOfCharacter,
} from '../../text/characters.ts';
import { foldInto } from '../../text/folding.ts';
import type { Span } from '../../text/span.ts';
import { stringFromUnits } from '../../text/units.ts';
import { gatherFrequencies } from '../context/frequencies/gather-frequencies.ts';
import type { QueryContext } from '../context/query-context.ts';
import { findNumbers, type NumberSpan } from '../numbers/find-numbers.ts';
import { blankCountryCodes } from './country-code.ts';
import {
  addInnerRuns,
  findIndexedSpellings,
  findSignedRuns,
  type QuerySpelling,
  type SignedRun,
} from './query-spellings.ts';

/** A text of a query, and its words. Spans are in UTF-16 units of the text. */
export interface QueryText {
  /** The text before it was folded; its offsets are those of the folded units. */
  readonly typed: string;
  /** The folded units. */
  readonly analysis: Analysis;
  /**
   * Characters, bigrams, runs of letters and digits: the terms that need no cut, valid until the end of the query. A run
   * that is also a part or another spelling of other runs is followed by the inner word with the same units.
   */
  readonly terms: readonly Term[];
  /** The words of the best path, without spaces and punctuation. */
  readonly words: readonly Span[];
  /** All spans of two characters or more that are words of the index, on the path or not. */
  readonly indexWords: readonly Span[];
  /** Those of the words that the index holds in another spelling. */
  readonly spellings: readonly QuerySpelling[];
  /** The expressions with numbers. */
  readonly numbers: readonly NumberSpan[];
}

/** The folded text of a span. */
export function foldedText(text: QueryText, span: Span): string {
  return stringFromUnits(text.analysis.units, span.start, span.end);
}

/** Folds a text and finds its characters, bigrams and runs of letters and digits; it is not cut into words. */
export function analyzeQueryText(text: string, analysis = new Analysis(Math.max(1, text.length))): Analysis {
  analysis.reset(text.length);
  foldInto(text, analysis.units);
  analyzeGrams(analysis);
  return analysis;
}

const noSpellings: readonly QuerySpelling[] = [];
const noSignedRuns: readonly SignedRun[] = [];

/** A character that is not a word of the index counts as a word in this many documents. */
const unknownCharacterDocuments = 0.1;

/** In a text of this length it pays to find out first how long a word can be that begins at a unit. */
const minBoundedUnits = 48;

/**
 * A document that has a word only inside others or across them counts as this share of a document: texts are cut 公司法,
 * 第五十二, 条, so 二条 is a word of many texts, but of hardly any cut. With 1 instead, an article asked for by its number
 * comes first in 54 of 60 cases, with .1 or .01 in 58.
 */
const offPathShare = 0.1;

/**
 * Cuts a text into its most likely words: the path with the highest product of word frequencies, as jieba finds it. The
 * dictionary is the index, and the frequency of a word is the number of documents that are cut at it, with a share of
 * those that contain it otherwise: so a query is cut where the documents are.
 */
export function cutQueryText(
  text: string,
  fields: readonly TextReader[],
  documentCount: number,
  context: QueryContext,
): QueryText {
  const analysis = analyzeQueryText(blankCountryCodes(text), context.borrowAnalysis());
  const hasRuns = analysis.runs.length > 0;
  if (hasRuns) findSpellings(analysis, true);
  const terms = context.borrowTerms(analysis);
  const { units, length } = analysis;
  if (context.loadsBytes) gatherFrequencies(terms, analysis, fields, context);
  context.wantTerms(terms, fields);
  const spellings = hasRuns ? findIndexedSpellings(analysis, fields, context) : noSpellings;
  if (hasRuns) addInnerRuns(terms, fields, context);
  const signedRuns = hasRuns ? findSignedRuns(analysis, terms, fields, context) : noSignedRuns;
  let longestWord = 0;
  let averageSize = 1;
  for (const field of fields) {
    longestWord = Math.max(longestWord, field.longestWord);
    averageSize = Math.max(averageSize, field.averageSize);
  }
  const longest = Math.min(maxRunUnits, longestWord);
  const logTotal = Math.log(1 + documentCount * averageSize);
  const { breaks, minWordStarts, bestScores, nextEnds } = context.cutTables.reset(length);
  findBreaks(units, length, breaks);
  findMinWordStarts(terms, length, fields, context);
  const indexWords: Span[] = [];
  for (let start = length - 1; start >= 0; start--) {
    bestScores[start] = -Infinity;
    if (!breaks[start]) continue;
    let end = start + 1;
    while (!breaks[end]) end++;
    // The shortest step: a character, a run of letters and digits, or a sign, which is not a term and costs nothing.
    const isTerm = classOfUnit(units[start]) >= CharacterClass.Digit;
    const documents = isTerm ? countDocuments(context, fields, units, start, end) : 0;
    bestScores[start] = (isTerm ? Math.log(documents || unknownCharacterDocuments) - logTotal : 0) + bestScores[end];
    nextEnds[start] = end;
    for (const signed of signedRuns) {
      if (signed.start !== start) continue;
      // A sign alone costs nothing, so the run without it would win.
      bestScores[start] = Math.log(signed.documents) - logTotal + bestScores[signed.end];
      nextEnds[start] = signed.end;
    }
    for (const spelling of spellings) {
      if (spelling.start !== start) continue;
      const score = Math.log(spelling.documents) - logTotal + bestScores[spelling.end];
      if (score < bestScores[start]) continue;
      bestScores[start] = score;
      nextEnds[start] = spelling.end;
    }
    let limit = Math.min(length, start + longest);
    // What is typed has few spans, whose frequencies are remembered from query to query.
    if (length >= minBoundedUnits) limit = Math.min(limit, start + boundWordUnits(fields, units, start, limit));
    while (end < limit) {
      end++;
      // No word contains a space.
      if (classOfUnit(units[end - 1]) === CharacterClass.Space) break;
      if (!breaks[end]) continue;
      // Where one of its bigrams is in no document, the word is in none.
      if (minWordStarts[end] > start) break;
      const documents = countDocuments(context, fields, units, start, end);
      if (documents === 0) continue;
      indexWords.push({ start, end });
      const score = Math.log(documents) - logTotal + bestScores[end];
      if (score > bestScores[start]) {
        bestScores[start] = score;
        nextEnds[start] = end;
      }
    }
  }
  const words: Span[] = [];
  for (let at = 0; at < length; at = nextEnds[at]) {
    const end = nextEnds[at];
    if (end - at === 1 && classOfUnit(units[at]) < CharacterClass.Digit) continue;
    const word = { start: at, end };
    if (containsTerm(units, word)) words.push(word);
  }
  const onPath = spellings.length
    ? spellings.filter(({ start, end }) => nextEnds[start] === end && words.some(word => word.start === start))
    : spellings;
  return {
    typed: text,
    analysis,
    terms,
    words,
    indexWords: indexWords.reverse(),
    spellings: onPath,
    numbers: findNumbers(units, length),
  };
}

/** An upper bound of the units of the longest word of any field that the units begin with. */
function boundWordUnits(fields: readonly TextReader[], units: Uint16Array, start: number, end: number): number {
  let bound = 0;
  for (const field of fields) bound = Math.max(bound, field.boundTermUnits(units, start, end));
  return bound;
}

/** Fills `minWordStarts` of the cut tables from the bigrams of the text. */
function findMinWordStarts(
  terms: readonly Term[],
  length: number,
  fields: readonly TextReader[],
  { termLists, cutTables: { minWordStarts } }: QueryContext,
): void {
  minWordStarts.fill(0, 0, length + 1);
  for (const term of terms) {
    if (term.kind !== TermKind.Bigram || term.start >= length) continue;
    let isIndexed = false;
    for (const field of fields) if (termLists.documentFrequency(field, term) > 0) isIndexed = true;
    if (!isIndexed) minWordStarts[term.end] = term.start + 1;
  }
  for (let at = 1; at <= length; at++) minWordStarts[at] = Math.max(minWordStarts[at], minWordStarts[at - 1]);
}

/**
 * The number of documents with `units[start … end)` as a word, summed over the fields; those where it is not on the path
 * count less. Every candidate word is looked up: all use one scratch term.
 */
function countDocuments(
  context: QueryContext,
  fields: readonly TextReader[],
  units: Uint16Array,
  start: number,
  end: number,
): number {
  const term = context.scratchTerm.set(TermKind.InnerWord, units, start, end);
  let documents = 0;
  for (const field of fields) documents += context.termLists.documentFrequency(field, term);
  if (documents === 0 || end - start === 1) return documents;
  context.scratchTerm.set(TermKind.Word, units, start, end);
  let onPath = 0;
  for (const field of fields) onPath += context.termLists.documentFrequency(field, term);
  return onPath + offPathShare * (documents - onPath);
}

/** A word may begin and end anywhere except inside a surrogate pair or a run of letters and digits. */
function findBreaks(units: Uint16Array, length: number, breaks: Uint8Array): void {
  breaks.fill(1, 0, length + 1);
  let wasAlphanumeric = false;
  for (let at = 0; at < length; ) {
    const character = characterAt(units, at, length);
    const isRun = isAlphanumeric(classOfCharacter(character));
    if (wasAlphanumeric && isRun) breaks[at] = 0;
    if (unitsOfCharacter(character) === 2) breaks[at + 1] = 0;
    wasAlphanumeric = isRun;
    at += unitsOfCharacter(character);
  }
}

/** Whether any character of a word is indexed as a term; punctuation is not. */
function containsTerm(units: Uint16Array, word: Span): boolean {
  for (let at = word.start; at < word.end; at++) {
    const characterClass = classOfCharacter(characterAt(units, at, word.end));
    if (isGramClass(characterClass) || isAlphanumeric(characterClass) || characterClass === CharacterClass.Pictograph)
      return true;
    if (isLowSurrogate(units[at])) return true;
  }
  return false;
}

/** Whether a span of folded units is one character. */
export function isOneCharacter(units: Uint16Array, span: Span): boolean {
  return span.start + unitsOfCharacter(characterAt(units, span.start, span.end)) === span.end;
}
