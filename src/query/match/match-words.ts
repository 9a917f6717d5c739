/** Matches words queries: which pieces of the typed words a document must contain. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { createUnitSet } from '../../text/units.ts';
import { filterDocuments, listSet, uniteLists } from '../context/document-lists.ts';
import type { DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { isAskedFor, isFunctionWord } from '../cut/function-words.ts';
import { joinHalfWords } from '../cut/half-words.ts';
import { enoughDocuments, maxVerified } from './constants.ts';
import { HalfMatcher } from './match-half.ts';
import type { RequiredTerms } from './required-terms.ts';
import { WholeTitles } from './whole-titles.ts';

/**
 * Which words of a query a document must contain:
 *
 * - `all`: all of them;
 * - `content`: all content words, that is, all but function words (的, 如何); or one of them is its whole title;
 * - `atLeastHalf`: at least half of the content words;
 * - `any`: one of them;
 * - `anyWord`: one content word that is not a single character beside others;
 * - `discriminative`: one that few documents contain (`WordsMatcher.matchDiscriminative`).
 */
export type WordsNeeded = 'all' | 'content' | 'atLeastHalf' | 'any' | 'anyWord' | 'discriminative';

/** A word of a question in more than this share of the documents is not discriminative. */
export const maxDiscriminativeShare = 0.25;

/** Number of pieces that a function word falls apart into, at most. */
const maxFunctionWordPieces = 3;

/** Brackets, folded, around what is not the topic of a headline; 《》 enclose the name of a work. */
const openingBrackets = /* @__PURE__ */ createUnitSet('【[(〔〖');
const closingBrackets = /* @__PURE__ */ createUnitSet('】])〕〗');

/** A cut text, and the required terms of its pieces in the fields that are searched. */
export interface WordsText {
  readonly text: QueryText;
  readonly terms: RequiredTerms;
}

/** Matches the words of one query text after the other. */
export class WordsMatcher {
  readonly wholeTitles: WholeTitles;

  /** @param createVerifier see `createNumberVerifier` */
  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
    private readonly createVerifier: (words: WordsText, pieces: readonly Span[]) => DocumentVerifier | undefined,
  ) {
    this.wholeTitles = new WholeTitles(index, context);
  }

  /**
   * The documents that contain the words, ascending.
   * @param candidates only these documents are looked for; default all
   */
  match(words: WordsText, needed: WordsNeeded, candidates?: PostingList): PostingList {
    const { text, terms } = words;
    const isTyped = needed === 'content' || needed === 'atLeastHalf' || needed === 'anyWord';
    const pieces = terms.splitIntoPieces(text, isTyped ? 'typed' : 'indexed');
    if (!pieces.length) return this.context.borrowList();
    switch (needed) {
      case 'all':
        return this.matchAll(words, pieces, candidates);
      case 'any':
        return this.matchAny(words, pieces, candidates);
      case 'content':
        return this.matchContent(words, selectContentPieces(text, pieces), candidates);
      case 'anyWord':
        return this.matchAnyWhole(
          words,
          dropSingleCharacters(text, joinHalfWords(text, selectContentPieces(text, pieces))),
          candidates,
        );
      case 'discriminative':
        return this.matchDiscriminative(words, selectContentPieces(text, pieces), candidates);
      case 'atLeastHalf': {
        const verifier = (piece: Span) => this.createVerifier(words, [piece]);
        const matcher = new HalfMatcher(this.index, this.context, terms, verifier);
        return matcher.match(text, joinHalfWords(text, selectContentPieces(text, pieces)), candidates);
      }
    }
  }

  private matchContent(words: WordsText, pieces: readonly Span[], candidates: PostingList | undefined): PostingList {
    const matched = this.matchAll(words, pieces, candidates);
    const titled = this.wholeTitles.match(words.text, pieces, words.terms, candidates);
    return titled.count > 0 ? uniteLists(matched, titled, this.context.borrowList()) : matched;
  }

  /** Looks up the rarest piece first, and the others among the documents that are left. */
  private matchAll(
    { text, terms }: WordsText,
    pieces: readonly Span[],
    candidates: PostingList | undefined,
  ): PostingList {
    if (pieces.length === 1) return terms.match(text, pieces[0], candidates);
    if (this.context.loadsBytes) gatherPieces(text, terms, pieces, candidates);
    const rarestFirst: Span[] = [];
    const maxDocuments: number[] = [];
    for (const piece of pieces) {
      const max = terms.maxDocuments(text, piece);
      if (max === 0) return this.context.borrowList();
      let to = maxDocuments.length;
      for (; to > 0 && maxDocuments[to - 1] > max; to--) {
        rarestFirst[to] = rarestFirst[to - 1];
        maxDocuments[to] = maxDocuments[to - 1];
      }
      rarestFirst[to] = piece;
      maxDocuments[to] = max;
    }
    let matched = candidates;
    for (let i = 0; i < rarestFirst.length; i++) {
      if (matched?.count === 0) return this.context.borrowList();
      const isLast = i === rarestFirst.length - 1;
      matched = terms.match(text, rarestFirst[i], matched, isLast ? 'score' : 'intersect');
    }
    return matched!;
  }

  private matchAny(
    { text, terms }: WordsText,
    pieces: readonly Span[],
    candidates: PostingList | undefined,
  ): PostingList {
    if (pieces.length === 1) return terms.match(text, pieces[0], candidates);
    const { scratchSet } = this.context;
    scratchSet.clear();
    gatherMissing(pieces.length, i => {
      const matched = terms.match(text, pieces[i], candidates, 'unite');
      scratchSet.addAll(matched.documents, matched.count);
    });
    return listSet(scratchSet, this.context.borrowList());
  }

  /** `matchAny`, where numbers must stand as they were typed: 9月 here and 9日 there is not 9月9日. */
  private matchAnyWhole(words: WordsText, pieces: readonly Span[], candidates: PostingList | undefined): PostingList {
    const { scratchSet, loadsBytes } = this.context;
    if (loadsBytes) gatherMissing(pieces.length, i => void words.terms.match(words.text, pieces[i], candidates));
    const lists = pieces.map(piece => {
      const list = words.terms.match(words.text, piece, candidates);
      const verify = list.count <= maxVerified ? this.createVerifier(words, [piece]) : undefined;
      return verify ? filterDocuments(list, verify, this.context.borrowList()) : list;
    });
    scratchSet.clear();
    for (const { documents, count } of lists) scratchSet.addAll(documents, count);
    return listSet(scratchSet, this.context.borrowList());
  }

  /**
   * Matches a question: documents with one of its words of two characters or more that at most a quarter of the documents
   * contain. If these are fewer than ten, with any of its words; if still fewer, also with its pieces that are not words
   * of the index, and with characters that were typed alone.
   */
  private matchDiscriminative(
    words: WordsText,
    pieces: readonly Span[],
    candidates: PostingList | undefined,
  ): PostingList {
    const { text, terms } = words;
    const longPieces = pieces.filter(piece => !isOneCharacter(text.analysis.units, piece));
    const maxDocuments = this.index.documentCount * maxDiscriminativeShare;
    const discriminative = longPieces.filter(piece => terms.maxDocuments(text, piece) <= maxDocuments);
    for (const some of [discriminative, longPieces]) {
      const matched = some.length ? this.matchAny(words, some, candidates) : undefined;
      if (matched && matched.count >= enoughDocuments) return matched;
    }
    const typed = selectContentPieces(text, terms.splitIntoPieces(text, 'typed'));
    return this.matchAny(words, dropSingleCharacters(text, typed), candidates);
  }
}

