/**
 * Where are posting lists intersected? Here, by document frequency, rarest first: a document can only contain a piece of
 * the query if it has all required terms of the piece in one field. These terms do not depend on how the document or the
 * query was cut. (The lists are read and intersected by `TermLists` in ../context/term-lists.ts.)
 */
import { TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Term } from '../../index/term.ts';
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isLowSurrogate,
} from '../../text/characters.ts';
import { isHyphen } from '../../text/joints.ts';
import { isNumeral } from '../../text/numerals.ts';
import type { Span } from '../../text/span.ts';
import { uniteLists } from '../context/document-lists.ts';
import { addShareDense } from '../context/intersect-lists.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { isFunctionWord } from '../cut/function-words.ts';
import { joinHalfWords } from '../cut/half-words.ts';
import { findSpelling, type QuerySpelling } from '../cut/query-spellings.ts';
import { isOne, type NumberSpan } from '../numbers/find-numbers.ts';
import { collectRequiredTerms, minPlacedTerms, TermPlaces } from './list-required-terms.ts';

/**
 * What the matching documents are needed for: to be scored, so that the frequencies of the last list are read as well, to
 * be intersected with other lists, or to be united with them; then a character scores only among the best documents.
 */
export type MatchPurpose = 'score' | 'intersect' | 'unite';

/**
 * How single characters that were typed side by side become pieces. `indexed`: they are one piece where some document
 * contains their bigram (a name that is not a word of the index). `typed`: they are one piece in any case, with the numbers
 * beside them, since they were typed together; and an expression with a number (9月9日, 50公斤, 2022-09-05) is one piece.
 */
type PieceJoin = 'indexed' | 'typed';

/** A number of this length is a telephone or card number, which has no unit or counter beside it. */
const minLongNumberUnits = 7;

/** Whether a hyphen joins a number to the single characters before it: 歼-10. In 9月-10月 there are two dates. */
function isHyphened(units: Uint16Array, before: Span, word: Span): boolean {
  if (word.start !== before.end + 1 || !isHyphen(units[before.end])) return false;
  if (classOfUnit(units[word.start]) !== CharacterClass.Digit) return false;
  for (let at = before.start; at < before.end; at++) if (isAlphanumeric(classOfUnit(units[at]))) return false;
  return true;
}

const noSpellings: readonly QuerySpelling[] = [];

/** A look at a candidate takes a quarter of what decoding a document of a list takes. */
const minLooksPerDocument = 4;

/**
 * Whether a word belongs to an expression with a number that is one piece: not to a number alone, which is joined with what
 * stands beside it like any word, nor to 一个, 3:1 and the like.
 */
function isNumberPiece({ analysis: { units } }: QueryText, number: NumberSpan, word: Span): boolean {
  if (word.end <= number.start || word.start >= number.end) return false;
  if (number.isApart || isOne(units, number)) return false;
  return word.start > number.start || word.end < number.end || !isNumeral(units[number.end - 1]);
}

/** Matches pieces of query texts in some fields by their required terms. */
export class RequiredTerms {
  /** The required terms of the current span, and the document frequency of each in the current field. */
  private readonly terms: Term[] = [];
  private frequencies = new Uint32Array(64);
  /** The text whose places are known. */
  private placed: { readonly text: QueryText; readonly places: TermPlaces } | undefined;

  constructor(
    private readonly context: QueryContext,
    readonly fields: readonly TextReader[],
  ) {}

  /**
   * The documents that contain all required terms of a span in one field, ascending. For a name whose parts may be words
   * of their own (`iphone 15`), also the documents with all the parts.
   * @param candidates only these documents are looked for; default all
   */
  match(text: QueryText, span: Span, candidates?: PostingList, purpose: MatchPurpose = 'score'): PostingList {
    const matched = this.matchCollected(this.collect(text, span), candidates, purpose);
    if (!this.isApart(text, span)) return matched;
    const parts = this.matchCollected(this.collect(text, span, noSpellings), candidates, purpose);
    return uniteLists(matched, parts, this.context.borrowList());
  }

