/**
 * Does a text contain a phrase? Asked for the candidates that the terms of a phrase gave (match-phrase.ts): their texts are
 * read.
 */
import type { TextReader } from '../../index/index-reader.ts';
import { TextFilter } from '../../index/text-filter.ts';
import { areSame, hasDistinctForms, isTraditionalQuote, isTraditionalText } from '../../text/distinct-forms.ts';
import { fold, foldInPlace } from '../../text/folding.ts';
import { MatchList, NeedleMatcher } from '../../text/needle-matcher.ts';
import { isNormal, normalize } from '../../text/normal-form.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits, unitsFromString } from '../../text/units.ts';
import { DocumentSet } from '../context/document-set.ts';

/** A text to be found as it stands. */
export interface Phrase {
  /** Any string; an empty one is found nowhere. */
  readonly text: string;
  /** Whether a Latin word or number at its end may continue. */
  readonly isPrefix: boolean;
  /** Whether a number at its ends must be whole, also one in Han characters. */
  readonly hasWholeNumbers?: boolean;
  /** Whether it is a day of a month that must have no year before it. */
  readonly isWithoutYear?: boolean;
  /** Whether other spellings of its names of letters and digits are found too; then it has no signs and spaces in them. */
  readonly hasSpellings?: boolean;
}

/** Phrases in one form. */
interface FormMatcher {
  readonly texts: readonly string[];
  readonly matcher: NeedleMatcher;
  /** Whether some text has characters that folding joins with other words. */
  readonly isDistinct: boolean;
}

/**
 * Tells whether texts contain one of some phrases.
 *
 * Law: a text contains a phrase when the folded text contains the folded phrase, or the same holds of the normal forms of both
 * (../../text/normal-form.ts); characters that folding joins must be the same words (../../text/distinct-forms.ts).
 */
export class PhraseVerifier {
  private readonly typed: FormMatcher;
  /** The phrases in normal form; the same as `typed` when they were typed in it. */
  private readonly normal: FormMatcher;
  private readonly matches = new MatchList();
  /** By field: the documents whose texts contain none of the phrases by their codes. */
  private readonly ruledOut = new Map<TextReader, DocumentSet>();
  private createdFilter: TextFilter | undefined;

  constructor(
    private readonly phrases: readonly Phrase[],
    private readonly buffer: UnitBuffer,
  ) {
    const typed = phrases.map(({ text }) => text);
    const normal = typed.map(normalize);
    this.typed = this.createMatcher(typed);
    this.normal = normal.every((text, i) => text === typed[i]) ? this.typed : this.createMatcher(normal);
  }

  private createMatcher(texts: readonly string[]): FormMatcher {
    const { phrases } = this;
    const matcher = new NeedleMatcher(texts.map(fold), {
      isPrefix: needle => phrases[needle].isPrefix,
      hasSpellings: needle => phrases[needle].hasSpellings === true,
    });
    phrases.forEach((phrase, needle) => {
      if (phrase.hasWholeNumbers) matcher.requireWholeNumbers(needle);
      if (phrase.isWithoutYear) matcher.requireNoYear(needle);
    });
    return { texts, matcher, isDistinct: texts.some(hasDistinctForms) };
  }

  /** Whether the text of a document contains one of the phrases. */
  isIn(field: TextReader, document: number): boolean {
    const { buffer, typed, normal } = this;
    if (this.ruledOut.get(field)?.has(document)) return false;
    field.readText(document, buffer);
    foldInPlace(buffer.units, buffer.length);
    const isTextNormal = isNormal(buffer.units, buffer.length);
    const at = typed.matcher.findFirst(buffer.units, buffer.length);
    if (at >= 0 && !typed.isDistinct) return true;
    if (at < 0 && isTextNormal && normal === typed) return false;
    field.readText(document, buffer);
    if (at >= 0 && typed.texts.some(text => isWrittenAt(text, buffer, at))) return true;
    const text = stringFromUnits(buffer.units, 0, buffer.length);
    return (
      this.isInForm(typed, text) || (!(isTextNormal && normal === typed) && this.isInForm(normal, normalize(text)))
    );
  }

  /**
   * Rules documents out by the codes of their texts, all at once; none for phrases that are found in other forms than their
   * own, or when there are too many.
   * @param documentLimit all document numbers are below it
   */
  ruleOut(fields: readonly TextReader[], documents: Uint32Array, documentLimit: number): void {
    const filter = this.createFilter();
    if (!filter) return;
    const expected = new DocumentSet(documentLimit).addAll(documents, documents.length);
    const ascending = new Uint32Array(documents.length);
    expected.copyTo(ascending);
    for (const field of fields) {
      const possible = new Uint8Array(ascending.length);
      field.markPossible(ascending, filter, possible);
      const out = this.ruledOut.get(field) ?? new DocumentSet(documentLimit);
      this.ruledOut.set(field, out);
      for (let i = 0; i < ascending.length; i++) if (possible[i] === 0) out.add(ascending[i]);
    }
  }

  private createFilter(): TextFilter | undefined {
    const { phrases, typed, normal } = this;
    const isPlain = normal === typed && phrases.every(({ text, hasSpellings }) => text !== '' && !hasSpellings);
    if (!isPlain || phrases.length > TextFilter.maxStrings) return undefined;
    if (typed.texts.some(text => /[\ud800-\udfff]/.test(text))) return undefined;
    this.createdFilter ??= new TextFilter(typed.texts.map(text => unitsFromString(fold(text))));
    return this.createdFilter;
  }

  /** Whether an unfolded text contains one of the phrases. */
  private isInForm({ texts, matcher, isDistinct }: FormMatcher, text: string): boolean {
    const { matches } = this;
    const units = unitsFromString(fold(text));
    if (!isDistinct) return matcher.findFirst(units, units.length) >= 0;
    matcher.find(units, units.length, matches);
    let isTraditional: boolean | undefined;
    const isTextTraditional = () => (isTraditional ??= isTraditionalText(text));
    for (let i = 0; i < matches.count; i++) {
      const quoted = texts[matches.needles[i]];
      // Another spelling of a name (GPT-4 for GPT4) has no Han characters that could differ.
      if (matches.ends[i] - matches.starts[i] !== quoted.length) return true;
      if (isSameAt(quoted, text, matches.starts[i], isTextTraditional)) return true;
    }
    return false;
  }
}

/** Whether a phrase is written in a text at `at` with the same characters. */
function isWrittenAt(phrase: string, { units, length }: UnitBuffer, at: number): boolean {
  if (at + phrase.length > length) return false;
  for (let i = 0; i < phrase.length; i++) if (phrase.charCodeAt(i) !== units[at + i]) return false;
  return true;
}

/** Whether the characters of a phrase are those of a text, where their folded forms are equal. */
function isSameAt(quoted: string, text: string, start: number, isTextTraditional: () => boolean): boolean {
  let scripts: { isQuoteTraditional: boolean; isTextTraditional: () => boolean } | undefined;
  for (let at = 0; at < quoted.length; at++) {
    if (quoted[at] === text[start + at]) continue;
    scripts ??= { isQuoteTraditional: isTraditionalQuote(quoted), isTextTraditional };
    if (!areSame(quoted[at], text[start + at], scripts)) return false;
  }
  return true;
}
