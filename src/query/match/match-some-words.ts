/** Matches words queries of which some words are enough: questions, and what is tried when few documents have all words. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { filterDocuments, listSet } from '../context/document-lists.ts';
import type { DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { enoughDocuments, maxDiscriminativeShare, maxVerified } from './constants.ts';
import { dropSingleCharacters, selectContentPieces } from './content-pieces.ts';
import type { RequiredTerms } from './required-terms.ts';

/** `WordsText` of match-words.ts. */
interface WordsText {
  readonly text: QueryText;
  readonly terms: RequiredTerms;
}

/** Matches the words of one query text after the other. Used by `WordsMatcher`. */
export class SomeWordsMatcher {
  /** @param createVerifier see `createNumberVerifier` */
  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
    private readonly createVerifier: (words: WordsText, pieces: readonly Span[]) => DocumentVerifier | undefined,
  ) {}

  /** Matches documents with one of the pieces. */
  matchAny({ text, terms }: WordsText, pieces: readonly Span[], candidates: PostingList | undefined): PostingList {
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
  matchAnyWhole(words: WordsText, all: readonly Span[], candidates: PostingList | undefined): PostingList {
    const { text } = words;
    const pieces = dropSingleCharacters(text, words.terms.joinHalfWords(text, selectContentPieces(text, all)));
    const { scratchSet, loadsBytes } = this.context;
    if (loadsBytes) gatherMissing(pieces.length, i => void words.terms.match(text, pieces[i], candidates));
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
  matchDiscriminative(words: WordsText, all: readonly Span[], candidates: PostingList | undefined): PostingList {
    const { text, terms } = words;
    const pieces = selectContentPieces(text, all);
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
