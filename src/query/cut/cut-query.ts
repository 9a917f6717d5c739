/**
 * Cuts a query by the words that the index holds (D4): the same words that its documents were cut by, so there is no
 * dictionary to bring and nothing to drift apart.
 */

import { Analysis, TermKind } from '../../analysis/analysis.ts';
import { analyzeGrams } from '../../analysis/analyzer.ts';
import { maxRunUnits } from '../../analysis/grams.ts';
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
import type { QueryContext } from '../context/query-context.ts';

/** A text of a query and how it is cut. Spans count UTF-16 units of it. */
export interface QueryText {
  /** Folded units and the terms that need no dictionary. */
  readonly analysis: Analysis;
  /** The terms of the analysis, by number: characters, bigrams, runs of letters and digits. */
  readonly terms: readonly Term[];
  /** The words of the best path, without blanks and punctuation. */
  readonly words: readonly Span[];
  /** All words of two characters and more that the index holds, on the path or not. */
  readonly indexWords: readonly Span[];
}

/** The folded text of a span. */
export function foldedText(text: QueryText, span: Span): string {
  return stringFromUnits(text.analysis.units, span.start, span.end);
}

/** A text as what an index without words makes of it, in an analysis: folded units, grams and runs. */
export function analyzeQueryText(text: string, analysis = new Analysis(Math.max(1, text.length))): Analysis {
  analysis.reset(text.length);
  foldInto(text, analysis.units);
  analyzeGrams(analysis);
  return analysis;
}

/** What a character that begins no known word costs, against a word that stands in one document, in documents. */
const unknownCharacterDocuments = 0.1;

/**
 * Cuts a text into the most likely words: the path through all known words with the highest product of their
 * frequencies, as jieba does with its dictionary, where the dictionary is the index and a word's frequency is the
 * number of documents that hold it.
 */
export function cutQueryText(
  text: string,
  fields: readonly TextReader[],
  documentCount: number,
  memory: QueryContext,
): QueryText {
  const analysis = analyzeQueryText(text, memory.borrowAnalysis());
  const terms = memory.borrowTerms(analysis);
  const { units, length } = analysis;
  let longestWord = 0;
  let averageSize = 1;
  for (const field of fields) {
    longestWord = Math.max(longestWord, field.longestWord);
    averageSize = Math.max(averageSize, field.averageSize);
  }
  const longest = Math.min(maxRunUnits, longestWord);
  const logTotal = Math.log(1 + documentCount * averageSize);
  const { breaks, lacking, best, next } = memory.once(CutTables, newTables).begin(length);
  findBreaks(units, length, breaks);
  findMissingBigrams(terms, length, fields, memory, lacking);
  const known: Span[] = [];
  for (let start = length - 1; start >= 0; start--) {
    best[start] = -Infinity;
    if (!breaks[start]) continue;
    let end = start + 1;
    while (!breaks[end]) end++;
    // The shortest step: a character, a run of letters and digits, or a sign that is no term and costs nothing.
    const isTerm = classOfUnit(units[start]) >= CharacterClass.Digit;
    const documents = isTerm ? countDocuments(memory, fields, units, start, end) : 0;
    best[start] = (isTerm ? Math.log(documents || unknownCharacterDocuments) - logTotal : 0) + best[end];
    next[start] = end;
    while (end < Math.min(length, start + longest)) {
      end++;
      // No word has a blank inside.
      if (classOfUnit(units[end - 1]) === CharacterClass.Space) break;
      if (!breaks[end]) continue;
      // A word is in no text that lacks one of its pairs.
      if (lacking[end] > start) break;
      const documents = countDocuments(memory, fields, units, start, end);
      if (documents === 0) continue;
      known.push({ start, end });
      const score = Math.log(documents) - logTotal + best[end];
      if (score > best[start]) {
        best[start] = score;
        next[start] = end;
      }
    }
  }
  const words: Span[] = [];
  for (let at = 0; at < length; at = next[at]) {
    const end = next[at];
    if (end - at === 1 && classOfUnit(units[at]) < CharacterClass.Digit) continue;
    const word = { start: at, end };
    if (holdsTerm(units, word)) words.push(word);
  }
  return { analysis, terms, words, indexWords: known.reverse() };
}

/** What cutting notes by place of the text, to be written again and again. */
class CutTables {
  /** 1 where a word may begin or end. */
  breaks = new Uint8Array(0);
  lacking = new Uint32Array(0);
  /** The best score from a place to the end, and where the first word of it ends. */
  best = new Float64Array(0);
  next = new Uint32Array(0);

  /** Makes room for a text. */
  begin(length: number): this {
    if (this.best.length <= length) {
      const size = Math.max(64, 2 * length);
      this.breaks = new Uint8Array(size);
      this.lacking = new Uint32Array(size);
      this.best = new Float64Array(size);
      this.next = new Uint32Array(size);
    }
    this.best[length] = 0;
    return this;
  }
}

function newTables(): CutTables {
  return new CutTables();
}

/**
 * By place: how far back from there a pair begins that no document holds, plus one unit: what begins before it and
 * ends there or later is no word.
 */
function findMissingBigrams(
  terms: readonly Term[],
  length: number,
  fields: readonly TextReader[],
  memory: QueryContext,
  lacking: Uint32Array,
): void {
  lacking.fill(0, 0, length + 1);
  for (const term of terms) {
    if (term.kind !== TermKind.Bigram || term.start >= length) continue;
    let isHeld = false;
    for (const field of fields) if (memory.termLists.documentFrequency(field, term) > 0) isHeld = true;
    if (!isHeld) lacking[term.end] = term.start + 1;
  }
  for (let at = 1; at <= length; at++) lacking[at] = Math.max(lacking[at], lacking[at - 1]);
}

function countDocuments(
  memory: QueryContext,
  fields: readonly TextReader[],
  units: Uint16Array,
  start: number,
  end: number,
): number {
  // Every candidate word of a text is looked up: one term serves them all.
  const term = memory.scratchTerm.set(TermKind.InnerWord, units, start, end);
  let documents = 0;
  for (const field of fields) documents += memory.termLists.documentFrequency(field, term);
  return documents;
}

/** A word may begin and end anywhere but inside a surrogate pair or a run of letters and digits. */
function findBreaks(units: Uint16Array, length: number, breaks: Uint8Array): void {
  breaks.fill(1, 0, length + 1);
  let before = false;
  for (let at = 0; at < length; ) {
    const character = characterAt(units, at, length);
    const wordly = isAlphanumeric(classOfCharacter(character));
    if (before && wordly) breaks[at] = 0;
    if (unitsOfCharacter(character) === 2) breaks[at + 1] = 0;
    before = wordly;
    at += unitsOfCharacter(character);
  }
}

function holdsTerm(units: Uint16Array, word: Span): boolean {
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
