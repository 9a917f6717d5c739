import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { fold, foldInPlace } from '../../text/folding.ts';
import { NeedleMatcher } from '../../text/needle-matcher.ts';
import { stringFromUnits } from '../../text/units.ts';
import { filterDocuments, intersectWithSet, listSet } from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import type { QueryContext } from '../context/query-context.ts';
import { analyzeQueryText, type QueryText } from '../cut/cut-query.ts';
import { collectLiveDocuments } from './filter.ts';
import { listRequiredTerms, type RequiredTerms } from './required-terms.ts';

/** A piece to be found as it stands. */
export interface Phrase {
  /** Any string; an empty one is found nowhere. */
  readonly text: string;
  /** Whether Latin or a number may go on behind it. */
  readonly isPrefix: boolean;
}

/** Documents that may hold a piece, and how to tell. */
export interface Candidates {
  readonly list: PostingList;
  /** Whether a document of the list holds the piece, told by its text; undefined when all do. */
  readonly verify?: (document: number) => boolean;
}

/** More words with one beginning than this are not looked up: every text is read instead. */
const maxPrefixWords = 1000;

/**
 * The documents where a piece stands literally.
 *
 * Law (Includes): every document in whose searchable text the piece stands, its Latin or number ending at edges, is
 * found, and no other. The terms of the piece narrow the search, the text decides; a piece without terms (a comma) is
 * looked for in every text.
 */
export class PhraseMatcher {
  constructor(
    private readonly index: IndexReader,
    private readonly memory: QueryContext,
  ) {}

  /** @param among only these are asked; default all */
  match(piece: Phrase, finder: RequiredTerms, among?: PostingList): PostingList {
    const { list, verify: holds } = this.findCandidates(piece, finder, among);
    if (!holds) return list;
    return filterDocuments(list, holds, this.memory.borrowList());
  }

  /** The documents that hold the terms of the piece. */
  findCandidates(piece: Phrase, finder: RequiredTerms, among?: PostingList): Candidates {
    if (piece.text === '') return { list: this.memory.borrowList() };
    const analysis = analyzeQueryText(piece.text, this.memory.borrowAnalysis());
    const text: QueryText = { analysis, terms: this.memory.borrowTerms(analysis), words: [], indexWords: [] };
    const { length } = analysis;
    // A run that may go on is no whole term of the text: the words that begin so are.
    let end = length;
    if (piece.isPrefix)
      for (const term of text.terms) if (term.kind === TermKind.Word && term.end === length) end = term.start;
    const needs = listRequiredTerms(text, { start: 0, end });
    let list = among;
    if (needs.length) list = finder.match(text, { start: 0, end }, list);
    if (end < length) list = this.matchWordPrefix(stringFromUnits(analysis.units, end, length), finder.fields, list);
    list ??= listSet(collectLiveDocuments(this.index), this.memory.borrowList());
    // A pair or a single character that is the whole piece is its own proof.
    const [only] = needs;
    if (needs.length === 1 && only.kind !== TermKind.Word && only.start === 0 && only.end === length) return { list };
    return { list, verify: this.createVerifier([piece.text], piece.isPrefix, finder.fields) };
  }

  /** The documents that hold a word with this beginning; a superset when there are very many such words. */
  private matchWordPrefix(
    prefix: string,
    fields: readonly TextReader[],
    among: PostingList | undefined,
  ): PostingList | undefined {
    const set = new DocumentSet(this.index.documentLimit);
    for (const field of fields) {
      const words = field.wordsWithPrefix(prefix, maxPrefixWords);
      if (words.length === maxPrefixWords) return among;
      const { scratchList: list } = this.memory.termLists;
      for (const word of words) {
        const { units, length } = analyzeQueryText(word);
        field.readPostings(this.memory.scratchTerm.set(TermKind.InnerWord, units, 0, length), list);
        set.addAll(list.documents, list.count);
      }
    }
    return among ? intersectWithSet(among, set, this.memory.borrowList()) : listSet(set, this.memory.borrowList());
  }

  /** Tells whether a document holds one of the texts in one of the fields. */
  createVerifier(
    texts: readonly string[],
    openEnd: boolean,
    fields: readonly TextReader[],
  ): (document: number) => boolean {
    const matcher = new NeedleMatcher(texts.map(fold), () => openEnd);
    const buffer = this.memory.scratchText;
    return document =>
      fields.some(field => {
        field.readText(document, buffer);
        foldInPlace(buffer.units, buffer.length);
        return matcher.findFirst(buffer.units, buffer.length) >= 0;
      });
  }
}
