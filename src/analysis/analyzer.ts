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
import { foldInto, foldingVersion } from '../text/folding.ts';
import { type Analysis, TermKind } from './analysis.ts';
import { flagGrams, GramFlag, maxRunUnits } from './grams.ts';

/**
 * The version of the rules of terms, in the fingerprint of every analysis. It goes up with every change after which some
 * text has other terms by the same folding and segmenter: of the classes of characters (`text/characters.ts`; without a
 * segmenter nothing else tells of these), of pairs, of runs. It is counted from the first release on, in which ー is kana.
 */
export const termsVersion = 'terms1';

/**
 * Text to terms: one rule for documents (`analyzeDocument`) and for queries, which are cut by the words of the index
 * instead (`analyzeGrams`).
 *
 * Law: every character of a script without blanks is a term, and so is every pair of neighbours, one of which may be
 * the letter or digit at the edge of a run, and every run of letters and digits of at most 64 units. So whatever a reader
 * can quote is found by its terms, however it was cut; words (from the segmenter) only add to that.
 */
export class Analyzer {
  /** Names the folding, the rules and the words; an index keeps it, and takes documents of no other. */
  readonly fingerprint: string;

  /** @param segmenter cuts words; without one only characters, pairs and runs of letters and digits are terms. */
  constructor(readonly segmenter?: Segmenter) {
    this.fingerprint = `${termsVersion} ${foldingVersion} ${segmenter ? segmenter.fingerprint : 'no words'}`;
  }

  /**
   * Fills `out` with the folded text and lists its terms: first grams and runs by place, then words, those of the path
   * before the others. For who compares (plain BM25, slow twins): an index has no use for the list.
   */
  analyze(text: string, out: Analysis): void {
    this.prepare(text, out);
    analyzeGrams(out);
    const { tokens } = out;
    for (let i = 0; i < tokens.count; i++)
      if (isWordTerm(out, i))
        out.push(i < tokens.pathCount ? TermKind.Word : TermKind.InnerWord, tokens.starts[i], tokens.ends[i]);
  }

  /**
   * The same for a document that is to be indexed, of which nothing is listed: characters and pairs stand in `out.marks`,
   * runs in `out.runs`, words in `out.tokens`.
   */
  analyzeDocument(text: string, out: Analysis): void {
    this.prepare(text, out);
    out.fieldLength = flagGrams(out.units, out.length, out.gramFlags, out.runs);
  }

  private prepare(text: string, out: Analysis): void {
    out.reset(text.length);
    foldInto(text, out.units);
    this.segmenter?.termsInto(out.units, out.length, out.tokens);
  }
}

/** Whether a token of the analysis is a term: a word that no run of letters and digits is already. */
export function isWordTerm(analysis: Analysis, token: number): boolean {
  const { kinds, starts, ends } = analysis.tokens;
  const kind = kinds[token];
  if (kind >= TokenKind.Symbol || ends[token] - starts[token] > maxRunUnits) return false;
  return kind === TokenKind.Han || !isWholeRun(analysis, starts[token], ends[token]);
}

/** Characters, pairs, and runs of letters and digits of `out.units`: what can be said without a dictionary. */
export function analyzeGrams(out: Analysis): void {
  const { units, length, gramFlags, runs } = out;
  out.fieldLength = flagGrams(units, length, gramFlags, runs);
  let last = 0;
  let run = 0;
  for (let at = 0; at < length; at++) {
    const mark = gramFlags[at];
    if (mark === 0) continue;
    if ((mark & GramFlag.Run) !== 0) {
      out.push(TermKind.Word, runs[run], runs[run + 1]);
      run += 2;
    }
    if ((mark & (GramFlag.Character | GramFlag.Edge)) === 0) continue;
    const end = at + characterLengthAt(units, at);
    if ((mark & GramFlag.Character) !== 0) out.push(TermKind.Character, at, end);
    if ((mark & GramFlag.Bigram) !== 0) {
      if (last + characterLengthAt(units, last) === at) out.push(TermKind.Bigram, last, end);
      else out.pushSeparated(TermKind.Bigram, last, at);
    }
    last = at;
  }
}

/** Whether the token is one whole run of letters and digits, which is a term already. */
function isWholeRun(out: Analysis, start: number, end: number): boolean {
  const { units, length } = out;
  for (let at = start; at < end; ) {
    const character = characterAt(units, at, length);
    if (!isAlphanumeric(classOfCharacter(character))) return false;
    at += unitsOfCharacter(character);
  }
  return !isAlphanumericBefore(units, start, length) && !isAlphanumericAt(units, end, length);
}
