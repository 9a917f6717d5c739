/** Matches phrases and prefixes: their terms give the candidates, the texts of these decide. */

import { TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { hasDistinctForms } from '../../text/distinct-forms.ts';
import { normalize } from '../../text/normal-form.ts';
import { stringFromUnits } from '../../text/units.ts';
import { filterDocuments, intersectWithSet, listSet, subtractSet, uniteLists } from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import { createVerifier, type DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import { analyzeQueryText, type QueryText } from '../cut/cut-query.ts';
import { collectLiveDocuments } from './live-documents.ts';
import { listRequiredTerms, type RequiredTerms } from './required-terms.ts';
import { type Phrase, PhraseVerifier } from './verify-phrase.ts';

/** Documents that may match, ascending. */
export interface Candidates {
  readonly list: PostingList;
  /** Decides for a document of the list; undefined when all match. */
  readonly verify?: DocumentVerifier;
}

/** When more words than this have a prefix, their lists are not read: the texts of all candidates are. */
const maxPrefixWords = 1000;

/**
 * Finds the documents that contain a phrase.
 *
 * Law (Includes): every document is found whose searchable text contains the phrase, with its Latin words and numbers
 * whole, and no other. The terms of the phrase give the candidates, the text decides (`PhraseVerifier` says what
 * "contains" is); for a phrase without terms (a comma) every text is read.
 */
export class PhraseMatcher {
  /** The phrases of the current query whose candidates were verified. */
  private readonly verified: VerifiedPhrase[] = [];

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {}

  /** Begins a query. */
  beginQuery(): void {
    if (this.verified.length > 0) this.verified.length = 0;
  }

  /** @param candidates only these documents are looked for; default all */
  match(phrase: Phrase, terms: RequiredTerms, candidates?: PostingList): PostingList {
    return this.filter(phrase, terms, this.findCandidates(phrase, terms, candidates));
  }

  /** The candidates that contain the phrase. The text of each is read once in a query, however many tiers ask for it. */
  filter(phrase: Phrase, terms: RequiredTerms, { list, verify }: Candidates): PostingList {
    const { context, index } = this;
    if (!verify || list.count === 0) return list;
    let known = this.verified.find(each => each.isOf(phrase, terms.fields));
    if (!known) this.verified.push((known = new VerifiedPhrase(phrase, terms.fields, index.documentLimit)));
    const unknown = subtractSet(list, known.seen, context.borrowList());
    const matching = filterDocuments(unknown, verify, context.borrowList());
    // What was passed over when the budget was spent is not known.
    if (!context.budget.isSpent) known.seen.addAll(unknown.documents, unknown.count);
    known.matching.addAll(matching.documents, matching.count);
    return intersectWithSet(list, known.matching, context.borrowList());
  }

  /** The documents that contain the terms of the phrase, as it was typed or in normal form. */
  findCandidates(phrase: Phrase, terms: RequiredTerms, candidates?: PostingList): Candidates {
    const { context } = this;
    if (phrase.text === '') return { list: context.borrowList() };
    const found = this.findByTerms(phrase, terms, candidates);
    const normal = normalize(phrase.text);
    if (normal === phrase.text && found.isExact && !hasDistinctForms(phrase.text)) return { list: found.list };
    let { list } = found;
    if (normal !== phrase.text && normal !== '')
      list = uniteLists(
        list,
        this.findByTerms({ ...phrase, text: normal }, terms, candidates).list,
        context.borrowList(),
      );
    return { list, verify: this.createVerifier([phrase], terms.fields) };
  }

  /** `findCandidates` for documents with one of several phrases. The texts of those that one phrase proves are not read. */
  findAnyCandidates(phrases: readonly Phrase[], terms: RequiredTerms, candidates?: PostingList): Candidates {
    const { context } = this;
    if (phrases.length === 1) return this.findCandidates(phrases[0], terms, candidates);
    let all: PostingList = context.borrowList();
    const proved = new DocumentSet(this.index.documentLimit);
    const unproved: Phrase[] = [];
    for (const phrase of phrases) {
      if (context.budget.isSpent) break;
      const { list, verify } = this.findCandidates(phrase, terms, candidates);
      all = uniteLists(all, list, context.borrowList());
      if (verify) unproved.push(phrase);
      else proved.addAll(list.documents, list.count);
    }
    if (unproved.length === 0) return { list: all };
    const verify = this.createVerifier(unproved, terms.fields);
    return { list: all, verify: createVerifier(document => proved.has(document) || verify(document), verify.expect) };
  }

  /** The documents that contain the terms of a phrase in one form, and whether they are those that contain it. */
  private findByTerms(
    phrase: Phrase,
    terms: RequiredTerms,
    candidates: PostingList | undefined,
  ): { list: PostingList; isExact: boolean } {
    const { context } = this;
    const text = this.analyze(phrase.text);
    const { analysis } = text;
    const { length } = analysis;
    // A run of letters and digits that may continue is not a term of the documents: words with this prefix are.
    let end = length;
    if (phrase.isPrefix)
      for (const term of text.terms) if (term.kind === TermKind.Word && term.end === length) end = term.start;
    const required = listRequiredTerms(text, { start: 0, end });
    let list = candidates;
    if (required.length) list = terms.match(text, { start: 0, end }, list);
    if (end < length) list = this.matchWordPrefix(stringFromUnits(analysis.units, end, length), terms.fields, list);
    list ??= listSet(collectLiveDocuments(this.index), context.borrowList());
    // When a bigram or a single character is the whole phrase, its list needs no verification.
    const [first] = required;
    const isWhole = required.length === 1 && first.start === 0 && first.end === length;
    return { list, isExact: isWhole && first.kind !== TermKind.Word && !phrase.hasWholeNumbers };
  }

  /** An upper bound of the number of documents that contain a text; no posting list is read. */
  maxDocuments(text: string, terms: RequiredTerms): number {
    return text === '' ? 0 : terms.maxDocuments(this.analyze(text), { start: 0, end: text.length });
  }

  private analyze(text: string): QueryText {
    const analysis = analyzeQueryText(text, this.context.borrowAnalysis());
    return {
      typed: text,
      analysis,
      terms: this.context.borrowTerms(analysis),
      words: [],
      indexWords: [],
      spellings: [],
      numbers: [],
    };
  }

  /** The documents that contain a word with this prefix; all candidates when very many words have it. */
  private matchWordPrefix(
    prefix: string,
    fields: readonly TextReader[],
    candidates: PostingList | undefined,
  ): PostingList | undefined {
    const { context } = this;
    const { scratchList } = context.termLists;
    const set = new DocumentSet(this.index.documentLimit);
    for (const field of fields) {
      const words = field.wordsWithPrefix(prefix, maxPrefixWords);
      if (words.length === maxPrefixWords) return candidates;
      for (const word of words) {
        if (context.budget.isSpent) break;
        const { units, length } = analyzeQueryText(word);
        field.readPostings(context.scratchTerm.set(TermKind.InnerWord, units, 0, length), scratchList);
        set.addAll(scratchList.documents, scratchList.count);
      }
    }
    return candidates ? intersectWithSet(candidates, set, context.borrowList()) : listSet(set, context.borrowList());
  }

  /** Creates a function that tells whether a document contains one of the phrases in one of the fields. */
  createVerifier(phrases: readonly Phrase[], fields: readonly TextReader[]): DocumentVerifier {
    const { scratchText, loadsBytes, budget } = this.context;
    const verifier = new PhraseVerifier(phrases, scratchText);
    return createVerifier(
      document => {
        if (budget.isSpent) return false;
        if (loadsBytes) gatherMissing(fields.length, i => fields[i].readText(document, scratchText));
        return fields.some(field => verifier.isIn(field, document));
      },
      // Of bytes that are loaded while they are read, no more are read than needed.
      loadsBytes ? undefined : documents => verifier.ruleOut(fields, documents, this.index.documentLimit),
    );
  }
}

/** What is known of a phrase in the current query. */
class VerifiedPhrase {
  /** The documents that were verified, and those of them that contain the phrase. */
  readonly seen: DocumentSet;
  readonly matching: DocumentSet;

  constructor(
    private readonly phrase: Phrase,
    private readonly fields: readonly TextReader[],
    documentLimit: number,
  ) {
    this.seen = new DocumentSet(documentLimit);
    this.matching = new DocumentSet(documentLimit);
  }

  isOf({ text, isPrefix, hasWholeNumbers }: Phrase, fields: readonly TextReader[]): boolean {
    const { phrase } = this;
    return (
      phrase.text === text &&
      phrase.isPrefix === isPrefix &&
      phrase.hasWholeNumbers === hasWholeNumbers &&
      fields.length === this.fields.length &&
      fields.every((field, i) => field === this.fields[i])
    );
  }
}
