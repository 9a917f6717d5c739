/** Matches words queries: which pieces of the typed words a document must contain. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { uniteLists } from '../context/document-lists.ts';
import type { DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { QueryText } from '../cut/cut-query.ts';
import { selectContentPieces } from './content-pieces.ts';
import { HalfMatcher } from './match-half.ts';
import { SomeWordsMatcher } from './match-some-words.ts';
import type { MatchPurpose, RequiredTerms } from './required-terms.ts';
import { WholeTitles } from './whole-titles.ts';

/**
 * Which words of a query a document must contain:
 *
 * - `all`: all of them;
 * - `content`: all content words, that is, all but function words (的, 如何); or one of them is its whole title;
 * - `atLeastHalf`: at least half of the content words;
 * - `any`: one of them;
 * - `anyWord`: one content word that is not a single character beside others;
 * - `discriminative`: one that few documents contain (`SomeWordsMatcher.matchDiscriminative`).
 */
export type WordsNeeded = 'all' | 'content' | 'atLeastHalf' | 'any' | 'anyWord' | 'discriminative';

/** A cut text, and the required terms of its pieces in the fields that are searched. */
export interface WordsText {
  readonly text: QueryText;
  readonly terms: RequiredTerms;
}

/** Matches the words of one query text after the other. */
export class WordsMatcher {
  readonly wholeTitles: WholeTitles;
  private createdSome: SomeWordsMatcher | undefined;

  /** @param createVerifier see `createNumberVerifier` */
  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
    private readonly createVerifier: (words: WordsText, pieces: readonly Span[]) => DocumentVerifier | undefined,
  ) {
    this.wholeTitles = new WholeTitles(index, context);
  }

  /** Created by the first query of which some words are enough. */
  private get some(): SomeWordsMatcher {
    this.createdSome ??= new SomeWordsMatcher(this.index, this.context, this.createVerifier);
    return this.createdSome;
  }

  /**
   * The documents that contain the words, ascending.
   * @param candidates only these documents are looked for; default all
   * @param purpose what they are needed for, where all words are needed; default to be scored
   */
  match(words: WordsText, needed: WordsNeeded, candidates?: PostingList, purpose: MatchPurpose = 'score'): PostingList {
    const { text, terms } = words;
    const isTyped = needed === 'content' || needed === 'atLeastHalf' || needed === 'anyWord';
    const pieces = terms.splitIntoPieces(text, isTyped ? 'typed' : 'indexed');
    if (!pieces.length) return this.context.borrowList();
    switch (needed) {
      case 'all':
        return this.matchAll(words, pieces, candidates, purpose);
      case 'content':
        return this.matchContent(words, selectContentPieces(text, pieces), candidates, purpose);
      case 'any':
        return this.some.matchAny(words, pieces, candidates);
      case 'anyWord':
        return this.some.matchAnyWhole(words, pieces, candidates);
      case 'discriminative':
        return this.some.matchDiscriminative(words, pieces, candidates);
      case 'atLeastHalf': {
        const verifier = (piece: Span) => this.createVerifier(words, [piece]);
        const matcher = new HalfMatcher(this.index, this.context, terms, verifier);
        return matcher.match(text, terms.joinHalfWords(text, selectContentPieces(text, pieces)), candidates);
      }
    }
  }

  private matchContent(
    words: WordsText,
    pieces: readonly Span[],
    candidates: PostingList | undefined,
    purpose: MatchPurpose,
  ): PostingList {
    const matched = this.matchAll(words, pieces, candidates, purpose);
    const titled = this.wholeTitles.match(words.text, pieces, words.terms, candidates);
    return titled.count > 0 ? uniteLists(matched, titled, this.context.borrowList()) : matched;
  }

  /** Looks up the rarest piece first, and the others among the documents that are left. */
  private matchAll(
    { text, terms }: WordsText,
    pieces: readonly Span[],
    candidates: PostingList | undefined,
    purpose: MatchPurpose,
  ): PostingList {
    if (pieces.length === 1) return terms.match(text, pieces[0], candidates, purpose);
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
      matched = terms.match(text, rarestFirst[i], matched, isLast ? purpose : 'intersect');
    }
    return matched!;
  }
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