  /**
   * Adds a share to `QueryContext.sums` of the candidates that hold a character, by one look at each.
   * @returns false, and adds nothing, where `match` must be asked: the span is no character, or its list is shorter
   */
  addShare(text: QueryText, span: Span, candidates: PostingList, share: number): boolean {
    const { termLists, sums, loadsBytes, budget } = this.context;
    if (loadsBytes || this.isApart(text, span) || this.collect(text, span) !== 1) return false;
    const [term] = this.terms;
    if (term.kind !== TermKind.Character || budget.isSpent) return false;
    let documents = 0;
    for (const field of this.fields) documents = Math.max(documents, termLists.documentFrequency(field, term));
    if (documents * minLooksPerDocument < candidates.count) return false;
    const found = termLists.findDenseInFields(this.fields, term, candidates);
    if (found) addShareDense(found, candidates, share, sums);
    return found !== undefined;
  }

  private matchCollected(count: number, candidates: PostingList | undefined, purpose: MatchPurpose): PostingList {
    if (this.context.loadsBytes) this.gather(count);
    if (count === 1 && candidates && !this.context.budget.isSpent) {
      const united = this.context.termLists.findInFields(this.fields, this.terms[0], candidates);
      if (united) return united;
    }
    let matched: PostingList | undefined;
    for (const field of this.fields) {
      const inField = this.matchInField(field, count, candidates, purpose);
      matched = matched && matched.count > 0 ? uniteLists(matched, inField, this.context.borrowList()) : inField;
    }
    return matched ?? this.context.borrowList();
  }

  /** Loads the lists of the collected terms, in the fields that have all of them. */
  private gather(count: number): void {
    const { fields, terms } = this;
    const { termLists } = this.context;
    const needed = fields.map(() => true);
    gatherMissing(count * fields.length, i => {
      const field = i % fields.length;
      const term = terms[Math.floor(i / fields.length)];
      fields[field].want(1, () => term);
      if (termLists.documentFrequency(fields[field], term) === 0) needed[field] = false;
    });
    gatherMissing(count * fields.length, i => {
      const field = i % fields.length;
      if (needed[field]) fields[field].loadPostings(terms[Math.floor(i / fields.length)]);
    });
  }

  /** An upper bound of the number of documents that contain a span; no posting list is read. */
  maxDocuments(text: QueryText, span: Span): number {
    const max = this.maxDocumentsWith(this.collect(text, span));
    return this.isApart(text, span) ? max + this.maxDocumentsWith(this.collect(text, span, noSpellings)) : max;
  }

  /** @param count of the collected terms */
  private maxDocumentsWith(count: number): number {
    const { termLists, loadsBytes } = this.context;
    const { fields } = this;
    if (count === 0) return fields.length ? Number.POSITIVE_INFINITY : 0;
    if (loadsBytes)
      gatherMissing(count * fields.length, i => {
        termLists.documentFrequency(fields[i % fields.length], this.terms[Math.floor(i / fields.length)]);
      });
    let sum = 0;
    for (const field of fields) {
      let min = termLists.documentFrequency(field, this.terms[0]);
      for (let i = 1; i < count; i++) min = Math.min(min, termLists.documentFrequency(field, this.terms[i]));
      sum += min;
    }
    return sum;
  }

  private isApart({ spellings }: QueryText, span: Span): boolean {
    return spellings.length > 0 && findSpelling(spellings, span)?.isApart === true;
  }

  private collect(text: QueryText, span: Span, spellings = text.spellings): number {
    const maxCount = text.terms.length + spellings.length;
    if (this.frequencies.length < maxCount) this.frequencies = new Uint32Array(maxCount);
    return collectRequiredTerms(text, span, this.terms, spellings, this.placesOf(text));
  }

  private placesOf(text: QueryText): TermPlaces | undefined {
    if (text.terms.length < minPlacedTerms) return undefined;
    if (this.placed?.text !== text) this.placed = { text, places: new TermPlaces(text) };
    return this.placed.places;
  }