/**
 * The pieces that are neither function words nor in brackets: a rubric (【时政】) or a remark (（图）) of a pasted headline
 * is no condition. Neither is what is asked for at the end (石桥村通车 时间). When there are no others, what was typed
 * without a space is one piece: 你在等我吗 is found as it stands.
 */
export function selectContentPieces(text: QueryText, pieces: readonly Span[]): readonly Span[] {
  const { units } = text.analysis;
  const content: Span[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const end = findFunctionWordEnd(units, pieces, i);
    if (end > i) i = end - 1;
    else content.push(pieces[i]);
  }
  if (!content.length) return joinTouching(pieces);
  const last = content[content.length - 1];
  if (content.length > 1 && isAskedFor(units, last.start, last.end)) content.pop();
  const outside = dropBracketed(text, content);
  return outside.length ? outside : content;
}

/** Drops the pieces in brackets. A bracket that is not closed ends with the text. */
function dropBracketed({ analysis: { units, length } }: QueryText, pieces: readonly Span[]): readonly Span[] {
  let outside: Span[] | undefined;
  let depth = 0;
  let next = 0;
  for (let at = 0; at < length; at++) {
    if (openingBrackets.has(units[at])) {
      if (depth++ > 0) continue;
      outside ??= [];
      for (; next < pieces.length && pieces[next].start < at; next++) outside.push(pieces[next]);
    } else if (depth > 0 && closingBrackets.has(units[at]) && --depth === 0)
      while (next < pieces.length && pieces[next].start < at) next++;
  }
  if (outside === undefined) return pieces;
  if (depth === 0) outside.push(...pieces.slice(next));
  return outside;
}

/** The index behind the pieces that begin at `first` and are together a function word; `first` if there are none. */
function findFunctionWordEnd(units: Uint16Array, pieces: readonly Span[], first: number): number {
  const { start } = pieces[first];
  let end = first;
  // 哪里 is a function word also where the index does not know it and 里 is a piece of its own.
  for (let last = first; last < pieces.length && last < first + maxFunctionWordPieces; last++) {
    if (last > first && pieces[last - 1].end !== pieces[last].start) break;
    if (isFunctionWord(units, start, pieces[last].end)) end = last + 1;
  }
  return end;
}

function joinTouching(pieces: readonly Span[]): readonly Span[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of pieces) {
    const before = joined[joined.length - 1];
    if (before?.end === start) before.end = end;
    else joined.push({ start, end });
  }
  return joined;
}

/** Drops single characters beside other pieces: 南 and 村 of 南保村 say nothing about it. */
export function dropSingleCharacters(text: QueryText, pieces: readonly Span[]): readonly Span[] {
  const { units } = text.analysis;
  return pieces.filter(
    (piece, i) =>
      !isOneCharacter(units, piece) || (pieces[i - 1]?.end !== piece.start && pieces[i + 1]?.start !== piece.end),
  );
}

/** Loads what `match` reads for each piece; nothing where one piece is in no document. @throws MissingBytes after all of it */
function gatherPieces(
  text: QueryText,
  terms: RequiredTerms,
  pieces: readonly Span[],
  candidates: PostingList | undefined,
): void {
  let isPossible = true;
  gatherMissing(pieces.length, i => {
    if (terms.maxDocuments(text, pieces[i]) === 0) isPossible = false;
  });
  if (isPossible) gatherMissing(pieces.length, i => void terms.match(text, pieces[i], candidates));
}
