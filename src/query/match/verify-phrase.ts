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

/** When this many texts are read for a phrase, a filter for the others is worth its table (half a millisecond). */
const filteredTexts = 200;

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
  /** Number of texts that were read. */
  private readCount = 0;
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
    const { buffer, typed, normal, filter } = this;
    if (filter && !field.mayContain(document, filter)) return false;
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
   * Rules texts out by their codes when many are read for one phrase; undefined before that, and for phrases that are found
   * in other forms than their own.
   */
  private get filter(): TextFilter | undefined {
    if (this.createdFilter || ++this.readCount !== filteredTexts) return this.createdFilter;
    const { phrases, typed, normal } = this;
    const isPlain = phrases.length === 1 && !phrases[0].hasSpellings && normal === typed;
    if (isPlain && !/[\ud800-\udfff]/.test(typed.texts[0]) && typed.texts[0] !== '')
      this.createdFilter = new TextFilter(unitsFromString(fold(typed.texts[0])));
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