  /** Intersects the lists of the first `count` collected terms, rarest first. */
  private matchInField(
    field: TextReader,
    count: number,
    candidates: PostingList | undefined,
    purpose: MatchPurpose,
  ): PostingList {
    const { terms, frequencies } = this;
    const { termLists } = this.context;
    // Insertion sort by document frequency.
    for (let i = 0; i < count; i++) {
      const term = terms[i];
      const frequency = termLists.documentFrequency(field, term);
      let to = i;
      for (; to > 0 && frequencies[to - 1] > frequency; to--) {
        terms[to] = terms[to - 1];
        frequencies[to] = frequencies[to - 1];
      }
      terms[to] = term;
      frequencies[to] = frequency;
    }
    if (count === 0 || frequencies[0] === 0 || this.context.budget.isSpent) return this.context.borrowList();
    let matched = candidates;
    for (let i = 0; i < count; i++) {
      const term = terms[i];
      if (i < count - 1 || purpose === 'intersect') matched = termLists.findDocuments(field, term, matched);
      else if (matched) matched = termLists.findDocumentsToScore(field, term, matched);
      else if (purpose === 'unite' && term.kind === TermKind.Character)
        matched = termLists.findDocuments(field, term, undefined);
      else matched = termLists.readAll(field, term);
      if (matched.count === 0) break;
    }
    return matched!;
  }

  /**
   * The pieces of a words query, each of which a document must contain as it was typed: the words of the text, where
   * single characters side by side are joined to one piece.
   */
  splitIntoPieces(text: QueryText, join: PieceJoin = 'indexed'): Span[] {
    const { numbers } = text;
    const { units } = text.analysis;
    const isTyped = join === 'typed';
    const pieces: { start: number; end: number }[] = [];
    let canJoin = false;
    let nextNumber = isTyped ? 0 : numbers.length;
    for (const word of text.words) {
      const before = pieces[pieces.length - 1];
      while (nextNumber < numbers.length && numbers[nextNumber].end <= word.start) nextNumber++;
      if (nextNumber < numbers.length && isNumberPiece(text, numbers[nextNumber], word)) {
        const number = numbers[nextNumber];
        if (before !== undefined && before.end > number.start) before.end = Math.max(before.end, word.end);
        else pieces.push({ start: Math.min(number.start, word.start), end: Math.max(number.end, word.end) });
        canJoin = false;
        continue;
      }
      const first = classOfCharacter(characterAt(units, word.start, word.end));
      const isJoinable =
        (isOneCharacter(units, word) && !isAlphanumeric(first) && !(isTyped && isOfFunctionWord(text, word))) ||
        (isTyped &&
          first === CharacterClass.Digit &&
          word.end - word.start < minLongNumberUnits &&
          isAlphanumeric(classOfUnit(units[word.end - 1])));
      if (
        isJoinable &&
        canJoin &&
        (before.end === word.start
          ? isTyped || this.isIndexedBigram(text, word)
          : isTyped && isHyphened(units, before, word))
      )
        before.end = word.end;
      else pieces.push({ start: word.start, end: word.end });
      canJoin = isJoinable;
    }
    return pieces;
  }

  /** `joinHalfWords`, by the documents of the fields. */
  joinHalfWords(text: QueryText, pieces: readonly Span[]): readonly Span[] {
    return joinHalfWords(text, pieces, bigram => this.countBigram(text, bigram));
  }

  /** Whether some document contains the bigram that ends with this character. */
  private isIndexedBigram(text: QueryText, character: Span): boolean {
    const { units } = text.analysis;
    const start = character.start - (isLowSurrogate(units[character.start - 1]) ? 2 : 1);
    return this.countBigram(text, { start, end: character.end }) > 0;
  }

  /** The number of documents with a bigram of the text, summed over the fields. */
  private countBigram({ analysis: { units } }: QueryText, { start, end }: Span): number {
    const { scratchTerm, termLists } = this.context;
    const bigram = scratchTerm.set(TermKind.Bigram, units, start, end);
    return this.fields.reduce((sum, field) => sum + termLists.documentFrequency(field, bigram), 0);
  }
}

/**
 * Whether a character is a function word, or a half of one that the index does not know: 只 of 这只, 怎 and 么 of 怎么.
 */
function isOfFunctionWord({ analysis: { units, length } }: QueryText, { start, end }: Span): boolean {
  if (isFunctionWord(units, start, end)) return true;
  return (
    (start > 0 && isFunctionWord(units, start - 1, end)) || (end < length && isFunctionWord(units, start, end + 1))
  );
}
