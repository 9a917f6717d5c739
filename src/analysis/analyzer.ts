/**
 * Text to terms. Which terms does a text have? One rule for documents and queries; `Analyzer` is the entry point. The index
 * calls it for documents, the query for what was typed. `grams.ts` holds the rule for terms that need no dictionary.
 */
import type { Segmenter } from '../segment/segmenter.ts';
import { TokenKind } from '../segment/token-list.ts';
import {
  characterAt,
  characterLengthAt,
  classOfCharacter,
  isAlphanumeric,
  isAlphanumericAt,
  isAlphanumericBefore,
  unitsOfCharacter,
} from '../text/characters.ts';
import { fold, foldInto, foldingVersion } from '../text/folding.ts';
import { isNormal } from '../text/normal-form.ts';
import { type Analysis, TermKind } from './analysis.ts';
import { flagGrams, GramFlag, maxRunUnits } from './grams.ts';
import { listNormalStretches } from './normal-stretches.ts';
import { findSpellings, spellingSize } from './spellings.ts';
import { addTwoWordNames } from './two-word-names.ts';

/**
 * The version of the rules for terms, part of the fingerprint of every analysis. Raise it with every change after which some
 * text has other terms with the same folding and segmenter: in character classes (`text/characters.ts`; without a segmenter
 * no other version covers them), bigrams or runs.
 */
const termsVersion = 'terms3';

/**
 * Turns text into terms: `analyzeDocument` for documents, `analyzeGrams` for queries, whose words are cut by the vocabulary of
 * the index.
 *
 * Law: every character of a script without spaces is a term. So is every bigram of neighbours, one of which may be the
 * letter or digit at the edge of a run, and every run of letters and digits of at most 64 UTF-16 units. Therefore any
 * quotation is found by its terms, however it was cut; the words of the segmenter only add to them. A text that is not in
 * normal form also has the terms of its normal form.
 */
export class Analyzer {
  /** Identifies folding, rules and words. An index stores it and refuses documents of another analysis. */
  readonly fingerprint: string;

  /** @param segmenter cuts words; without one only characters, bigrams and runs of letters and digits are terms */
  constructor(readonly segmenter?: Segmenter) {
    this.fingerprint = `${termsVersion} ${foldingVersion} ${segmenter ? segmenter.fingerprint : 'no words'}`;
  }

  /**
   * Fills `out` with the folded text and the list of its terms: first characters, bigrams and runs by position, then words,
   * those of the path before the others, then the other spellings of the runs. For comparisons (plain BM25, reference implementations): an index does not need
   * the list.
   */
  analyze(text: string, out: Analysis): void {
    const extraLength = this.prepare(text, out);
    analyzeGrams(out);
    out.fieldLength -= extraLength;
    const { tokens } = out;
    for (let i = 0; i < tokens.count; i++)
      if (isWordTerm(out, i))
        out.push(i < tokens.pathCount ? TermKind.Word : TermKind.InnerWord, tokens.starts[i], tokens.ends[i]);
    findSpellings(out, false);
    addTwoWordNames(out);
    const { spellings } = out;
    for (let i = 0; i < spellings.length; i += spellingSize)
      out.push(TermKind.InnerWord, spellings[i], spellings[i + 1]);
  }

  /**
   * The same for a document to be indexed, without the list: characters and bigrams are in `out.gramFlags`, runs in
   * `out.runs`, their other spellings in `out.spellings`, words in `out.tokens`.
   */
  analyzeDocument(text: string, out: Analysis): void {
    const extraLength = this.prepare(text, out);
    out.fieldLength = flagGrams(out.units, out.length, out.gramFlags, out.runs) - extraLength;
    findSpellings(out, false);
    addTwoWordNames(out);
  }

  /**
   * Folds and cuts a text. Places that have another normal form (說︀明, 5㎡) stand behind the text once more in normal form.
   * @returns the number of characters and runs that were added
   */
  private prepare(text: string, out: Analysis): number {
    out.reset(text.length);
    foldInto(text, out.units);
    let extraLength = 0;
    if (!isNormal(out.units, out.length)) {
      const folded = fold(text);
      const stretches = listNormalStretches(folded);
      out.reset(stretches.length);
      foldInto(stretches, out.units);
      extraLength = flagGrams(out.units, out.length, out.gramFlags, out.runs);
      const both = `${folded}\n${stretches}`;
      out.reset(both.length);
      foldInto(both, out.units);
    }
    this.segmenter?.termsInto(out.units, out.length, out.tokens);
    return extraLength;
  }
}

/** Whether a token is a term: a word that is not a whole run of letters and digits, which is a term already. */
export function isWordTerm(analysis: Analysis, token: number): boolean {
  const { kinds, starts, ends } = analysis.tokens;
  const kind = kinds[token];
  if (kind >= TokenKind.Symbol || ends[token] - starts[token] > maxRunUnits) return false;
  return kind === TokenKind.Han || !isWholeRun(analysis, starts[token], ends[token]);
}

/** Adds the terms that need no dictionary: the characters, bigrams and runs of letters and digits of `out.units`. */
export function analyzeGrams(out: Analysis): void {
  const { units, length, gramFlags, runs } = out;
  out.fieldLength = flagGrams(units, length, gramFlags, runs);
  let last = 0;
  let run = 0;
  for (let at = 0; at < length; at++) {
    const flags = gramFlags[at];
    if (flags === 0) continue;
    if ((flags & GramFlag.Run) !== 0) {
      out.push(TermKind.Word, runs[run], runs[run + 1]);
      run += 2;
    }
    if ((flags & (GramFlag.Character | GramFlag.Edge)) === 0) continue;
    const end = at + characterLengthAt(units, at);
    if ((flags & GramFlag.Character) !== 0) out.push(TermKind.Character, at, end);
    if ((flags & GramFlag.Bigram) !== 0) {
      if (last + characterLengthAt(units, last) === at) out.push(TermKind.Bigram, last, end);
      else out.pushSeparated(TermKind.Bigram, last, at);
    }
    last = at;
  }
}

/** Whether `start … end` is one whole run of letters and digits. */
function isWholeRun(out: Analysis, start: number, end: number): boolean {
  const { units, length } = out;
  for (let at = start; at < end; ) {
    const character = characterAt(units, at, length);
    if (!isAlphanumeric(classOfCharacter(character))) return false;
    at += unitsOfCharacter(character);
  }
  return !isAlphanumericBefore(units, start, length) && !isAlphanumericAt(units, end, length);
}
