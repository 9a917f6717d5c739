import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { filterDocuments, listSet } from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { QueryText } from '../cut/cut-query.ts';
import { maxVerified } from './constants.ts';
import { listRequiredTerms, type RequiredTerms } from './required-terms.ts';
import type { DocumentVerifier } from './verify-numbers.ts';

/**
 * Finds the documents that hold at least half of a query's pieces; a piece counts by the share of its pairs held, one with
 * a number whole or not at all: 12月2日 is no half of 9月9日.
 */
export class HalfMatcher {
  constructor(
    private readonly index: IndexReader,
    private readonly memory: QueryContext,
    private readonly finder: RequiredTerms,
    private readonly proofOf: (piece: Span) => DocumentVerifier | undefined,
  ) {}

  match(text: QueryText, pieces: readonly Span[], among?: PostingList): PostingList {
    const needs: { span: Span; share: number; frequency: number }[] = [];
    for (const piece of pieces) {
      const parts: readonly Span[] = hasNumber(text, piece) ? [piece] : listRequiredTerms(text, piece);
      for (const span of parts)
        needs.push({ span, share: 1 / parts.length, frequency: this.finder.maxDocuments(text, span) });
    }
    needs.sort((a, b) => a.frequency - b.frequency);
    // A hair less than half: shares of a third do not add up to a whole.
    const enough = pieces.length / 2 - 1e-9;
    // Who holds none of the rarest cannot come to half by the rest: only the rarest are read whole.
    let rest = 0;
    let rarest = needs.length;
    while (rarest > 0 && rest + needs[rarest - 1].share < enough) rest += needs[--rarest].share;
    const { sums } = this.memory;
    const set = new DocumentSet(this.index.documentLimit);
    for (const { span, share } of needs.slice(0, rarest)) {
      const holding = this.matchSpan(text, span, among);
      set.addAll(holding.documents, holding.count);
      for (let i = 0; i < holding.count; i++) sums[holding.documents[i]] += share;
    }
    const candidates = listSet(set, this.memory.borrowList());
    for (const { span, share } of needs.slice(rarest)) {
      const holding = this.matchSpan(text, span, candidates);
      for (let i = 0; i < holding.count; i++) sums[holding.documents[i]] += share;
    }
    const found = this.memory.borrowList();
    found.reserve(candidates.count);
    for (let i = 0; i < candidates.count; i++) {
      const document = candidates.documents[i];
      if (sums[document] >= enough) found.documents[found.count++] = document;
      sums[document] = 0;
    }
    return found;
  }

  private matchSpan(text: QueryText, span: Span, among: PostingList | undefined): PostingList {
    const list = this.finder.match(text, span, among);
    const holds = list.count <= maxVerified ? this.proofOf(span) : undefined;
    return holds ? filterDocuments(list, holds, this.memory.borrowList()) : list;
  }
}

function hasNumber({ analysis }: QueryText, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (classOfUnit(analysis.units[at]) === CharacterClass.Digit) return true;
  return false;
}
