/**
 * Does a text contain a phrase? Asked for the candidates that the terms of a phrase gave (match-phrase.ts): their texts are
 * read.
 */

import { TermKind } from '../../../analysis/analysis.ts';
import { listSignPairs } from '../../../index/columns/text-signs.ts';
import type { TextReader } from '../../../index/index-reader.ts';
import { PostingList } from '../../../index/posting-list.ts';
import { ReusableTerm, type Term } from '../../../index/term.ts';
import { TextFilter } from '../../../index/text-filter.ts';
import { WideTextFilter } from '../../../index/wide-text-filter.ts';
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isGramClass,
  unitsOfCharacter,
} from '../../../text/characters.ts';
import { areSame, hasDistinctForms, isTraditionalQuote, isTraditionalText } from '../../../text/distinct-forms.ts';
import { fold } from '../../../text/folding.ts';
import { isHyphen } from '../../../text/joints.ts';
import { MatchList, NeedleMatcher } from '../../../text/needle-matcher.ts';
import { isNormal, normalize } from '../../../text/normal-form.ts';
import type { UnitBuffer } from '../../../text/unit-buffer.ts';
import { stringFromUnits, unitsFromString } from '../../../text/units.ts';
import type { Budget } from '../../context/budget.ts';
import { uniteLists } from '../../context/document-lists.ts';
import type { DocumentText } from '../../context/document-text.ts';

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
  private filter: TextFilter | undefined;
  /** Rules out texts before they are read, for more phrases than `filter` holds; made when many are looked at together. */
  private wideFilter: WideTextFilter | undefined;
  private readonly document = new Uint32Array(1);
  private readonly possible = new Uint8Array(1);
  /** By field and document: 0 where `wideFilter` was not asked ahead, 1 where it rules the text out, 2 where it does not. */
  private readonly ahead = new Map<TextReader, Uint8Array>();

  constructor(
    private readonly phrases: readonly Phrase[],
    private readonly text: DocumentText,
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
    const { text, typed, normal } = this;
    if (this.wideFilter) {
      const said = this.ahead.get(field)?.[document] || 1 + Number(this.isPossible(field, document, this.wideFilter));
      if (said === 1) return false;
    }
    const { original, folded } = text.read(field, document);
    const { length } = original;
    const at = typed.matcher.findFirst(folded, length);
    if (at >= 0 && !typed.isDistinct) return true;
    const isTextNormal = isNormal(folded, length);
    // A text in normal form is its own normal form.
    const isNormalAt = at < 0 && isTextNormal && normal !== typed ? normal.matcher.findFirst(folded, length) : -1;
    if (at < 0 && isTextNormal && (isNormalAt < 0 || !normal.isDistinct)) return isNormalAt >= 0;
    if (at >= 0 && typed.texts.some(phrase => isWrittenAt(phrase, original, at))) return true;
    const whole = stringFromUnits(original.units, 0, length);
    return (
      (at >= 0 && this.isInForm(typed, whole)) ||
      (!(isTextNormal && normal === typed) && this.isInForm(normal, normalize(whole)))
    );
  }

  private isPossible(field: TextReader, document: number, filter: WideTextFilter): boolean {
    this.document[0] = document;
    this.possible[0] = 0;
    field.markPossible(this.document, filter, this.possible);
    return this.possible[0] === 1;
  }

  /** Whether `lookAhead` saves time: for more phrases than `keepPossible` takes. */
  get canLookAhead(): boolean {
    const { length } = this.phrases;
    return length > TextFilter.maxStrings && length <= WideTextFilter.maxStrings && this.isPlain;
  }

  /** Looks at the codes of some texts together, so that `isIn` need not look at one after the other. */
  lookAhead(fields: readonly TextReader[], documents: Uint32Array, documentLimit: number): void {
    if (!this.canLookAhead) return;
    const { phrases, ahead } = this;
    this.wideFilter ??= new WideTextFilter(phrases.map(phrase => unitsFromString(filteredText(phrase)!)));
    const { wideFilter } = this;
    const ascending = documents.slice().sort();
    for (const field of fields) {
      let said = ahead.get(field);
      if (!said) ahead.set(field, (said = new Uint8Array(documentLimit)));
      const possible = new Uint8Array(ascending.length);
      field.markPossible(ascending, wideFilter, possible);
      for (let i = 0; i < ascending.length; i++) said[ascending[i]] = 1 + possible[i];
    }
  }

  /** Whether the phrases have no other forms than their own, so that codes of texts can tell where they are not. */
  private get isPlain(): boolean {
    const { phrases, typed, normal } = this;
    return normal === typed && phrases.every(phrase => filteredText(phrase) !== undefined);
  }

  /** Whether many texts can be ruled out at once: not for too many phrases. */
  get canFilter(): boolean {
    return this.isPlain && this.phrases.length <= TextFilter.maxStrings;
  }

  /**
   * Writes the documents of a list that may contain one of the phrases by the codes of their texts; of those that are looked
   * at before the budget is spent.
   */
  keepPossible(fields: readonly TextReader[], list: PostingList, out: PostingList, budget: Budget): PostingList {
    const phrases = this.phrases.map(phrase => unitsFromString(filteredText(phrase)!));
    this.filter ??= new TextFilter(phrases);
    out.count = 0;
    for (const field of fields) {
      const left = phrases
        .map(phrase => keepUnfollowed(field, listUnfollowed(phrase), keepSigns(field, phrase, list)))
        .reduce((a, b) => (a === list || b === list ? list : uniteLists(a, b, new PostingList())));
      const documents = left.documents.subarray(0, left.count);
      const possible = new Uint8Array(left.count);
      for (let from = 0; from < left.count && !budget.isSpent; from += filteredTogether) {
        const to = Math.min(left.count, from + filteredTogether);
        field.markPossible(documents.subarray(from, to), this.filter, possible.subarray(from, to));
      }
      const inField = new PostingList();
      inField.reserve(left.count);
      for (let i = 0; i < left.count; i++) if (possible[i] === 1) inField.documents[inField.count++] = documents[i];
      const before = new PostingList();
      before.swapArrays(out);
      before.count = out.count;
      uniteLists(before, inField, out);
    }
    return out;
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

/**
 * What stands in every text with the phrase, folded: the phrase itself; of a name with other spellings (9 ℃ for 9℃) a sign in it, since its
 * letters and digits have lists of documents. Undefined if there is nothing that the codes of texts could be asked for.
 */
function filteredText({ text, hasSpellings }: Phrase): string | undefined {
  if (text === '' || /[\ud800-\udfff]/.test(text)) return undefined;
  const folded = fold(text);
  return hasSpellings ? /[^\p{L}\p{N}\p{M}\s]/u.exec(folded)?.[0] : folded;
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

/** The codes of this many texts are looked at without asking whether there is time: some 3 ms. */
const filteredTogether = 2048;

/** In fewer documents than this, reading the bigrams of a character takes longer than filtering the texts. */
const minUnfollowed = 1500;

/** The documents of a list that may hold the pairs of signs of a phrase; the list itself where the phrase has none. */
function keepSigns(field: TextReader, phrase: Uint16Array, list: PostingList): PostingList {
  const pairs = listSignPairs(phrase, phrase.length);
  if (pairs.length === 0) return list;
  const out = new PostingList();
  field.keepSigns(list, pairs, out);
  return out;
}

/** The documents of a list in which each of the characters is unfollowed somewhere (`TextReader.readUnfollowed`). */
function keepUnfollowed(field: TextReader, characters: readonly Term[], list: PostingList): PostingList {
  let left = list;
  for (const character of characters) {
    if (left.count < minUnfollowed) break;
    const out = new PostingList();
    field.readUnfollowed(character, left, out);
    left = out;
  }
  return left;
}

/** The characters of folded units behind which stand signs or blanks only, whatever follows the units in a text. */
function listUnfollowed(units: Uint16Array): Term[] {
  const { length } = units;
  const terms: Term[] = [];
  for (let at = 0; at < length; ) {
    const character = characterAt(units, at, length);
    const end = at + unitsOfCharacter(character);
    const isFollowed = (from: number) => {
      if (from >= length) return true;
      const next = classOfCharacter(characterAt(units, from, length));
      return isGramClass(next) || isAlphanumeric(next);
    };
    const isJoint = end < length && (isHyphen(units[end]) || classOfUnit(units[end]) === CharacterClass.Space);
    if (isGramClass(classOfCharacter(character)) && !isFollowed(end) && !(isJoint && end + 1 >= length))
      if (!isJoint || !isAlphanumeric(classOfCharacter(characterAt(units, end + 1, length))))
        terms.push(new ReusableTerm().set(TermKind.Character, units, at, end));
    at = end;
  }
  return terms;
}
