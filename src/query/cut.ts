/**
 * Cuts a query by the words that the index holds (D4): the same words that its documents were cut by, so there is no
 * dictionary to bring and nothing to drift apart.
 */
import { Analysis, TermKind } from '../analysis/analysis.ts';
import { analyzeGrams, longestRun } from '../analysis/analyzer.ts';
import type { TextReader } from '../inverted/index-reader.ts';
import { CharacterClass, characterAt, classOf, isGram, isLowSurrogate, isWordly } from '../text/characters.ts';
import { foldInto, stringOf } from '../text/folding.ts';
import type { Span } from '../text/span.ts';
import type { QueryMemory } from './memory.ts';

/** A text of a query and how it is cut. Spans count UTF-16 units of it. */
export interface QueryText {
  /** Folded units and the terms that need no dictionary. */
  readonly analysis: Analysis;
  /** The words of the best path, without blanks and punctuation. */
  readonly words: readonly Span[];
  /** All words of two characters and more that the index holds, on the path or not. */
  readonly known: readonly Span[];
}

/** The folded text of a span. */
export function foldedText(text: QueryText, span: Span): string {
  return stringOf(text.analysis.units, span.start, span.end);
}

/** A text as what an index without words makes of it: folded units, grams and runs. */
export function analyzeQueryText(text: string): Analysis {
  const analysis = new Analysis(Math.max(1, text.length));
  analysis.reset(text.length);
  foldInto(text, analysis.units);
  analyzeGrams(analysis);
  return analysis;
}

/** What a character that begins no known word costs, against a word that stands in one document, in documents. */
const unknownCharacter = 0.1;

/**
 * Cuts a text into the most likely words: the path through all known words with the highest product of their
 * frequencies, as jieba does with its dictionary, where the dictionary is the index and a word's frequency is the
 * number of documents that hold it.
 */
export function cutQueryText(
  text: string,
  fields: readonly TextReader[],
  documentCount: number,
  memory: QueryMemory,
): QueryText {
  const analysis = analyzeQueryText(text);
  const { units, length } = analysis;
  const longest = Math.min(longestRun, Math.max(0, ...fields.map(field => field.longestWord)));
  const logTotal = Math.log(1 + documentCount * Math.max(1, ...fields.map(field => field.averageSize)));
  const breaks = breakable(units, length);
  const lacking = lackingPairs(analysis, fields, memory);
  const known: Span[] = [];
  const best = new Float64Array(length + 1);
  const next = new Uint32Array(length + 1);
  for (let start = length - 1; start >= 0; start--) {
    best[start] = -Infinity;
    if (!breaks[start]) continue;
    let end = start + 1;
    while (!breaks[end]) end++;
    // The shortest step: a character, a run of letters and digits, or a sign that is no term and costs nothing.
    const isTerm = classOf(units[start]) >= CharacterClass.Digit;
    const take = (end: number, documents: number): void => {
      const score = (isTerm || documents ? Math.log(documents || unknownCharacter) - logTotal : 0) + best[end];
      if (score > best[start]) {
        best[start] = score;
        next[start] = end;
      }
    };
    take(end, isTerm ? documentsOf(memory, fields, units, start, end) : 0);
    while (end < Math.min(length, start + longest)) {
      end++;
      // No word has a blank inside.
      if (classOf(units[end - 1]) === CharacterClass.Space) break;
      if (!breaks[end]) continue;
      // A word is in no text that lacks one of its pairs.
      if (lacking[end] > start) break;
      const documents = documentsOf(memory, fields, units, start, end);
      if (documents === 0) continue;
      known.push({ start, end });
      take(end, documents);
    }
  }
  const words: Span[] = [];
  for (let at = 0; at < length; at = next[at]) {
    const end = next[at];
    if (end - at > 1 || classOf(units[at]) >= CharacterClass.Digit) words.push({ start: at, end });
  }
  return { analysis, words: words.filter(word => holdsTerm(units, word)), known: known.reverse() };
}

/**
 * By place: how far back from there a pair begins that no document holds, plus one unit: what begins before it and
 * ends there or later is no word.
 */
function lackingPairs(analysis: Analysis, fields: readonly TextReader[], memory: QueryMemory): Uint32Array {
  const { units, length, kinds, starts, ends, count } = analysis;
  const lacking = new Uint32Array(length + 1);
  for (let term = 0; term < count; term++) {
    if (kinds[term] !== TermKind.Bigram) continue;
    let isHeld = false;
    for (const field of fields)
      if (memory.frequency(field, TermKind.Bigram, units, starts[term], ends[term]) > 0) isHeld = true;
    if (!isHeld) lacking[ends[term]] = starts[term] + 1;
  }
  for (let at = 1; at <= length; at++) lacking[at] = Math.max(lacking[at], lacking[at - 1]);
  return lacking;
}

function documentsOf(
  memory: QueryMemory,
  fields: readonly TextReader[],
  units: Uint16Array,
  start: number,
  end: number,
): number {
  let documents = 0;
  for (const field of fields) documents += memory.frequency(field, TermKind.InnerWord, units, start, end);
  return documents;
}

/** Where a word may begin or end: not inside a surrogate pair, nor inside a run of letters and digits. */
function breakable(units: Uint16Array, length: number): Uint8Array {
  const breaks = new Uint8Array(length + 1).fill(1);
  let before = false;
  for (let at = 0; at < length; ) {
    const character = characterAt(units, at, length);
    const wordly = isWordly((character >> 2) as CharacterClass);
    if (before && wordly) breaks[at] = 0;
    if ((character & 3) === 2) breaks[at + 1] = 0;
    before = wordly;
    at += character & 3;
  }
  return breaks;
}

function holdsTerm(units: Uint16Array, word: Span): boolean {
  for (let at = word.start; at < word.end; at++) {
    const characterClass = (characterAt(units, at, word.end) >> 2) as CharacterClass;
    if (isGram(characterClass) || isWordly(characterClass) || characterClass === CharacterClass.Pictograph) return true;
    if (isLowSurrogate(units[at])) return true;
  }
  return false;
}

/** Whether a span of folded units is one character. */
export function isOneCharacter(units: Uint16Array, span: Span): boolean {
  return span.start + (characterAt(units, span.start, span.end) & 3) === span.end;
}

/** The terms of a text that lie in a span, of one kind or all, by number in the analysis. */
export function termsIn(analysis: Analysis, span: Span, kind?: TermKind): number[] {
  const terms: number[] = [];
  for (let i = 0; i < analysis.count; i++)
    if (
      analysis.starts[i] >= span.start &&
      analysis.ends[i] <= span.end &&
      (kind === undefined || analysis.kinds[i] === kind)
    )
      terms.push(i);
  return terms;
}
