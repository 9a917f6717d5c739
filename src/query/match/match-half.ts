/** Matches documents that contain at least half of a query's pieces. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { filterDocuments, listSet, uniteLists } from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import type { DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { QueryText } from '../cut/cut-query.ts';
import { findSpelling, isInnerWord } from '../cut/query-spellings.ts';
import { maxVerified } from './constants.ts';
import { listRequiredTerms } from './list-required-terms.ts';
import type { RequiredTerms } from './required-terms.ts';
import { hasNumber } from './verify-numbers.ts';

/**
 * Of more pieces than this, the rarest count: nobody types as many single words of which half are enough, since a text of more than
 * a few words is a question.
 */
const maxPieces = 64;

/** After so many parts, the documents that cannot reach half any more are dropped. */
const partsBetweenLooks = 8;

/** A required term of a piece, or a whole piece. */
export interface Part {
  readonly piece: Span;
  readonly span: Span;
  /** How much of the piece it is. */
  readonly share: number;
  readonly maxDocuments: number;
}

/**
 * Finds the documents that contain at least half of the pieces. A piece counts by the share of its required terms that a
 * document contains, if that is more than half of them: 小龙 alone does not stand for 小龙虾. A piece with a number counts
 * as a whole or not at all: 12月2日 is not half of 9月9日. Of more than 64 pieces the 64 rarest count.
 */
export class HalfMatcher {
  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
    private readonly terms: RequiredTerms,
    private readonly createVerifier: (piece: Span) => DocumentVerifier | undefined,
  ) {}

  /** @param candidates only these documents are looked for; default all */
  match(text: QueryText, all: readonly Span[], candidates?: PostingList): PostingList {
    const pieces = this.keepRarest(text, all);
    const parts = listParts(text, pieces, this.terms);
    parts.sort((a, b) => a.maxDocuments - b.maxDocuments);
    const minShare = minSharesOf(pieces);
    if (minShare <= 1 && parts.every(({ share }) => share === 1)) return this.matchEach(text, parts, candidates);
    // A document without any of the rarest parts cannot reach half by the others: only the lists of the rarest are read whole.
    let commonShare = 0;
    let rarest = parts.length;
    while (rarest > 0 && commonShare + parts[rarest - 1].share < minShare) commonShare += parts[--rarest].share;
    const { sums } = this.context;
    const set = new DocumentSet(this.index.documentLimit);
    for (const { span, share } of parts.slice(0, rarest)) {
      const matched = this.matchSpan(text, span, candidates);
      set.addAll(matched.documents, matched.count);
      for (let i = 0; i < matched.count; i++) sums[matched.documents[i]] += share;
    }
    let left: PostingList = listSet(set, this.context.borrowList());
    let wanted = 0;
    for (const { span, share } of parts.slice(rarest)) {
      if (wanted-- === 0) {
        left = this.keepAtLeast(minShare - commonShare, left);
        wanted = partsBetweenLooks;
      }
      commonShare -= share;
      if (!this.createVerifier(span) && this.terms.addShare(text, span, left, share)) continue;
      const matched = this.matchSpan(text, span, left);
      for (let i = 0; i < matched.count; i++) sums[matched.documents[i]] += share;
    }
    const found = this.keepAtLeast(minShare, left);
    for (let i = 0; i < found.count; i++) sums[found.documents[i]] = 0;
    return this.dropHalves(text, parts, minShare, found);
  }

  /** `match` for whole pieces each of which is enough alone, as each of two words with one bigram is: nothing is summed. */
  private matchEach(text: QueryText, parts: readonly Part[], candidates: PostingList | undefined): PostingList {
    const { context } = this;
    let matched: PostingList = context.borrowList();
    for (const { span } of parts)
      matched = uniteLists(matched, this.matchSpan(text, span, candidates), context.borrowList());
    return matched;
  }

  private keepRarest(text: QueryText, pieces: readonly Span[]): readonly Span[] {
    if (pieces.length <= maxPieces) return pieces;
    const documents = new Map(pieces.map(piece => [piece, this.terms.maxDocuments(text, piece)]));
    const kept = new Set([...pieces].sort((a, b) => documents.get(a)! - documents.get(b)!).slice(0, maxPieces));
    return pieces.filter(piece => kept.has(piece));
  }

  /** The documents of a list whose sums are at least `minSum`; the sums of the others become 0. */
  private keepAtLeast(minSum: number, { documents, count }: PostingList): PostingList {
    const { sums } = this.context;
    const out = this.context.borrowList();
    out.reserve(count);
    for (let i = 0; i < count; i++) {
      const document = documents[i];
      if (sums[document] >= minSum) out.documents[out.count++] = document;
      else sums[document] = 0;
    }
    return out;
  }

  /** Drops the documents that do not reach the share when half of a piece or less does not count. */
  private dropHalves(text: QueryText, parts: readonly Part[], minShare: number, found: PostingList): PostingList {
    if (found.count === 0 || parts.every(({ share }) => share === 1)) return found;
    const { sums, wordSums } = this.context;
    for (const piece of new Set(parts.map(part => part.piece))) {
      const minPiece = minShareOf(text, piece);
      for (const { span, share } of parts.filter(part => part.piece === piece)) {
        const matched = this.matchSpan(text, span, found);
        for (let i = 0; i < matched.count; i++) wordSums[matched.documents[i]] += share;
      }
      for (let i = 0; i < found.count; i++) {
        const document = found.documents[i];
        if (wordSums[document] > minPiece) sums[document] += wordSums[document];
        wordSums[document] = 0;
      }
    }
    const out = this.keepAtLeast(minShare, found);
    for (let i = 0; i < out.count; i++) sums[out.documents[i]] = 0;
    return out;
  }

  private matchSpan(text: QueryText, span: Span, candidates: PostingList | undefined): PostingList {
    const list = this.terms.match(text, span, candidates, 'unite');
    const verify = list.count <= maxVerified ? this.createVerifier(span) : undefined;
    return verify ? filterDocuments(list, verify, this.context.borrowList()) : list;
  }
}

/** What may count of each piece: its required terms, or all of it. */
export function listParts(text: QueryText, pieces: readonly Span[], terms: RequiredTerms): Part[] {
  return pieces.flatMap(piece => {
    // A run without its sign is half of it: `c` of `c++`.
    const isWhole =
      findSpelling(text.spellings, piece) !== undefined ||
      ((hasNumber(text, piece) || hasDigit(text, piece)) && !isInnerWord(text, piece));
    const spans: readonly Span[] = isWhole ? [piece] : listRequiredTerms(text, piece);
    return spans.map(span => ({
      piece,
      span,
      share: 1 / spans.length,
      maxDocuments: terms.maxDocuments(text, span),
    }));
  });
}

/** The share of a piece that must be exceeded to count: half of Han characters. */
export function minShareOf(text: QueryText, piece: Span): number {
  // A run without its sign is half of it and counts: `c` of `c++`.
  const isHan = classOfUnit(text.analysis.units[piece.start]) === CharacterClass.Han;
  return isHan ? 0.5 + 1e-9 : 0;
}

/** Slightly less than half of the pieces: shares of a third do not add up to exactly one. */
export function minSharesOf(pieces: readonly Span[]): number {
  return pieces.length / 2 - 1e-9;
}

function hasDigit({ analysis }: QueryText, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (classOfUnit(analysis.units[at]) === CharacterClass.Digit) return true;
  return false;
}
